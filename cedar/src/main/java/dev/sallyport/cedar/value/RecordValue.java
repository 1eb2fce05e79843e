package dev.sallyport.cedar.value;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A record: names to values. */
public final class RecordValue implements Value {

    /** The record without fields. */
    public static final RecordValue EMPTY = new RecordValue(Map.of());

    private final Map<String, Value> fields;

    private RecordValue(Map<String, Value> fields) {
        this.fields = fields;
    }

    static RecordValue of(Map<String, ? extends Value> fields) {
        return fields.isEmpty() ? EMPTY : new RecordValue(Map.copyOf(fields));
    }

    /** All fields; the order means nothing. */
    public Map<String, Value> fields() {
        return fields;
    }

    /** The field called {@code name}, or null: the evaluator asks on every attribute access. */
    public @Nullable Value get(String name) {
        return fields.get(name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecordValue record && fields.equals(record.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String typeName() {
        return "record";
    }

    @Override
    public String toString() {
        return new TreeMap<>(fields)
                .entrySet().stream()
                        .map(e -> Quoted.of(e.getKey()) + ": " + e.getValue())
                        .collect(Collectors.joining(", ", "{", "}"));
    }
}
