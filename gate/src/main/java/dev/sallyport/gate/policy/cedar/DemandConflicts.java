package dev.sallyport.gate.policy.cedar;

import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.PolicyId;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.gate.policy.PolicyAnswer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Pairs of policies that ask different groups of people and could both apply to one call, which would then be denied.
 * Two policies are taken apart only by what their text says outright: another principal, action or resource, or another
 * value of the same member of the context. A pair that is named may still never meet.
 */
final class DemandConflicts {
    private static final String ANY_ACTION = "any";

    private DemandConflicts() {}

    /** One sentence for each pair, in the order of the policies. */
    static List<String> among(Collection<Policy> policies, Map<PolicyId, PolicyAnswer.Demand> demands) {
        List<Policy> asking =
                policies.stream().filter(p -> demands.containsKey(p.id())).toList();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < asking.size(); i++) {
            for (int j = i + 1; j < asking.size(); j++) {
                Policy one = asking.get(i);
                Policy other = asking.get(j);
                String group = Objects.requireNonNull(demands.get(one.id())).group();
                String otherGroup =
                        Objects.requireNonNull(demands.get(other.id())).group();
                if (!group.equals(otherGroup) && couldMeet(one, other)) {
                    found.add(other.position() + ": policy `" + other.id() + "` asks `" + otherGroup + "` and `"
                            + one.id() + "` asks `" + group
                            + "`; a call to which both apply is denied (conflicting_demands)");
                }
            }
        }
        return List.copyOf(found);
    }

    private static boolean couldMeet(Policy one, Policy other) {
        Map<String, Set<Object>> left = fixed(one);
        Map<String, Set<Object>> right = fixed(other);
        return left.entrySet().stream()
                .noneMatch(e -> right.containsKey(e.getKey())
                        && Collections.disjoint(e.getValue(), Objects.requireNonNull(right.get(e.getKey()))));
    }

    /** What the policy's text pins down: by name, the values under which it can apply at all. */
    private static Map<String, Set<Object>> fixed(Policy policy) {
        Map<String, Set<Object>> fixed = new HashMap<>();
        entity("principal", policy.scope().principal(), fixed);
        entity("resource", policy.scope().resource(), fixed);
        switch (policy.scope().action()) {
            case Scope.Any any -> {}
            case Scope.ActionEqual equal -> narrow(fixed, "action", Set.of(equal.uid()));
            case Scope.ActionIn in -> {
                if (in.uids().stream().noneMatch(uid -> uid.id().equals(ANY_ACTION))) {
                    narrow(fixed, "action", Set.copyOf(in.uids()));
                }
            }
        }
        for (Policy.Condition condition : policy.conditions()) {
            expression(condition.body(), !condition.negated(), fixed);
        }
        return fixed;
    }

    private static void entity(String variable, Scope.EntityConstraint constraint, Map<String, Set<Object>> fixed) {
        if (constraint instanceof Scope.Equal equal && equal.target() instanceof Scope.Fixed entity) {
            narrow(fixed, variable, Set.of(entity.uid()));
        }
    }

    /** What must hold for the expression to be {@code wanted}. */
    private static void expression(Expr expression, boolean wanted, Map<String, Set<Object>> fixed) {
        switch (expression) {
            case Expr.Not not -> expression(not.operand(), !wanted, fixed);
            case Expr.And and -> {
                if (wanted) {
                    and.operands().forEach(e -> expression(e, true, fixed));
                }
            }
            case Expr.Or or -> {
                if (!wanted) {
                    or.operands().forEach(e -> expression(e, false, fixed));
                }
            }
            case Expr.Get get -> {
                if (isContext(get)) {
                    narrow(fixed, name(get), Set.of(wanted));
                }
            }
            case Expr.Binary binary -> {
                if (wanted) {
                    comparison(binary, fixed);
                }
            }
            default -> {}
        }
    }

    private static void comparison(Expr.Binary binary, Map<String, Set<Object>> fixed) {
        if (binary.operator() == Expr.Operator.EQ
                && binary.left() instanceof Expr.Get get
                && isContext(get)
                && binary.right() instanceof Expr.Literal literal) {
            narrow(fixed, name(get), Set.of(literal.value()));
        }
        if (binary.operator() == Expr.Operator.CONTAINS
                && binary.left() instanceof Expr.SetOf set
                && binary.right() instanceof Expr.Get get
                && isContext(get)) {
            literals(set, name(get), fixed);
        }
    }

    private static void literals(Expr.SetOf set, String name, Map<String, Set<Object>> fixed) {
        Set<Object> values = new HashSet<>();
        for (Expr element : set.elements()) {
            if (!(element instanceof Expr.Literal literal)) {
                return;
            }
            values.add(literal.value());
        }
        narrow(fixed, name, values);
    }

    private static boolean isContext(Expr.Get get) {
        return get.operand() instanceof Expr.Var root && root.variable() == Expr.Variable.CONTEXT;
    }

    private static String name(Expr.Get get) {
        return "context." + get.attribute();
    }

    private static void narrow(Map<String, Set<Object>> fixed, String name, Set<?> values) {
        Set<Object> next = new HashSet<>(values);
        Set<Object> known = fixed.get(name);
        if (known != null) {
            next.retainAll(known);
        }
        fixed.put(name, next);
    }
}
