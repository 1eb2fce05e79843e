package dev.sallyport.sigma.yaml;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** A value of a YAML document with the place where it stands. Aliases are followed; there are no cycles. */
public sealed interface Node {

    /** Where it begins. */
    Place place();

    /** What an author would call it: {@code a mapping}, {@code a list}, {@code text} and so on. */
    String kindName();

    /**
     * Keys with values in the order of the file, no key twice.
     *
     * @param entries in the file's order
     */
    record Mapping(Place place, List<Entry> entries) implements Node {
        public Mapping {
            entries = List.copyOf(entries);
        }

        /** The value of a key, if it stands there. */
        public Optional<Node> get(String key) {
            return entry(key).map(Entry::value);
        }

        /** The entry of a key, if it stands there. */
        public Optional<Entry> entry(String key) {
            return entries.stream()
                    .filter(entry -> entry.key().source().equals(key))
                    .findFirst();
        }

        @Override
        public String kindName() {
            return "a mapping";
        }
    }

    /**
     * A key with its value.
     *
     * @param key always a scalar
     */
    record Entry(Scalar key, Node value) {
        /** The key as it was written. */
        public String name() {
            return key.source();
        }
    }

    /**
     * Values in their order.
     *
     * @param items in the file's order
     */
    record Sequence(Place place, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kindName() {
            return "a list";
        }
    }

    /**
     * A single value.
     *
     * @param kind what YAML takes it for
     * @param source its text, without quotes and escapes
     */
    record Scalar(Place place, Kind kind, String source) implements Node {

        /** Whether it is text. */
        public boolean isText() {
            return kind == Kind.TEXT;
        }

        /** Whether it is {@code null}. */
        public boolean isNull() {
            return kind == Kind.NULL;
        }

        /** Its text, if it is text. */
        public Optional<String> text() {
            return isText() ? Optional.of(source) : Optional.empty();
        }

        /** Its number, if it is one. */
        public Optional<BigDecimal> number() {
            return kind == Kind.NUMBER ? Optional.of(Resolution.number(source)) : Optional.empty();
        }

        /** Its truth value, if it is one. */
        public Optional<Boolean> truth() {
            return kind == Kind.BOOLEAN ? Optional.of(Resolution.truth(source)) : Optional.empty();
        }

        @Override
        public String kindName() {
            return switch (kind) {
                case TEXT -> "text";
                case NUMBER -> "a number";
                case BOOLEAN -> "a boolean";
                case NULL -> "null";
            };
        }
    }

    /** What a scalar is. */
    enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        NULL
    }
}
