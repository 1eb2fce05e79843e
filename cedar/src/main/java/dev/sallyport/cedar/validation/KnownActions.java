package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Value;
import java.util.List;
import java.util.Optional;

/** What the schema alone decides about the action of a request and other actions. */
record KnownActions(Schema schema, ActionType action) {

    /** The value of a literal, or of the action, which is fixed here. */
    Optional<Value> known(Expr expr) {
        if (expr instanceof Expr.Literal literal) {
            return Optional.of(literal.value());
        }
        boolean isAction = expr instanceof Expr.Var variable && variable.variable() == Expr.Variable.ACTION;
        return isAction ? Optional.of(action.uid()) : Optional.empty();
    }

    /** Membership among actions is decided by the schema alone. */
    Optional<Boolean> contains(Expr.Binary binary) {
        Optional<ActionType> below =
                known(binary.left()).flatMap(v -> v instanceof EntityUid uid ? schema.action(uid) : Optional.empty());
        if (below.isEmpty()) {
            return Optional.empty();
        }
        List<Expr> above = binary.right() instanceof Expr.SetOf set ? set.elements() : List.of(binary.right());
        boolean found = false;
        for (Expr expr : above) {
            Optional<Value> value = known(expr);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            found |= value.get() instanceof EntityUid uid && isIn(below.get(), uid);
        }
        return Optional.of(found);
    }

    private static boolean isIn(ActionType below, EntityUid above) {
        return below.uid().equals(above) || below.ancestors().contains(above);
    }
}
