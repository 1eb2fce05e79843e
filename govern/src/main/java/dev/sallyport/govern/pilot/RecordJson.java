package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A record as JSON and back: a member for each component, named in snake_case. Every member must be there and none else may be, except
 * that an empty Optional is left out. Knows the few types that {@link Fact} uses.
 */
final class RecordJson {
    private RecordJson() {}

    static JsonObject of(Record value) {
        JsonObject.Builder out = JsonObject.builder();
        for (RecordComponent component : value.getClass().getRecordComponents()) {
            Object part = component(value, component);
            if (!(part instanceof Optional<?> optional && optional.isEmpty())) {
                out.put(name(component), write(part));
            }
        }
        return out.build();
    }

    /**
     * @throws Malformed {@code unknown_member}, {@code missing_member}, {@code wrong_member}
     */
    static <R> R read(Class<R> kind, JsonObject object) {
        RecordComponent[] components = kind.getRecordComponents();
        Class<?>[] types = new Class<?>[components.length];
        Object[] parts = new Object[components.length];
        List<String> names = new ArrayList<>();
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            names.add(name(components[i]));
            parts[i] = part(components[i], object);
        }
        for (String member : object.members().keySet()) {
            if (!names.contains(member)) {
                throw new Malformed("unknown_member", "unknown member " + MalformedJson.quoted(member));
            }
        }
        try {
            return kind.getDeclaredConstructor(types).newInstance(parts);
        } catch (InvocationTargetException refused) {
            Throwable why = Objects.requireNonNullElse(refused.getCause(), refused);
            throw new Malformed("wrong_member", String.valueOf(why.getMessage()));
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no record of " + kind.getSimpleName(), impossible);
        }
    }

    private static Object component(Record value, RecordComponent component) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("no component " + component.getName(), impossible);
        }
    }

    private static String name(RecordComponent component) {
        return component.getName().replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }

    private static Json write(Object value) {
        return switch (value) {
            case String text -> new JsonString(text);
            case Boolean flag -> JsonBoolean.of(flag);
            case Integer number -> JsonNumber.of((long) number);
            case Long number -> JsonNumber.of((long) number);
            case Double number -> JsonNumber.of((double) number);
            case LocalDate date -> new JsonString(date.toString());
            case ShieldVersion version -> new JsonString(version.wire());
            case ShieldMode mode -> new JsonString(mode.wire());
            case Enum<?> constant -> new JsonString(constant.name());
            case Optional<?> optional -> write(optional.orElseThrow());
            case List<?> list ->
                new JsonArray(list.stream().map(RecordJson::write).toList());
            case Map<?, ?> map -> {
                Map<String, Json> members = new TreeMap<>();
                map.forEach((key, inner) -> members.put(String.valueOf(key), write(inner)));
                yield new JsonObject(members);
            }
            case Record inner -> of(inner);
            default -> throw new IllegalStateException("a fact holds no " + value.getClass());
        };
    }

    private static Object part(RecordComponent component, JsonObject object) {
        String name = name(component);
        Json value = object.get(name);
        Type type = component.getGenericType();
        if (component.getType() == Optional.class) {
            return value == null ? Optional.empty() : Optional.of(read(argument(type, 0), value, name));
        }
        if (value == null) {
            throw new Malformed("missing_member", "member `" + name + "` is missing");
        }
        return read(type, value, name);
    }

    private static Type argument(Type type, int index) {
        return ((ParameterizedType) type).getActualTypeArguments()[index];
    }

    private static Object read(Type type, Json value, String name) {
        if (type instanceof ParameterizedType generic) {
            return generic.getRawType() == List.class ? list(generic, value, name) : map(generic, value, name);
        }
        return read((Class<?>) type, value, name);
    }

    private static List<Object> list(ParameterizedType type, Json value, String name) {
        if (!(value instanceof JsonArray array)) {
            throw wrong(name, "an array");
        }
        List<Object> items = new ArrayList<>();
        array.items().forEach(item -> items.add(read(argument(type, 0), item, name)));
        return List.copyOf(items);
    }

    private static Map<String, Object> map(ParameterizedType type, Json value, String name) {
        if (!(value instanceof JsonObject object)) {
            throw wrong(name, "an object");
        }
        Map<String, Object> members = new TreeMap<>();
        object.members().forEach((key, inner) -> members.put(key, read(argument(type, 1), inner, name)));
        return new LinkedHashMap<>(members);
    }

    private static Object read(Class<?> type, Json value, String name) {
        if (type == boolean.class && value instanceof JsonBoolean flag) {
            return flag.value();
        }
        if (value instanceof JsonNumber number) {
            return number(type, number, name);
        }
        if (type.isRecord() && value instanceof JsonObject object && type != ShieldVersion.class) {
            return read(type.asSubclass(Record.class), object);
        }
        if (value instanceof JsonString text) {
            return text(type, text.value(), name);
        }
        throw wrong(name, "a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static Object number(Class<?> type, JsonNumber number, String name) {
        if (type == double.class) {
            return number.value();
        }
        if (!number.isInteger() || number.value() < 0) {
            throw wrong(name, "an integer from 0 on");
        }
        if (type == int.class) {
            return Math.toIntExact((long) number.value());
        }
        if (type == long.class || type == Long.class) {
            return (long) number.value();
        }
        throw wrong(name, "a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static Object text(Class<?> type, String text, String name) {
        try {
            if (type == String.class) {
                return text;
            }
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
            if (type == ShieldVersion.class) {
                return ShieldVersion.parse(text);
            }
        } catch (DateTimeParseException | IllegalArgumentException malformed) {
            throw wrong(name, "a " + type.getSimpleName().toLowerCase(Locale.ROOT) + ": " + malformed.getMessage());
        }
        if (type == ShieldMode.class) {
            return ShieldMode.byWire(text).orElseThrow(() -> wrong(name, "off, advisory, high-confidence or blocking"));
        }
        for (Object constant : type.isEnum() ? type.getEnumConstants() : new Object[0]) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw wrong(name, "a " + type.getSimpleName().toLowerCase(Locale.ROOT));
    }

    private static Malformed wrong(String name, String what) {
        return new Malformed("wrong_member", "member `" + name + "` must be " + what);
    }
}
