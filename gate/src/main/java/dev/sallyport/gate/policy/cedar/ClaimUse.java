package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.gate.policy.PolicyRefused;

/**
 * Claims only tighten: {@code context.sensitive} is what a caller says of its own call, so saying it must never help. A
 * permit may ask that it is not said, a forbid or a permit that asks a person may ask that it is; never the other way, and
 * never compared with anything.
 */
final class ClaimUse {
    private static final String CLAIM = "sensitive";

    private ClaimUse() {}

    /** @throws PolicyRefused for a policy that saying the claim would loosen */
    static void check(Policy policy) {
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
            case Expr.Get get when isClaim(get) && positive -> {}
            default -> {
                if (mentions(expression)) {
                    throw new PolicyRefused(policy.source().position(expression.at()) + ": policy `" + policy.id()
                            + "` would let a caller's own word loosen the answer: a permit may only ask for"
                            + " `!context." + CLAIM + "`, a forbid or a permit that asks a person only for `context."
                            + CLAIM + "`");
                }
            }
        }
    }

    private static boolean mentions(Expr expression) {
        // The whole context compared or handed on holds the claim, too.
        return switch (expression) {
            case Expr.Get get when get.operand() instanceof Expr.Var -> isClaim(get);
            case Expr.Has has when has.operand() instanceof Expr.Var -> false;
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
