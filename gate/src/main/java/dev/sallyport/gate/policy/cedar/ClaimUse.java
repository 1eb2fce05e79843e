package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.gate.policy.PolicyRefused;
import java.util.Set;

/**
 * Claims only tighten: {@code context.sensitive} is what a caller says of its own call, so saying it must never help. A
 * permit may ask that it is not said, a forbid or a permit that asks a person may ask that it is; never the other way, and
 * never compared with anything.
 */
final class ClaimUse {
    private static final String CLAIM = "sensitive";

    /** What callers say of themselves and policies could read once. */
    private static final Set<String> UNREADABLE = Set.of("stated_trust", "user_role", "session");

    private ClaimUse() {}

    /** @throws PolicyRefused for a policy that saying the claim would loosen, or that asks for a claim there is not */
    static void check(Policy policy) {
        policy.conditions().forEach(condition -> refuseUnreadable(policy, condition.body()));
        boolean tightens = policy.effect() == Policy.Effect.FORBID
                || policy.annotation("decision").isPresent();
        for (Policy.Condition condition : policy.conditions()) {
            check(policy, condition.body(), tightens != condition.negated());
        }
    }

    /** @param positive whether the claim may stand here as it is, and not negated */
    private static void check(Policy policy, Expr expression, boolean positive) {
        switch (expression) {
            case Expr.Not not -> check(policy, not.operand(), !positive);
            case Expr.And and -> and.operands().forEach(e -> check(policy, e, positive));
            case Expr.Or or -> or.operands().forEach(e -> check(policy, e, positive));
            default -> {
                boolean asked = positive && expression instanceof Expr.Get get && isClaim(get);
                if (!asked && mentions(expression)) {
                    throw new PolicyRefused(policy.source().position(expression.at()) + ": policy `" + policy.id()
                            + "` would let a caller's own word loosen the answer: a permit may only ask for"
                            + " `!context." + CLAIM + "`, a forbid or a permit that asks a person only for `context."
                            + CLAIM + "`");
                }
            }
        }
    }

    /** With {@code has} before it Cedar's validator would let such a name pass as one that is never there. */
    private static void refuseUnreadable(Policy policy, Expr expression) {
        switch (expression) {
            case Expr.Get get -> refuseUnreadable(policy, get, get.operand(), get.attribute());
            case Expr.Has has -> refuseUnreadable(policy, has, has.operand(), has.attribute());
            default -> {}
        }
        expression.children().forEach(child -> refuseUnreadable(policy, child));
    }

    private static void refuseUnreadable(Policy policy, Expr expression, Expr operand, String attribute) {
        if (UNREADABLE.contains(attribute)
                && operand instanceof Expr.Var root
                && root.variable() == Expr.Variable.CONTEXT) {
            throw new PolicyRefused(policy.source().position(expression.at()) + ": policy `" + policy.id()
                    + "` asks for `" + attribute + "`, which a caller says of itself; no policy can read it");
        }
    }

    private static boolean mentions(Expr expression) {
        // The whole context compared or handed on holds the claim, too.
        return switch (expression) {
            case Expr.Get get -> get.operand() instanceof Expr.Var ? isClaim(get) : mentions(get.operand());
            case Expr.Has has -> !(has.operand() instanceof Expr.Var) && mentions(has.operand());
            case Expr.Var root -> root.variable() == Expr.Variable.CONTEXT;
            default -> expression.children().stream().anyMatch(ClaimUse::mentions);
        };
    }

    private static boolean isClaim(Expr.Get get) {
        return get.attribute().equals(CLAIM)
                && get.operand() instanceof Expr.Var root
                && root.variable() == Expr.Variable.CONTEXT;
    }
}
