package dev.sallyport.sigma.rule;

import dev.sallyport.sigma.pattern.Part;
import dev.sallyport.sigma.pattern.Regex;
import dev.sallyport.text.host.Network;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a rule wants of one value. A list fits when one of its members does. Immutable. */
public sealed interface Criterion {

    /** A word for messages. */
    String kindName();

    /**
     * Text that fits a pattern; a number or truth value is compared by its text.
     *
     * @param parts in their order; empty for the empty text
     * @param cased whether case matters
     */
    record Text(List<Part> parts, boolean cased) implements Criterion {
        public Text {
            parts = List.copyOf(parts);
        }

        @Override
        public String kindName() {
            return cased ? "text (cased)" : "text";
        }
    }

    /**
     * That number, or text that is one.
     *
     * @param number compared by value
     */
    @SuppressWarnings("AvoidCommonTypeNames") // it is JSON's word, and never imported alone
    record Number(BigDecimal number) implements Criterion {
        @Override
        public String kindName() {
            return "number";
        }
    }

    /**
     * That truth value, or its word.
     *
     * @param truth wanted
     */
    record Bool(boolean truth) implements Criterion {
        @Override
        public String kindName() {
            return "boolean";
        }
    }

    /** No value: the field is absent or null. */
    record Null() implements Criterion {
        @Override
        public String kindName() {
            return "null";
        }
    }

    /**
     * The field is there, whatever it holds.
     *
     * @param there whether it shall be
     */
    record Exists(boolean there) implements Criterion {
        @Override
        public String kindName() {
            return there ? "any value" : "no field";
        }
    }

    /**
     * Text in which a regular expression is found.
     *
     * @param source as it was written
     * @param flags how it is read
     */
    record Expressed(String source, Set<Regex.Flag> flags) implements Criterion {
        public Expressed {
            flags = Set.copyOf(flags);
        }

        /** Its flags in their fixed order. */
        public SortedSet<Regex.Flag> sortedFlags() {
            return new TreeSet<>(flags);
        }

        @Override
        public String kindName() {
            return "regular expression";
        }
    }

    /**
     * An address of a network.
     *
     * @param source as it was written
     * @param network the same, read
     */
    record Cidr(String source, Network network) implements Criterion {
        @Override
        public String kindName() {
            return "address of a network";
        }
    }

    /**
     * A number on one side of another; text that is a number counts as one.
     *
     * @param number the bound
     */
    record Compared(Comparison comparison, BigDecimal number) implements Criterion {
        @Override
        public String kindName() {
            return "number";
        }
    }

    /**
     * A point in time of which one part, in UTC, is compared.
     *
     * @param part which
     * @param number the bound
     */
    record Timed(TimePart part, Comparison comparison, BigDecimal number) implements Criterion {
        @Override
        public String kindName() {
            return "time";
        }
    }

    /**
     * The value of another field of the same event; both must be there.
     *
     * @param field the other
     * @param start whether this one only needs to begin with it
     * @param end whether this one only needs to end with it; with both it needs to contain it
     * @param cased whether case matters
     */
    record Reference(String field, boolean start, boolean end, boolean cased) implements Criterion {
        @Override
        public String kindName() {
            return "value of `" + field + "`";
        }
    }

    /**
     * One of several, which came from one written value.
     *
     * @param of at least one
     */
    record Any(List<Criterion> of) implements Criterion {
        public Any {
            of = List.copyOf(of);
        }

        @Override
        public String kindName() {
            return "one of " + of.size() + " spellings";
        }
    }

    /** How two numbers are compared. */
    enum Comparison {
        EQ("="),
        LT("<"),
        LTE("<="),
        GT(">"),
        GTE(">=");

        private final String sign;

        Comparison(String sign) {
            this.sign = sign;
        }

        /** As it is written in mathematics. */
        public String sign() {
            return sign;
        }

        /** Whether a comparison's outcome, as of {@link Comparable#compareTo}, is one of this kind. */
        public boolean holds(int outcome) {
            return switch (this) {
                case EQ -> outcome == 0;
                case LT -> outcome < 0;
                case LTE -> outcome <= 0;
                case GT -> outcome > 0;
                case GTE -> outcome >= 0;
            };
        }
    }

    /** A part of a point in time, in UTC. */
    enum TimePart {
        /** 0 to 59. */
        MINUTE,
        /** 0 to 23. */
        HOUR,
        /** 1 to 31. */
        DAY,
        /** 1 to 53, by ISO 8601. */
        WEEK,
        /** 1 to 12. */
        MONTH,
        /** Such as 2026. */
        YEAR
    }
}
