package dev.sallyport.sigma.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What stands in a field of an event. Immutable. */
public sealed interface Value {

    /** The text by which it is compared and grouped, or empty if it has none (absent, null, several, nested). */
    Optional<String> text();

    /** A word for messages: {@code absent}, {@code text} and so on; never the content. */
    String category();

    /** The field is not there. */
    Value ABSENT = new Absent();

    /** The field is there and says nothing. */
    Value NULL = new Null();

    /** The field is not there. */
    record Absent() implements Value {
        @Override
        public Optional<String> text() {
            return Optional.empty();
        }

        @Override
        public String category() {
            return "absent";
        }
    }

    /** The field holds {@code null}. */
    record Null() implements Value {
        @Override
        public Optional<String> text() {
            return Optional.empty();
        }

        @Override
        public String category() {
            return "null";
        }
    }

    /**
     * Characters.
     *
     * @param string as recorded
     */
    record Text(String string) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(string);
        }

        @Override
        public String category() {
            return "text";
        }
    }

    /**
     * A number.
     *
     * @param number as recorded, any scale
     * @param canonical its shortest plain decimal text: {@code 1} for {@code 1.0}
     */
    @SuppressWarnings("AvoidCommonTypeNames") // it is JSON's word, and never imported alone
    record Number(BigDecimal number, String canonical) implements Value {
        /** The number with its text. */
        public static Number of(BigDecimal number) {
            return new Number(number, Numerals.canonical(number));
        }

        @Override
        public Optional<String> text() {
            return Optional.of(canonical);
        }

        @Override
        public String category() {
            return "number";
        }
    }

    /**
     * A truth value.
     *
     * @param truth as recorded
     */
    record Bool(boolean truth) implements Value {
        @Override
        public Optional<String> text() {
            return Optional.of(truth ? "true" : "false");
        }

        @Override
        public String category() {
            return "boolean";
        }
    }

    /**
     * A list.
     *
     * @param items in their order
     */
    record Many(List<Value> items) implements Value {
        public Many {
            items = List.copyOf(items);
        }

        @Override
        public Optional<String> text() {
            return Optional.empty();
        }

        @Override
        public String category() {
            return "list";
        }
    }

    /**
     * An object inside a list; an object directly inside an object is flattened into dotted names instead.
     *
     * @param members by their names
     */
    record Nested(Map<String, Value> members) implements Value {
        public Nested {
            members = Map.copyOf(members);
        }

        @Override
        public Optional<String> text() {
            return Optional.empty();
        }

        @Override
        public String category() {
            return "object";
        }
    }
}
