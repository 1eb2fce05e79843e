package dev.sallyport.sigma.event;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes fields of a tree as JSON has it: maps by name, lists, strings, numbers, booleans, null. An object inside an object becomes dotted
 * names. A list of objects stays a list, and each member's name also becomes a dotted name that holds what all members have there, so that
 * {@code items.name} fits when it does for any item.
 */
public final class Fields {
    private static final int MAX_DEPTH = 64;

    private Fields() {}

    /**
     * The fields of an object.
     *
     * @throws IllegalArgumentException if it is nested more than 64 deep or holds something that JSON does not have
     */
    public static Map<String, Value> of(Map<?, ?> object) {
        Map<String, Value> fields = new LinkedHashMap<>();
        object(object, "", fields, 0);
        return fields;
    }

    private static void object(Map<?, ?> object, String prefix, Map<String, Value> into, int depth) {
        object.forEach((key, content) -> put(content, prefix + key, into, depth));
    }

    private static void put(@Nullable Object content, String name, Map<String, Value> into, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("an event is nested at most " + MAX_DEPTH + " deep");
        }
        if (content instanceof Map<?, ?> object) {
            object(object, name + ".", into, depth + 1);
            return;
        }
        Value value = value(content, depth);
        into.put(name, value);
        if (value instanceof Value.Many many) {
            gather(many, name, into);
        }
    }

    private static void gather(Value.Many many, String name, Map<String, Value> into) {
        Map<String, List<Value>> below = new LinkedHashMap<>();
        for (Value item : many.items()) {
            if (item instanceof Value.Nested nested) {
                nested.members()
                        .forEach((key, value) -> below.computeIfAbsent(key, missing -> new ArrayList<>())
                                .add(value));
            }
        }
        below.forEach((key, values) -> into.put(name + "." + key, new Value.Many(values)));
    }

    /** A value that is no object inside an object. */
    private static Value value(@Nullable Object content, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("an event is nested at most " + MAX_DEPTH + " deep");
        }
        if (content == null) {
            return Value.NULL;
        }
        return switch (content) {
            case String text -> new Value.Text(text);
            case Boolean truth -> new Value.Bool(truth);
            case BigDecimal number -> Value.Number.of(number);
            case Number number -> Value.Number.of(new BigDecimal(number.toString()));
            case List<?> list -> {
                List<Value> items = new ArrayList<>();
                for (Object item : list) {
                    items.add(value(item, depth + 1));
                }
                yield new Value.Many(items);
            }
            case Map<?, ?> object -> {
                Map<String, Value> members = new LinkedHashMap<>();
                object(object, "", members, depth + 1);
                yield new Value.Nested(members);
            }
            default ->
                throw new IllegalArgumentException(
                        "JSON has no " + content.getClass().getSimpleName());
        };
    }
}
