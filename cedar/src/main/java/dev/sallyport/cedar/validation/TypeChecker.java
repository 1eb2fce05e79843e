package dev.sallyport.cedar.validation;

import dev.sallyport.cedar.schema.ActionType;
import dev.sallyport.cedar.schema.CedarType;
import dev.sallyport.cedar.schema.CedarType.Attribute;
import dev.sallyport.cedar.schema.CedarType.Bool;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Expr;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the type of expressions for requests of one kind: one action, one principal type, one resource type. A part
 * that can never be reached for such requests, because what guards it is known to be false, is not checked. The first
 * error ends the check.
 */
final class TypeChecker {

    /** A type, and what is known once the expression was true. */
    record Typed(CedarType type, Facts facts) {

        static Typed of(CedarType type) {
            return new Typed(type, Facts.NONE);
        }
    }

    private final Schema schema;
    private final Mode mode;
    private final Types types;
    private final KnownActions actions;
    private final CedarType.EntityOf principal;
    private final ActionType action;
    private final CedarType.EntityOf resource;

    TypeChecker(Schema schema, Mode mode, String principal, ActionType action, String resource) {
        this.schema = schema;
        this.mode = mode;
        this.types = new Types(schema, mode);
        this.actions = new KnownActions(schema, action);
        this.principal = CedarType.EntityOf.of(principal);
        this.action = action;
        this.resource = CedarType.EntityOf.of(resource);
    }

    /** Checks the clauses of a policy; whether it can be satisfied by such requests at all. */
    boolean check(List<Policy.Condition> conditions) {
        Facts facts = Facts.NONE;
        for (Policy.Condition condition : conditions) {
            Typed body = bool(condition.body(), facts);
            if (body.type() == (condition.negated() ? Bool.TRUE : Bool.FALSE)) {
                return false;
            }
            facts = condition.negated() ? facts : facts.and(body.facts());
        }
        return true;
    }

    private Typed bool(Expr expr, Facts facts) {
        Typed typed = type(expr, facts);
        require(typed.type() instanceof Bool, expr, "Bool", typed.type());
        return typed;
    }

    private static void require(boolean holds, Expr expr, String expected, CedarType found) {
        if (!holds) {
            throw new TypeError(expr.at(), "expected type " + expected + ", found " + found.describe());
        }
    }

    private Typed type(Expr expr, Facts facts) {
        return switch (expr) {
            case Expr.Literal literal -> Typed.of(literal(literal.value()));
            case Expr.Var variable -> Typed.of(variable(variable));
            case Expr.Not not ->
                Typed.of(opposite((Bool) bool(not.operand(), facts).type()));
            case Expr.Negate negate -> {
                expect(negate.operand(), new CedarType.Int(), facts);
                yield Typed.of(new CedarType.Int());
            }
            case Expr.And and -> and(and, facts);
            case Expr.Or or -> or(or, facts);
            case Expr.If choice -> choice(choice, facts);
            case Expr.Binary binary -> binary(binary, facts);
            case Expr.IsEmpty isEmpty -> {
                set(isEmpty.operand(), facts);
                yield Typed.of(Bool.ANY);
            }
            case Expr.Has has -> has(has, facts);
            case Expr.Get get -> Typed.of(get(get, facts));
            case Expr.Like like -> {
                expect(like.operand(), new CedarType.Text(), facts);
                yield Typed.of(Bool.ANY);
            }
            case Expr.Is is -> Typed.of(is(is, facts));
            case Expr.SetOf set -> Typed.of(setOf(set, facts));
            case Expr.RecordOf record -> {
                Map<String, Attribute> fields = new HashMap<>();
                for (Map.Entry<String, Expr> field : record.fields().entrySet()) {
                    fields.put(
                            field.getKey(),
                            new Attribute(type(field.getValue(), facts).type(), true));
                }
                yield Typed.of(new CedarType.RecordOf(fields, false));
            }
            case Expr.Call call ->
                Typed.of(Calls.check(call, mode, e -> type(e, facts).type()));
        };
    }

    private static CedarType literal(Value value) {
        if (value instanceof EntityUid uid) {
            return CedarType.EntityOf.of(uid.type());
        }
        if (value instanceof Value.Bool bool) {
            return bool.value() ? Bool.TRUE : Bool.FALSE;
        }
        return value instanceof Value.Int ? new CedarType.Int() : new CedarType.Text();
    }

    private CedarType variable(Expr.Var variable) {
        return switch (variable.variable()) {
            case PRINCIPAL -> principal;
            case ACTION -> CedarType.EntityOf.of(action.uid().type());
            case RESOURCE -> resource;
            case CONTEXT -> action.context();
        };
    }

    private static Bool opposite(Bool bool) {
        return switch (bool) {
            case ANY -> Bool.ANY;
            case TRUE -> Bool.FALSE;
            case FALSE -> Bool.TRUE;
        };
    }

    private void expect(Expr expr, CedarType expected, Facts facts) {
        CedarType found = type(expr, facts).type();
        require(Types.isA(found, expected), expr, expected.describe(), found);
    }

    private CedarType.EntityOf entity(Expr expr, Facts facts) {
        CedarType found = type(expr, facts).type();
        if (found instanceof CedarType.EntityOf entity) {
            return entity;
        }
        throw new TypeError(expr.at(), "expected an entity, found " + found.describe());
    }

    private CedarType.SetOf set(Expr expr, Facts facts) {
        CedarType found = type(expr, facts).type();
        if (found instanceof CedarType.SetOf set) {
            return set;
        }
        throw new TypeError(expr.at(), "expected a set, found " + found.describe());
    }

    private Typed and(Expr.And and, Facts facts) {
        Bool result = Bool.TRUE;
        Facts learned = Facts.NONE;
        for (Expr operand : and.operands()) {
            Typed typed = bool(operand, facts.and(learned));
            if (typed.type() == Bool.FALSE) {
                return Typed.of(Bool.FALSE);
            }
            result = typed.type() == Bool.TRUE ? result : Bool.ANY;
            learned = learned.and(typed.facts());
        }
        return new Typed(result, learned);
    }

    private Typed or(Expr.Or or, Facts facts) {
        Typed result = Typed.of(Bool.FALSE);
        for (Expr operand : or.operands()) {
            Typed typed = bool(operand, facts);
            if (typed.type() == Bool.TRUE) {
                return Typed.of(Bool.TRUE);
            }
            if (result.type() == Bool.FALSE) {
                result = typed;
            } else if (typed.type() != Bool.FALSE) {
                result = new Typed(Bool.ANY, result.facts().or(typed.facts()));
            }
        }
        return result;
    }

    private Typed choice(Expr.If choice, Facts facts) {
        Typed condition = bool(choice.condition(), facts);
        if (condition.type() == Bool.FALSE) {
            return type(choice.otherwise(), facts);
        }
        Typed then = type(choice.then(), facts.and(condition.facts()));
        Facts thenFacts = condition.facts().and(then.facts());
        if (condition.type() == Bool.TRUE) {
            return new Typed(then.type(), thenFacts);
        }
        Typed otherwise = type(choice.otherwise(), facts);
        CedarType joined = join(choice, then.type(), otherwise.type());
        return new Typed(joined, thenFacts.or(otherwise.facts()));
    }

    private CedarType join(Expr at, CedarType a, CedarType b) {
        return types.join(a, b)
                .orElseThrow(() -> new TypeError(
                        at.at(), "the types " + a.describe() + " and " + b.describe() + " are not compatible"));
    }

    private Typed binary(Expr.Binary binary, Facts facts) {
        return switch (binary.operator()) {
            case EQ -> Typed.of(equality(binary, facts));
            case NE -> Typed.of(opposite(equality(binary, facts)));
            case LT, LE, GT, GE -> comparison(binary, facts);
            case IN -> Typed.of(in(binary, facts));
            case ADD, SUB, MUL -> {
                expect(binary.left(), new CedarType.Int(), facts);
                expect(binary.right(), new CedarType.Int(), facts);
                yield Typed.of(new CedarType.Int());
            }
            case CONTAINS -> {
                CedarType.SetOf left = set(binary.left(), facts);
                CedarType right = type(binary.right(), facts).type();
                yield compatible(binary, left.element(), right);
            }
            case CONTAINS_ALL, CONTAINS_ANY -> {
                CedarType.SetOf left = set(binary.left(), facts);
                yield compatible(binary, left, set(binary.right(), facts));
            }
            case HAS_TAG -> hasTag(binary, facts);
            case GET_TAG -> Typed.of(getTag(binary, facts));
        };
    }

    private Typed compatible(Expr at, CedarType a, CedarType b) {
        if (mode == Mode.STRICT) {
            join(at, a, b);
        }
        return Typed.of(Bool.ANY);
    }

    private Typed comparison(Expr.Binary binary, Facts facts) {
        CedarType left = type(binary.left(), facts).type();
        boolean ordered = left instanceof CedarType.Int
                || (left instanceof CedarType.Extension extension
                        && switch (extension.kind()) {
                            case DATETIME, DURATION -> true;
                            case BOOL, LONG, STRING, DECIMAL, IPADDR -> false;
                        });
        require(ordered || left instanceof CedarType.Never, binary.left(), "Long, datetime or duration", left);
        expect(binary.right(), left, facts);
        return Typed.of(Bool.ANY);
    }

    private Bool equality(Expr.Binary binary, Facts facts) {
        CedarType left = type(binary.left(), facts).type();
        CedarType right = type(binary.right(), facts).type();
        Optional<Value> a = actions.known(binary.left());
        Optional<Value> b = actions.known(binary.right());
        if (a.isPresent() && b.isPresent()) {
            return a.equals(b) ? Bool.TRUE : Bool.FALSE;
        }
        if (left instanceof CedarType.EntityOf l && right instanceof CedarType.EntityOf r && areDisjoint(l, r)) {
            return Bool.FALSE;
        }
        if (mode == Mode.STRICT) {
            join(binary, left, right);
        }
        return Bool.ANY;
    }

    private static boolean areDisjoint(CedarType.EntityOf a, CedarType.EntityOf b) {
        return !a.names().isEmpty()
                && !b.names().isEmpty()
                && a.names().stream().noneMatch(b.names()::contains);
    }

    private Bool in(Expr.Binary binary, Facts facts) {
        CedarType.EntityOf left = entity(binary.left(), facts);
        CedarType right = type(binary.right(), facts).type();
        Optional<Boolean> known = actions.contains(binary);
        if (known.isPresent()) {
            return known.get() ? Bool.TRUE : Bool.FALSE;
        }
        CedarType above = right instanceof CedarType.SetOf set ? set.element() : right;
        if (above instanceof CedarType.EntityOf entity) {
            return types.mayBeIn(left, entity) ? Bool.ANY : Bool.FALSE;
        }
        require(above instanceof CedarType.Never, binary.right(), "an entity or a set of entities", right);
        return Bool.FALSE;
    }

    private Typed has(Expr.Has has, Facts facts) {
        CedarType owner = type(has.operand(), facts).type();
        CedarType.RecordOf record = record(has.operand(), owner);
        Attribute attribute = record.attributes().get(has.attribute());
        if (attribute == null) {
            return Typed.of(record.open() ? Bool.ANY : Bool.FALSE);
        }
        // An entity may be missing altogether, so even a required attribute may not be there.
        boolean certain = attribute.required() && owner instanceof CedarType.RecordOf;
        if (certain || facts.hasAttribute(has.operand(), has.attribute())) {
            return Typed.of(Bool.TRUE);
        }
        return new Typed(Bool.ANY, Facts.attribute(has.operand(), has.attribute()));
    }

    private CedarType.RecordOf record(Expr expr, CedarType owner) {
        return switch (owner) {
            case CedarType.RecordOf record -> record;
            case CedarType.EntityOf entity -> types.attributes(entity);
            default -> throw new TypeError(expr.at(), "expected a record or an entity, found " + owner.describe());
        };
    }

    private CedarType get(Expr.Get get, Facts facts) {
        CedarType owner = type(get.operand(), facts).type();
        Attribute attribute = record(get.operand(), owner).attributes().get(get.attribute());
        String name = "attribute `" + get.attribute() + "` of " + owner.describe();
        if (attribute == null) {
            throw new TypeError(get.at(), name + " does not exist");
        }
        if (!attribute.required() && !facts.hasAttribute(get.operand(), get.attribute())) {
            throw new TypeError(get.at(), name + " is optional; ask `has` first");
        }
        return attribute.type();
    }

    private Typed hasTag(Expr.Binary binary, Facts facts) {
        CedarType.EntityOf owner = entity(binary.left(), facts);
        expect(binary.right(), new CedarType.Text(), facts);
        if (!owner.names().isEmpty() && owner.names().stream().noneMatch(this::hasTags)) {
            return Typed.of(Bool.FALSE);
        }
        if (facts.hasTag(binary.left(), binary.right())) {
            return Typed.of(Bool.TRUE);
        }
        return new Typed(Bool.ANY, Facts.tag(binary.left(), binary.right()));
    }

    private boolean hasTags(String type) {
        return schema.entityType(type).flatMap(t -> t.tags()).isPresent();
    }

    private CedarType getTag(Expr.Binary binary, Facts facts) {
        CedarType.EntityOf owner = entity(binary.left(), facts);
        expect(binary.right(), new CedarType.Text(), facts);
        CedarType tags = types.tags(owner)
                .orElseThrow(
                        () -> new TypeError(binary.at(), "entities of type " + owner.describe() + " have no tags"));
        if (!facts.hasTag(binary.left(), binary.right())) {
            throw new TypeError(binary.at(), "the tag may not exist; ask `hasTag` first");
        }
        return tags;
    }

    private Bool is(Expr.Is is, Facts facts) {
        CedarType.EntityOf operand = entity(is.operand(), facts);
        if (!operand.names().isEmpty() && !operand.names().contains(is.type())) {
            return Bool.FALSE;
        }
        return operand.names().size() == 1 ? Bool.TRUE : Bool.ANY;
    }

    private CedarType setOf(Expr.SetOf set, Facts facts) {
        if (set.elements().isEmpty() && mode == Mode.STRICT) {
            throw new TypeError(set.at(), "an empty set has no known element type");
        }
        CedarType element = new CedarType.Never();
        for (Expr expr : set.elements()) {
            element = join(set, element, type(expr, facts).type());
        }
        return new CedarType.SetOf(element);
    }
}
