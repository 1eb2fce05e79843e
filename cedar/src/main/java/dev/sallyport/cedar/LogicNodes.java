package dev.sallyport.cedar;

import dev.sallyport.cedar.syntax.Expr.Variable;
import dev.sallyport.cedar.value.Value;

/** Variables, connectives and choice. */
final class LogicNodes {

    private LogicNodes() {}

    static Node variable(Variable variable) {
        return switch (variable) {
            case PRINCIPAL ->
                new Node() {
                    @Override
                    Value eval(Frame frame) {
                        return frame.principal;
                    }
                };
            case ACTION ->
                new Node() {
                    @Override
                    Value eval(Frame frame) {
                        return frame.action;
                    }
                };
            case RESOURCE ->
                new Node() {
                    @Override
                    Value eval(Frame frame) {
                        return frame.resource;
                    }
                };
            case CONTEXT ->
                new Node() {
                    @Override
                    Value eval(Frame frame) {
                        return frame.context;
                    }
                };
        };
    }

    static final class Not extends Node.Test {
        private final Node operand;

        Not(Node operand) {
            this.operand = operand;
        }

        @Override
        boolean test(Frame frame) {
            return !operand.test(frame);
        }
    }

    static final class And extends Node.Test {
        private final Node[] operands;

        And(Node[] operands) {
            this.operands = operands;
        }

        @Override
        boolean test(Frame frame) {
            for (Node operand : operands) {
                if (!operand.test(frame)) {
                    return false;
                }
            }
            return true;
        }
    }

    static final class Or extends Node.Test {
        private final Node[] operands;

        Or(Node[] operands) {
            this.operands = operands;
        }

        @Override
        boolean test(Frame frame) {
            for (Node operand : operands) {
                if (operand.test(frame)) {
                    return true;
                }
            }
            return false;
        }
    }

    static final class If extends Node {
        private final Node condition;
        private final Node then;
        private final Node otherwise;

        If(Node condition, Node then, Node otherwise) {
            this.condition = condition;
            this.then = then;
            this.otherwise = otherwise;
        }

        @Override
        Value eval(Frame frame) {
            return (condition.test(frame) ? then : otherwise).eval(frame);
        }

        @Override
        boolean test(Frame frame) {
            return (condition.test(frame) ? then : otherwise).test(frame);
        }
    }
}
