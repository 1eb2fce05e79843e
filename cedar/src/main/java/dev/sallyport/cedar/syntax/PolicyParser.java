package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.syntax.Scope.Slot;
import dev.sallyport.cedar.value.EntityUid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads policies; expressions are left to {@link ExprParser}. Not thread-safe. */
public final class PolicyParser {

    /**
     * How deep expressions may nest, brackets and chains of operators both counted. {@code &&} and {@code ||} chains
     * are flat and count once.
     */
    public static final int MAX_DEPTH = 100;

    private final TokenReader in;
    private final ExprParser expressions;

    private PolicyParser(Source source) {
        this.in = new TokenReader(source);
        this.expressions = new ExprParser(in);
    }

    /** The policies and templates of {@code source}, called {@code policy0}, {@code policy1}, … in order. */
    public static List<Policy> parse(Source source) {
        PolicyParser parser = new PolicyParser(source);
        List<Policy> policies = new ArrayList<>();
        while (!parser.in.atEnd()) {
            policies.add(parser.policy(new PolicyId("policy" + policies.size())));
        }
        return policies;
    }

    private Policy policy(PolicyId id) {
        int at = in.peek().start();
        Map<String, String> annotations = annotations(in);
        Policy.Effect effect = effect();
        in.expect("(");
        Scope.EntityConstraint principal = entityConstraint("principal", Slot.PRINCIPAL);
        in.expect(",");
        Scope.ActionConstraint action = actionConstraint();
        in.expect(",");
        Scope.EntityConstraint resource = entityConstraint("resource", Slot.RESOURCE);
        in.accept(",");
        in.expect(")");
        List<Policy.Condition> conditions = conditions();
        in.expect(";");
        return new Policy(id, effect, annotations, new Scope(principal, action, resource), conditions, in.source(), at);
    }

    /** Reads {@code @name("text") …}; a name may be any word, and stands once. */
    public static Map<String, String> annotations(TokenReader in) {
        Map<String, String> annotations = new LinkedHashMap<>();
        while (in.accept("@")) {
            Token token = in.peek();
            String name = in.word();
            String text = "";
            if (in.accept("(")) {
                text = in.string();
                in.expect(")");
            }
            if (annotations.putIfAbsent(name, text) != null) {
                throw in.error(token, "annotation `@" + name + "` is given twice");
            }
        }
        return annotations;
    }

    private Policy.Effect effect() {
        if (in.accept("permit")) {
            return Policy.Effect.PERMIT;
        }
        if (in.accept("forbid")) {
            return Policy.Effect.FORBID;
        }
        throw in.unexpected("`permit` or `forbid`");
    }

    private Scope.EntityConstraint entityConstraint(String variable, Slot slot) {
        in.expect(variable);
        if (in.accept("==")) {
            return new Scope.Equal(target(slot));
        }
        if (in.accept("in")) {
            return new Scope.In(target(slot));
        }
        if (in.accept("is")) {
            String type = in.path();
            return new Scope.Is(type, in.accept("in") ? Optional.of(target(slot)) : Optional.empty());
        }
        return new Scope.Any();
    }

    private Scope.Target target(Slot slot) {
        Token token = in.peek();
        if (token.kind() == Token.Kind.SLOT) {
            if (!token.text().equals(slot.cedarName())) {
                throw in.error(token, "only the slot `" + slot.cedarName() + "` may stand here");
            }
            in.take();
            return new Scope.Hole(slot);
        }
        return new Scope.Fixed(expressions.entity());
    }

    private Scope.ActionConstraint actionConstraint() {
        in.expect("action");
        if (in.accept("==")) {
            return new Scope.ActionEqual(action());
        }
        if (!in.accept("in")) {
            return new Scope.Any();
        }
        if (!in.accept("[")) {
            return new Scope.ActionIn(List.of(action()), false);
        }
        List<EntityUid> uids = new ArrayList<>();
        while (!in.accept("]")) {
            uids.add(action());
            if (!in.accept(",")) {
                in.expect("]");
                break;
            }
        }
        return new Scope.ActionIn(List.copyOf(uids), true);
    }

    private EntityUid action() {
        Token token = in.peek();
        EntityUid uid = expressions.entity();
        if (!uid.isAction()) {
            throw in.error(token, "expected an entity of type `Action`, found " + uid);
        }
        return uid;
    }

    private List<Policy.Condition> conditions() {
        List<Policy.Condition> conditions = new ArrayList<>();
        while (in.peek().is("when") || in.peek().is("unless")) {
            boolean negated = in.take().is("unless");
            in.expect("{");
            conditions.add(new Policy.Condition(negated, expressions.expression()));
            in.expect("}");
        }
        return conditions;
    }
}
