package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Request;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks policies, requests and entities against a schema. A policy set without findings in {@link Mode#STRICT} meets,
 * on requests and entities without findings, no error but integer overflow and entities that do not exist. Stateless
 * and thread-safe.
 */
public final class Validator {

    private Validator() {}

    /** What is wrong with static policies and templates; empty if nothing is. */
    public static List<Finding> validate(Schema schema, Collection<Policy> policies, Mode mode) {
        List<Finding> findings = new ArrayList<>();
        for (Policy policy : policies) {
            Set<Finding> own = new LinkedHashSet<>();
            Names.check(schema, policy).forEach(e -> own.add(finding(policy, e)));
            checkEnvironments(schema, policy, mode, own);
            findings.addAll(own);
        }
        return findings;
    }

    private static Finding finding(Policy policy, TypeError error) {
        return new Finding(policy.id(), policy.source().position(error.at()), String.valueOf(error.getMessage()));
    }

    private static void checkEnvironments(Schema schema, Policy policy, Mode mode, Set<Finding> findings) {
        ScopeChecker scope = new ScopeChecker(schema);
        List<ActionType> applicable = schema.actions().stream()
                .filter(a -> scope.mayApply(policy.scope(), a))
                .toList();
        if (applicable.isEmpty()) {
            findings.add(new Finding(
                    policy.id(), policy.position(), "no declared action applies to what the head of the policy names"));
        }
        for (ActionType action : applicable) {
            for (String principal : action.principals()) {
                for (String resource : action.resources()) {
                    if (scope.admits(policy.scope().principal(), principal)
                            && scope.admits(policy.scope().resource(), resource)) {
                        check(policy, new TypeChecker(schema, mode, principal, action, resource), findings);
                    }
                }
            }
        }
    }

    private static void check(Policy policy, TypeChecker checker, Set<Finding> findings) {
        try {
            checker.check(policy.conditions());
        } catch (TypeError e) {
            findings.add(finding(policy, e));
        }
    }

    /** What is wrong with a request; empty if nothing is. */
    public static List<String> validateRequest(Schema schema, Request request) {
        return new Conformance(schema).request(request);
    }

    /** What is wrong with entities; empty if nothing is. */
    public static List<String> validateEntities(Schema schema, Entities entities) {
        return new Conformance(schema).entities(entities);
    }
}
