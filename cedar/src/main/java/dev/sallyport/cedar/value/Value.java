package dev.sallyport.cedar.value;

import dev.sallyport.cedar.error.CedarDataError;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/** A Cedar value, immutable. Two values are equal exactly when Cedar's {@code ==} says so. */
public sealed interface Value
        permits Value.Bool,
                Value.Int,
                Value.Text,
                EntityUid,
                SetValue,
                RecordValue,
                Decimal,
                IpAddress,
                Datetime,
                Duration {

    /** A boolean. */
    record Bool(boolean value) implements Value {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);

        @Override
        public String typeName() {
            return "bool";
        }

        @Override
        public String toString() {
            return Boolean.toString(value);
        }
    }

    /** A 64-bit signed integer. */
    record Int(long value) implements Value {
        @Override
        public String typeName() {
            return "long";
        }

        @Override
        public String toString() {
            return Long.toString(value);
        }
    }

    /** A string, compared by its code units. */
    record Text(String value) implements Value {
        @Override
        public String typeName() {
            return "string";
        }

        @Override
        public String toString() {
            return Quoted.of(value);
        }
    }

    /** The shared boolean for {@code value}. */
    static Bool of(boolean value) {
        return value ? Bool.TRUE : Bool.FALSE;
    }

    /** An integer. */
    static Int of(long value) {
        return new Int(value);
    }

    /** A string. */
    static Text of(String value) {
        return new Text(value);
    }

    /** A reference to an entity. */
    static EntityUid entity(String type, String id) {
        return new EntityUid(type, id);
    }

    /** A set; duplicates count once. */
    static SetValue set(Collection<? extends Value> elements) {
        return SetValue.of(elements);
    }

    /** A set; duplicates count once. */
    static SetValue set(Value... elements) {
        return SetValue.of(Arrays.asList(elements));
    }

    /** A set of strings. */
    static SetValue strings(Collection<String> elements) {
        return SetValue.of(elements.stream().map(Text::new).toList());
    }

    /** A record. */
    static RecordValue record(Map<String, ? extends Value> fields) {
        return RecordValue.of(fields);
    }

    /** A decimal from its text, such as {@code 12.34}. */
    static Decimal decimal(String text) {
        return need(Decimal.parse(text), "decimal", text);
    }

    /** An address or range from its text, such as {@code 10.0.0.0/8}. */
    static IpAddress ip(String text) {
        return need(IpAddress.parse(text), "ip", text);
    }

    /** A datetime from its text, such as {@code 2024-10-15T11:35:00Z}. */
    static Datetime datetime(String text) {
        return need(Datetime.parse(text), "datetime", text);
    }

    /** A duration from its text, such as {@code 1d2h}. */
    static Duration duration(String text) {
        return need(Duration.parse(text), "duration", text);
    }

    private static <T extends Value> T need(Optional<T> parsed, String type, String text) {
        return parsed.orElseThrow(
                () -> new CedarDataError("value", Quoted.of(text) + " is not a valid " + type + " text"));
    }

    /** The name of this value's type, for messages. */
    String typeName();
}
