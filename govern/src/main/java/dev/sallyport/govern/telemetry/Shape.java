package dev.sallyport.govern.telemetry;

import java.util.List;

/** What may stand in one member of a batch. */
sealed interface Shape {
    /** A text of that kind. */
    record Text(Kind kind) implements Shape {}

    /** A whole number from 0. */
    record Whole(long most) implements Shape {}

    /** A number from 0 to 1 with at most two decimals. */
    record Share() implements Shape {}

    /** Objects in the order of their bytes; where they are unique none stands twice. */
    record Rows(int most, boolean unique, List<Field> fields) implements Shape {
        public Rows {
            fields = List.copyOf(fields);
        }
    }

    /** One object. */
    record One(List<Field> fields) implements Shape {
        public One {
            fields = List.copyOf(fields);
        }
    }

    /**
     * One member.
     *
     * @param says what it is, for the data-handling document
     */
    record Field(String name, Shape shape, boolean required, String says) {}
}
