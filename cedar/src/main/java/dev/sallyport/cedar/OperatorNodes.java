package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.Expr.Operator;
import dev.sallyport.cedar.value.Datetime;
import dev.sallyport.cedar.value.Duration;
import dev.sallyport.cedar.value.Value;
import java.util.function.BiPredicate;
import java.util.function.BinaryOperator;

/** Comparison, arithmetic and sets. */
final class OperatorNodes {

    private OperatorNodes() {}

    /** The node of every operator but those on entities. */
    static Node binary(Operator operator, Node left, Node right) {
        return switch (operator) {
            case EQ -> new Compare(left, right, Object::equals);
            case NE -> new Compare(left, right, (a, b) -> !a.equals(b));
            case LT -> new Compare(left, right, (a, b) -> compare(a, b) < 0);
            case LE -> new Compare(left, right, (a, b) -> compare(a, b) <= 0);
            case GT -> new Compare(left, right, (a, b) -> compare(a, b) > 0);
            case GE -> new Compare(left, right, (a, b) -> compare(a, b) >= 0);
            case ADD, SUB, MUL -> new Arithmetic(left, right, (a, b) -> arithmetic(operator, a, b));
            case CONTAINS -> new Compare(left, right, (a, b) -> Node.asSet(a).contains(b));
            case CONTAINS_ALL ->
                new Compare(left, right, (a, b) -> Node.asSet(a).containsAll(Node.asSet(b)));
            case CONTAINS_ANY ->
                new Compare(left, right, (a, b) -> Node.asSet(a).containsAny(Node.asSet(b)));
            case IN -> new DataNodes.In(left, right);
            case GET_TAG -> new DataNodes.GetTag(left, right);
            case HAS_TAG -> new DataNodes.HasTag(left, right);
        };
    }

    private static int compare(Value left, Value right) {
        if (left instanceof Datetime datetime) {
            if (right instanceof Datetime other) {
                return Long.compare(datetime.epochMillis(), other.epochMillis());
            }
            throw Node.mismatch("datetime", right);
        }
        if (left instanceof Duration duration) {
            if (right instanceof Duration other) {
                return Long.compare(duration.millis(), other.millis());
            }
            throw Node.mismatch("duration", right);
        }
        return Long.compare(Node.asLong(left), Node.asLong(right));
    }

    private static Value arithmetic(Operator operator, Value left, Value right) {
        long a = Node.asLong(left);
        long b = Node.asLong(right);
        try {
            return Value.of(
                    operator == Operator.ADD
                            ? Math.addExact(a, b)
                            : operator == Operator.SUB ? Math.subtractExact(a, b) : Math.multiplyExact(a, b));
        } catch (ArithmeticException e) {
            throw new EvaluationError("integer overflow in " + a + " " + operator.cedarName() + " " + b);
        }
    }

    private static final class Compare extends Node.Test {
        private final Node left;
        private final Node right;
        private final BiPredicate<Value, Value> predicate;

        Compare(Node left, Node right, BiPredicate<Value, Value> predicate) {
            this.left = left;
            this.right = right;
            this.predicate = predicate;
        }

        @Override
        boolean test(Frame frame) {
            return predicate.test(left.eval(frame), right.eval(frame));
        }
    }

    private static final class Arithmetic extends Node {
        private final Node left;
        private final Node right;
        private final BinaryOperator<Value> operation;

        Arithmetic(Node left, Node right, BinaryOperator<Value> operation) {
            this.left = left;
            this.right = right;
            this.operation = operation;
        }

        @Override
        Value eval(Frame frame) {
            return operation.apply(left.eval(frame), right.eval(frame));
        }
    }

    static final class Negate extends Node {
        private final Node operand;

        Negate(Node operand) {
            this.operand = operand;
        }

        @Override
        Value eval(Frame frame) {
            long value = asLong(operand.eval(frame));
            if (value == Long.MIN_VALUE) {
                throw new EvaluationError("integer overflow in -(" + value + ")");
            }
            return Value.of(-value);
        }
    }

    static final class IsEmpty extends Node.Test {
        private final Node operand;

        IsEmpty(Node operand) {
            this.operand = operand;
        }

        @Override
        boolean test(Frame frame) {
            return asSet(operand.eval(frame)).size() == 0;
        }
    }
}
