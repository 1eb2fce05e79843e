package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.value.Value;
import java.util.List;
import java.util.Map;

/**
 * An expression as written, immutable. {@code at} is the UTF-16 index in the source where it begins. The height of a
 * tree is at most {@link PolicyParser#MAX_DEPTH}, so walking it recursively is safe.
 */
public sealed interface Expr {

    /** Where it begins. */
    int at();

    /** The expressions directly within, in the order written. */
    List<Expr> children();

    /** A boolean, integer, string or entity literal. */
    record Literal(Value value, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** {@code principal}, {@code action}, {@code resource} or {@code context}. */
    record Var(Variable variable, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of();
        }
    }

    /** {@code !e}. */
    record Not(Expr operand, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code -e}. */
    record Negate(Expr operand, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code a && b && …}, at least two. */
    record And(List<Expr> operands, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return operands;
        }
    }

    /** {@code a || b || …}, at least two. */
    record Or(List<Expr> operands, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return operands;
        }
    }

    /** {@code if c then a else b}. */
    record If(Expr condition, Expr then, Expr otherwise, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(condition, then, otherwise);
        }
    }

    /** An operator or built-in method with two operands. */
    record Binary(Operator operator, Expr left, Expr right, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(left, right);
        }
    }

    /** {@code e.isEmpty()}. */
    record IsEmpty(Expr operand, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code e has name}. */
    record Has(Expr operand, String attribute, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code e.name} or {@code e["name"]}. */
    record Get(Expr operand, String attribute, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code e like "…*"}. */
    record Like(Expr operand, Pattern pattern, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code e is Type}. */
    record Is(Expr operand, String type, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.of(operand);
        }
    }

    /** {@code [a, b]}. */
    record SetOf(List<Expr> elements, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return elements;
        }
    }

    /** <code>{a: 1}</code>, names in the order written. */
    record RecordOf(Map<String, Expr> fields, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return List.copyOf(fields.values());
        }
    }

    /** A call of an extension function; a method's receiver is the first argument. */
    record Call(Function function, List<Expr> arguments, int at) implements Expr {
        @Override
        public List<Expr> children() {
            return arguments;
        }
    }

    /** The variables of a request. */
    enum Variable {
        PRINCIPAL,
        ACTION,
        RESOURCE,
        CONTEXT;

        /** The name in policies. */
        public String cedarName() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Operators and built-in methods of two operands. */
    enum Operator {
        EQ("=="),
        NE("!="),
        LT("<"),
        LE("<="),
        GT(">"),
        GE(">="),
        IN("in"),
        ADD("+"),
        SUB("-"),
        MUL("*"),
        CONTAINS("contains"),
        CONTAINS_ALL("containsAll"),
        CONTAINS_ANY("containsAny"),
        GET_TAG("getTag"),
        HAS_TAG("hasTag");

        private final String cedarName;

        Operator(String cedarName) {
            this.cedarName = cedarName;
        }

        /** How it is written. */
        public String cedarName() {
            return cedarName;
        }

        /** Whether it is written as a method call. */
        public boolean isMethod() {
            return Character.isLetter(cedarName.charAt(0)) && this != IN;
        }
    }
}
