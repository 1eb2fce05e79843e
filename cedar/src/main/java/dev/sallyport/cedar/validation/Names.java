package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.EntityType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.syntax.Scope;
import dev.sallyport.cedar.value.EntityUid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Checks that every entity and type a policy names is declared, wherever it stands. */
final class Names {

    private final Schema schema;
    private final List<TypeError> errors = new ArrayList<>();

    private Names(Schema schema) {
        this.schema = schema;
    }

    static List<TypeError> check(Schema schema, Policy policy) {
        Names names = new Names(schema);
        names.constraint(policy.scope().principal(), policy.at());
        names.constraint(policy.scope().resource(), policy.at());
        switch (policy.scope().action()) {
            case Scope.Any() -> {}
            case Scope.ActionEqual equal -> names.uid(equal.uid(), policy.at());
            case Scope.ActionIn in -> in.uids().forEach(uid -> names.uid(uid, policy.at()));
        }
        policy.conditions().forEach(condition -> names.visit(condition.body()));
        return names.errors;
    }

    private void constraint(Scope.EntityConstraint constraint, int at) {
        switch (constraint) {
            case Scope.Any() -> {}
            case Scope.Equal equal -> target(equal.target(), at);
            case Scope.In in -> target(in.target(), at);
            case Scope.Is is -> {
                type(is.type(), at);
                is.in().ifPresent(t -> target(t, at));
            }
        }
    }

    private void target(Scope.Target target, int at) {
        if (target instanceof Scope.Fixed fixed) {
            uid(fixed.uid(), at);
        }
    }

    private void type(String type, int at) {
        if (schema.entityType(type).isEmpty() && !schema.isActionType(type)) {
            errors.add(new TypeError(at, "entity type `" + type + "` is not declared"));
        }
    }

    private void uid(EntityUid uid, int at) {
        if (uid.isAction()) {
            if (schema.action(uid).isEmpty()) {
                errors.add(new TypeError(at, "action " + uid + " is not declared"));
            }
            return;
        }
        type(uid.type(), at);
        Optional<Set<String>> choices = schema.entityType(uid.type()).flatMap(EntityType::choices);
        if (choices.isPresent() && !choices.get().contains(uid.id())) {
            errors.add(new TypeError(at, uid + " is not one of the entities its type enumerates"));
        }
    }

    private void visit(Expr expr) {
        if (expr instanceof Expr.Literal literal && literal.value() instanceof EntityUid uid) {
            uid(uid, literal.at());
        }
        if (expr instanceof Expr.Is is) {
            type(is.type(), is.at());
        }
        for (Expr child : expr.children()) {
            visit(child);
        }
    }
}
