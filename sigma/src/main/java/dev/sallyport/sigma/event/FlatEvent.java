package dev.sallyport.sigma.event;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** An event whose fields are all in memory. Immutable. */
public final class FlatEvent implements Event {
    private final long sequence;
    private final long timeMillis;
    private final String tenant;
    private final Source source;
    private final Map<String, Value> fields;
    private final Map<String, Value> folded;
    private final Value[] leaves;

    /**
     * @param fields by dotted name; a name that differs from another only in case is found by its exact spelling
     * @throws IllegalArgumentException if the sequence is negative
     */
    public FlatEvent(long sequence, long timeMillis, String tenant, Source source, Map<String, Value> fields) {
        if (sequence < 0) {
            throw new IllegalArgumentException("a sequence is not negative: " + sequence);
        }
        this.sequence = sequence;
        this.timeMillis = timeMillis;
        this.tenant = tenant;
        this.source = source;
        this.fields = new HashMap<>(fields);
        this.folded = new LinkedHashMap<>();
        List<Value> found = new ArrayList<>();
        for (Map.Entry<String, Value> field : fields.entrySet()) {
            folded.putIfAbsent(field.getKey().toLowerCase(Locale.ROOT), field.getValue());
            collect(field.getValue(), found);
        }
        this.leaves = found.toArray(Value[]::new);
    }

    private static void collect(Value value, List<Value> into) {
        switch (value) {
            case Value.Absent absent -> {}
            case Value.Null none -> {}
            case Value.Text text -> into.add(text);
            case Value.Number number -> into.add(number);
            case Value.Bool bool -> into.add(bool);
            case Value.Many many -> many.items().forEach(item -> collect(item, into));
            case Value.Nested nested -> nested.members().values().forEach(item -> collect(item, into));
        }
    }

    @Override
    public long sequence() {
        return sequence;
    }

    @Override
    public long timeMillis() {
        return timeMillis;
    }

    @Override
    public String tenant() {
        return tenant;
    }

    @Override
    public Source source() {
        return source;
    }

    @Override
    public Value field(String name) {
        @Nullable Value exact = fields.get(name);
        return exact != null
                ? exact
                : Objects.requireNonNullElse(folded.get(name.toLowerCase(Locale.ROOT)), Value.ABSENT);
    }

    @Override
    public boolean anyLeaf(Predicate<Value> test) {
        for (Value leaf : leaves) {
            if (test.test(leaf)) {
                return true;
            }
        }
        return false;
    }

    /** Its fields by their names. */
    public Map<String, Value> fields() {
        return Map.copyOf(fields);
    }
}
