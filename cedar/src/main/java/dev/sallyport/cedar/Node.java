package dev.sallyport.cedar;

import dev.sallyport.cedar.value.Decimal;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.RecordValue;
import dev.sallyport.cedar.value.SetValue;
import dev.sallyport.cedar.value.Value;

/** An expression made ready for evaluation. Immutable; the height of a tree is bounded by the parser. */
abstract class Node {

    /** The value; an {@link EvaluationError} if there is none. */
    abstract Value eval(Frame frame);

    /** The value, which must be a boolean. */
    boolean test(Frame frame) {
        Value value = eval(frame);
        if (value instanceof Value.Bool bool) {
            return bool.value();
        }
        throw mismatch("bool", value);
    }

    static EvaluationError mismatch(String expected, Value found) {
        return new EvaluationError("type error: expected " + expected + ", found " + found.typeName());
    }

    static long asLong(Value value) {
        if (value instanceof Value.Int integer) {
            return integer.value();
        }
        throw mismatch("long", value);
    }

    static String asText(Value value) {
        if (value instanceof Value.Text text) {
            return text.value();
        }
        throw mismatch("string", value);
    }

    static EntityUid asEntity(Value value) {
        if (value instanceof EntityUid uid) {
            return uid;
        }
        throw mismatch("an entity", value);
    }

    static SetValue asSet(Value value) {
        if (value instanceof SetValue set) {
            return set;
        }
        throw mismatch("set", value);
    }

    static RecordValue asRecord(Value value) {
        if (value instanceof RecordValue record) {
            return record;
        }
        throw mismatch("record", value);
    }

    static Decimal asDecimal(Value value) {
        if (value instanceof Decimal decimal) {
            return decimal;
        }
        throw mismatch("decimal", value);
    }

    /** A node whose value is a boolean; it is tested without making a value. */
    abstract static class Test extends Node {

        @Override
        abstract boolean test(Frame frame);

        @Override
        final Value eval(Frame frame) {
            return Value.of(test(frame));
        }
    }

    /** A known value. */
    static final class Constant extends Node {
        final Value value;

        Constant(Value value) {
            this.value = value;
        }

        @Override
        Value eval(Frame frame) {
            return value;
        }
    }

    /** A constant expression that has no value. */
    static final class Failing extends Node {
        private final String message;

        Failing(String message) {
            this.message = message;
        }

        @Override
        Value eval(Frame frame) {
            throw new EvaluationError(message);
        }
    }
}
