package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Scope;

/** Which types and actions the head of a policy lets through. */
final class ScopeChecker {

    private final Schema schema;

    ScopeChecker(Schema schema) {
        this.schema = schema;
    }

    /** Whether some entity of {@code type} may satisfy {@code constraint}; a slot may be filled with anything. */
    boolean admits(Scope.EntityConstraint constraint, String type) {
        return switch (constraint) {
            case Scope.Any() -> true;
            case Scope.Equal equal ->
                !(equal.target() instanceof Scope.Fixed fixed)
                        || fixed.uid().type().equals(type);
            case Scope.In in -> mayBeIn(type, in.target());
            case Scope.Is is ->
                is.type().equals(type) && is.in().map(t -> mayBeIn(type, t)).orElse(true);
        };
    }

    private boolean mayBeIn(String type, Scope.Target target) {
        if (!(target instanceof Scope.Fixed fixed)) {
            return true;
        }
        String above = fixed.uid().type();
        return type.equals(above)
                || schema.entityType(type)
                        .map(t -> t.ancestors().contains(above))
                        .orElse(false);
    }

    /** Whether {@code action} satisfies {@code constraint}. */
    boolean admits(Scope.ActionConstraint constraint, ActionType action) {
        return switch (constraint) {
            case Scope.Any() -> true;
            case Scope.ActionEqual equal -> equal.uid().equals(action.uid());
            case Scope.ActionIn in ->
                in.uids().stream()
                        .anyMatch(uid ->
                                uid.equals(action.uid()) || action.ancestors().contains(uid));
        };
    }

    /** Whether some request of this action may pass the head. */
    boolean mayApply(Scope scope, ActionType action) {
        return admits(scope.action(), action)
                && action.principals().stream().anyMatch(p -> admits(scope.principal(), p))
                && action.resources().stream().anyMatch(r -> admits(scope.resource(), r));
    }
}
