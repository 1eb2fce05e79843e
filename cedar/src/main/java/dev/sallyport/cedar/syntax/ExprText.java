package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.value.Quoted;
import dev.sallyport.cedar.value.Value;
import java.util.List;
import java.util.Map;

/** Expressions as text, fully bracketed: equal trees give equal texts, and the parser reads them back. */
public final class ExprText {

    private final StringBuilder out = new StringBuilder();

    private ExprText() {}

    /** The text of {@code expr}. */
    public static String of(Expr expr) {
        ExprText text = new ExprText();
        text.write(expr);
        return text.out.toString();
    }

    private void write(Expr expr) {
        switch (expr) {
            case Expr.Literal literal -> literal(literal.value());
            case Expr.Var variable -> out.append(variable.variable().cedarName());
            case Expr.Not not -> wrap("!", not.operand(), "");
            case Expr.Negate negate -> negate(negate.operand());
            case Expr.And and -> join("(", and.operands(), " && ", ")");
            case Expr.Or or -> join("(", or.operands(), " || ", ")");
            case Expr.If choice -> {
                wrap("(if ", choice.condition(), " then ");
                wrap("", choice.then(), " else ");
                wrap("", choice.otherwise(), ")");
            }
            case Expr.Binary binary -> binary(binary);
            case Expr.IsEmpty isEmpty -> wrap("", isEmpty.operand(), ".isEmpty()");
            case Expr.Has has -> wrap("(", has.operand(), " has " + Quoted.of(has.attribute()) + ")");
            case Expr.Get get -> wrap("", get.operand(), "[" + Quoted.of(get.attribute()) + "]");
            case Expr.Like like -> wrap("(", like.operand(), " like " + like.pattern() + ")");
            case Expr.Is is -> wrap("(", is.operand(), " is " + is.type() + ")");
            case Expr.SetOf set -> join("[", set.elements(), ", ", "]");
            case Expr.RecordOf record -> {
                String separator = "{";
                for (Map.Entry<String, Expr> field : record.fields().entrySet()) {
                    wrap(separator + Quoted.of(field.getKey()) + ": ", field.getValue(), "");
                    separator = ", ";
                }
                out.append(record.fields().isEmpty() ? "{}" : "}");
            }
            case Expr.Call call -> call(call);
        }
    }

    /** A negative literal is bracketed, lest a minus before it be taken for part of it. */
    private void literal(Value value) {
        boolean negative = value instanceof Value.Int integer && integer.value() < 0;
        out.append(negative ? "(" + value + ")" : value.toString());
    }

    /** A literal is bracketed once more, lest the parser take the minus for the literal's own. */
    private void negate(Expr operand) {
        if (operand instanceof Expr.Literal) {
            wrap("(-(", operand, "))");
        } else {
            wrap("-", operand, "");
        }
    }

    private void binary(Expr.Binary binary) {
        if (binary.operator().isMethod()) {
            wrap("", binary.left(), "." + binary.operator().cedarName() + "(");
            wrap("", binary.right(), ")");
        } else {
            wrap("(", binary.left(), " " + binary.operator().cedarName() + " ");
            wrap("", binary.right(), ")");
        }
    }

    private void call(Expr.Call call) {
        List<Expr> arguments = call.arguments();
        if (call.function().style() == Function.Style.FUNCTION) {
            join(call.function().cedarName() + "(", arguments, ", ", ")");
        } else {
            wrap("", arguments.getFirst(), "." + call.function().cedarName());
            join("(", arguments.subList(1, arguments.size()), ", ", ")");
        }
    }

    /** A prefix operator binds looser than what follows a dot, so it brackets itself. */
    private void wrap(String before, Expr expr, String after) {
        boolean prefix = before.equals("!") || before.equals("-");
        out.append(prefix ? "(" : "").append(before);
        write(expr);
        out.append(after).append(prefix ? ")" : "");
    }

    private void join(String open, List<Expr> exprs, String separator, String close) {
        out.append(open);
        for (int i = 0; i < exprs.size(); i++) {
            out.append(i == 0 ? "" : separator);
            write(exprs.get(i));
        }
        out.append(close);
    }
}
