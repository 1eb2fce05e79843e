package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.error.CedarSyntaxError;
import dev.sallyport.cedar.syntax.Expr.Operator;
import dev.sallyport.cedar.syntax.Expr.Variable;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads expressions by recursive descent, one method per precedence level. Two counters keep the stack safe:
 * {@link #nesting} bounds the parser's own recursion, and {@link #links} bounds left-leaning chains such as
 * {@code a.b.c} or {@code 1 + 1 + 1}, which recurse only when the tree is walked later.
 */
final class ExprParser {

    private static final int MAX_UNARY = 4;

    private final TokenReader in;
    private int nesting;
    private int links;

    ExprParser(TokenReader in) {
        this.in = in;
    }

    /** Reads one expression. */
    Expr expression() {
        Token start = in.peek();
        int outerLinks = links;
        if (++nesting + links > PolicyParser.MAX_DEPTH) {
            throw tooDeep(start);
        }
        Expr result = start.is("if") ? conditional() : or();
        nesting--;
        links = outerLinks;
        return result;
    }

    private Expr conditional() {
        int at = in.expect("if").start();
        Expr condition = expression();
        in.expect("then");
        Expr then = expression();
        in.expect("else");
        return new Expr.If(condition, then, expression(), at);
    }

    private Expr or() {
        int outerLinks = links;
        Expr first = and();
        if (!in.peek().is("||")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>();
        operands.add(first);
        while (in.accept("||")) {
            links = outerLinks;
            operands.add(and());
        }
        return new Expr.Or(List.copyOf(operands), first.at());
    }

    private Expr and() {
        int outerLinks = links;
        Expr first = relation();
        if (!in.peek().is("&&")) {
            return first;
        }
        List<Expr> operands = new ArrayList<>();
        operands.add(first);
        while (in.accept("&&")) {
            links = outerLinks;
            operands.add(relation());
        }
        return new Expr.And(List.copyOf(operands), first.at());
    }

    private Expr relation() {
        Expr left = sum();
        Token token = in.peek();
        if (in.accept("has")) {
            return has(left);
        }
        if (in.accept("like")) {
            Token pattern = in.peek();
            in.expectString();
            return new Expr.Like(left, new Pattern(Escapes.pattern(in.source(), pattern)), left.at());
        }
        if (in.accept("is")) {
            return is(left);
        }
        Operator operator = relationOperator(token);
        if (operator == null) {
            return left;
        }
        in.take();
        Expr result = new Expr.Binary(operator, left, sum(), left.at());
        if (relationOperator(in.peek()) != null) {
            throw in.error(in.peek(), "comparisons do not chain; use parentheses");
        }
        return result;
    }

    private static @Nullable Operator relationOperator(Token token) {
        if (token.kind() != Token.Kind.SYMBOL && !token.is("in")) {
            return null;
        }
        return switch (token.text()) {
            case "==" -> Operator.EQ;
            case "!=" -> Operator.NE;
            case "<" -> Operator.LT;
            case "<=" -> Operator.LE;
            case ">" -> Operator.GT;
            case ">=" -> Operator.GE;
            case "in" -> Operator.IN;
            default -> null;
        };
    }

    /** {@code e has a.b.c} stands for {@code e has a && e.a has b && e.a.b has c}. */
    private Expr has(Expr operand) {
        if (in.peek().kind() == Token.Kind.STRING) {
            return new Expr.Has(operand, in.string(), operand.at());
        }
        List<Expr> checks = new ArrayList<>();
        Expr base = operand;
        do {
            if (!checks.isEmpty()) {
                link();
            }
            String attribute = in.identifier();
            checks.add(new Expr.Has(base, attribute, operand.at()));
            base = new Expr.Get(base, attribute, operand.at());
        } while (in.accept("."));
        return checks.size() == 1 ? checks.getFirst() : new Expr.And(List.copyOf(checks), operand.at());
    }

    /** {@code e is T in x} stands for {@code e is T && e in x}. */
    private Expr is(Expr operand) {
        Expr check = new Expr.Is(operand, in.path(), operand.at());
        if (!in.accept("in")) {
            return check;
        }
        Expr membership = new Expr.Binary(Operator.IN, operand, sum(), operand.at());
        return new Expr.And(List.of(check, membership), operand.at());
    }

    /** Sums of products, in one method: what recursion through brackets costs is one frame per method on its way. */
    private Expr sum() {
        Expr left = unary();
        Operator pending = null;
        Expr sum = left;
        while (true) {
            Token token = in.peek();
            if (token.is("*")) {
                link();
                in.take();
                left = new Expr.Binary(Operator.MUL, left, unary(), left.at());
            } else if (token.is("/") || token.is("%")) {
                throw in.error(token, "operator " + token.describe() + " does not exist in Cedar");
            } else {
                sum = pending == null ? left : new Expr.Binary(pending, sum, left, sum.at());
                if (!token.is("+") && !token.is("-")) {
                    return sum;
                }
                link();
                pending = in.take().is("+") ? Operator.ADD : Operator.SUB;
                left = unary();
            }
        }
    }

    private Expr unary() {
        Token first = in.peek();
        if (!first.is("!") && !first.is("-")) {
            return member();
        }
        int count = 0;
        while (in.accept(first.text())) {
            if (++count > MAX_UNARY) {
                throw in.error(first, "more than " + MAX_UNARY + " unary operators in a row");
            }
        }
        boolean minus = first.is("-");
        Token next = in.peek();
        Expr result;
        // The minus is the number's own only where nothing is taken from the number: -1["a"] negates 1["a"], as -1.a
        // does.
        boolean alone = !in.peek(1).is(".") && !in.peek(1).is("[");
        if (minus && next.kind() == Token.Kind.INTEGER && alone) {
            result = new Expr.Literal(Value.of(integer(in.take(), "-")), first.start());
            count--;
        } else {
            result = member();
        }
        for (int i = 0; i < count; i++) {
            link();
            result = minus ? new Expr.Negate(result, first.start()) : new Expr.Not(result, first.start());
        }
        return result;
    }

    private long integer(Token token, String sign) {
        try {
            return Long.parseLong(sign + token.text());
        } catch (NumberFormatException e) {
            throw in.error(token, "integer `" + sign + token.text() + "` does not fit into 64 bits");
        }
    }

    private Expr member() {
        Expr base = primary();
        while (in.peek().is(".") || in.peek().is("[")) {
            link();
            if (in.take().is("[")) {
                base = new Expr.Get(base, in.string(), base.at());
                in.expect("]");
            } else {
                Token name = in.peek();
                String attribute = in.identifier();
                base = in.peek().is("(") ? method(base, name) : new Expr.Get(base, attribute, base.at());
            }
        }
        return base;
    }

    private Expr method(Expr receiver, Token name) {
        List<Expr> arguments = arguments("(", ")");
        if (name.is("isEmpty")) {
            requireArguments(name, arguments, 0);
            return new Expr.IsEmpty(receiver, receiver.at());
        }
        for (Operator operator : Operator.values()) {
            if (operator.isMethod() && name.is(operator.cedarName())) {
                requireArguments(name, arguments, 1);
                return new Expr.Binary(operator, receiver, arguments.getFirst(), receiver.at());
            }
        }
        Function function = function(name, Function.Style.METHOD);
        List<Expr> all = new ArrayList<>();
        all.add(receiver);
        all.addAll(arguments);
        return new Expr.Call(function, List.copyOf(all), receiver.at());
    }

    private void requireArguments(Token name, List<Expr> arguments, int count) {
        if (arguments.size() != count) {
            throw in.error(name, "method `" + name.text() + "` takes " + count + " arguments, not " + arguments.size());
        }
    }

    private Function function(Token name, Function.Style style) {
        Function function = Function.named(name.text())
                .orElseThrow(() -> in.error(name, "there is no function or method `" + name.text() + "`"));
        if (function.style() != style) {
            String form = style == Function.Style.METHOD ? "a function, not a method" : "a method, not a function";
            throw in.error(name, "`" + name.text() + "` is " + form);
        }
        return function;
    }

    private Expr primary() {
        Token token = in.peek();
        if (in.accept("(")) {
            Expr inner = expression();
            in.expect(")");
            return inner;
        }
        return switch (token.kind()) {
            case INTEGER -> new Expr.Literal(Value.of(integer(in.take(), "")), token.start());
            case STRING -> new Expr.Literal(Value.of(in.string()), token.start());
            case IDENTIFIER -> named(token);
            case SYMBOL -> bracketed(token);
            case SLOT -> throw in.error(token, "a slot may only stand in the head of a policy");
            case END -> throw in.unexpected("an expression");
        };
    }

    private Expr bracketed(Token token) {
        return switch (token.text()) {
            case "[" -> new Expr.SetOf(arguments("[", "]"), token.start());
            case "{" -> record(token);
            default -> throw in.unexpected("an expression");
        };
    }

    private Expr record(Token open) {
        in.expect("{");
        Map<String, Expr> fields = new LinkedHashMap<>();
        while (!in.accept("}")) {
            Token key = in.peek();
            String name = key.kind() == Token.Kind.STRING ? in.string() : in.identifier();
            in.expect(":");
            if (fields.containsKey(name)) {
                throw in.error(key, "the record has the key `" + name + "` twice");
            }
            fields.put(name, expression());
            if (!in.accept(",")) {
                in.expect("}");
                break;
            }
        }
        return new Expr.RecordOf(Collections.unmodifiableMap(fields), open.start());
    }

    private List<Expr> arguments(String open, String close) {
        in.expect(open);
        List<Expr> arguments = new ArrayList<>();
        while (!in.accept(close)) {
            arguments.add(expression());
            if (!in.accept(",")) {
                in.expect(close);
                break;
            }
        }
        return List.copyOf(arguments);
    }

    private Expr named(Token token) {
        if (in.peek(1).is("::")) {
            return new Expr.Literal(entity(), token.start());
        }
        if (token.is("true") || token.is("false")) {
            return new Expr.Literal(Value.of(in.take().is("true")), token.start());
        }
        in.identifier();
        if (in.peek().is("(")) {
            Function function = function(token, Function.Style.FUNCTION);
            return new Expr.Call(function, arguments("(", ")"), token.start());
        }
        for (Variable variable : Variable.values()) {
            if (token.is(variable.cedarName())) {
                return new Expr.Var(variable, token.start());
            }
        }
        throw in.error(token, "unknown variable `" + token.text() + "`");
    }

    /** Reads {@code A::B::"id"}. */
    EntityUid entity() {
        String type = in.path();
        in.expect("::");
        return new EntityUid(type, in.string());
    }

    private void link() {
        if (nesting + ++links > PolicyParser.MAX_DEPTH) {
            throw tooDeep(in.peek());
        }
    }

    private CedarSyntaxError tooDeep(Token token) {
        return in.error(token, "the expression is nested deeper than " + PolicyParser.MAX_DEPTH);
    }
}
