package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Value;
import dev.sallyport.sigma.pattern.Words;

/** A condition made ready: a tree over the fields' slots. Immutable, safe for many threads. */
sealed interface Check {
    boolean holds(Look look);

    record All(Check[] of) implements Check {
        @Override
        public boolean holds(Look look) {
            for (Check one : of) {
                if (!one.holds(look)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Some(Check[] of) implements Check {
        @Override
        public boolean holds(Look look) {
            for (Check one : of) {
                if (one.holds(look)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not(Check of) implements Check {
        @Override
        public boolean holds(Look look) {
            return !of.holds(look);
        }
    }

    record Field(int slot, ValueTest test) implements Check {
        @Override
        public boolean holds(Look look) {
            return test.fits(look.value(slot));
        }
    }

    /** Many literal texts that one field may be, or may contain, looked for together. */
    record Literals(int slot, FoldedMap<Boolean> equal, Words inside) implements Check {
        @Override
        public boolean holds(Look look) {
            return fits(look.value(slot));
        }

        private boolean fits(Value value) {
            return switch (value) {
                case Value.Many many -> many.items().stream().anyMatch(this::fits);
                case Value.Text text -> fits(text.string());
                case Value.Number number -> fits(number.canonical());
                case Value.Bool bool -> fits(bool.truth() ? "true" : "false");
                case Value.Absent absent -> false;
                case Value.Null none -> false;
                case Value.Nested nested -> false;
            };
        }

        private boolean fits(String text) {
            return equal.get(text) != null || inside.anyIn(text);
        }
    }

    record Unlike(int slot, ValueTest[] tests) implements Check {
        @Override
        public boolean holds(Look look) {
            Value value = look.value(slot);
            if (value instanceof Value.Absent) {
                return false;
            }
            for (ValueTest test : tests) {
                if (test.fits(value)) {
                    return false;
                }
            }
            return true;
        }
    }

    record Keyword(ValueTest test) implements Check {
        @Override
        public boolean holds(Look look) {
            return look.event().anyLeaf(test::fits);
        }
    }

    /** Two fields of one event; {@code unlike} asks that both are there and differ. */
    record Reference(int slot, int other, References.Way way, boolean unlike) implements Check {
        @Override
        public boolean holds(Look look) {
            return References.holds(look.value(slot), look.value(other), way, unlike);
        }
    }
}
