package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.Position;
import dev.sallyport.cedar.value.EntityUid;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A policy or, if it has slots, a template. Immutable.
 *
 * @param annotations names to texts; an annotation without a text has the empty one
 * @param conditions the {@code when} and {@code unless} clauses in order
 * @param at the UTF-16 index in {@code source} where it begins
 */
public record Policy(
        PolicyId id,
        Effect effect,
        Map<String, String> annotations,
        Scope scope,
        List<Condition> conditions,
        Source source,
        int at) {

    /** What a satisfied policy does. */
    public enum Effect {
        PERMIT,
        FORBID
    }

    /** A {@code when} clause, or, if {@code negated}, an {@code unless} clause. */
    public record Condition(boolean negated, Expr body) {}

    /** Copies the collections. */
    public Policy {
        annotations = Collections.unmodifiableMap(new LinkedHashMap<>(annotations));
        conditions = List.copyOf(conditions);
    }

    /** The text of {@code @name("…")}, if the policy has that annotation. */
    public Optional<String> annotation(String name) {
        return Optional.ofNullable(annotations.get(name));
    }

    /** Where the policy begins. */
    public Position position() {
        return source.position(at);
    }

    /** Whether there are slots to fill. */
    public boolean isTemplate() {
        return !slots().isEmpty();
    }

    /** The slots to fill. */
    public Set<Scope.Slot> slots() {
        Set<Scope.Slot> slots = EnumSet.noneOf(Scope.Slot.class);
        addSlot(scope.principal(), slots);
        addSlot(scope.resource(), slots);
        return slots;
    }

    private static void addSlot(Scope.EntityConstraint constraint, Set<Scope.Slot> slots) {
        Optional<Scope.Target> target = switch (constraint) {
            case Scope.Any() -> Optional.empty();
            case Scope.Equal equal -> Optional.of(equal.target());
            case Scope.In in -> Optional.of(in.target());
            case Scope.Is is -> is.in();
        };
        if (target.orElse(null) instanceof Scope.Hole hole) {
            slots.add(hole.slot());
        }
    }

    /** This policy under another name. */
    public Policy named(PolicyId newId) {
        return new Policy(newId, effect, annotations, scope, conditions, source, at);
    }

    /** The policy this template becomes when its slots, exactly those, are filled with {@code values}. */
    public Policy link(PolicyId newId, Map<Scope.Slot, EntityUid> values) {
        if (!values.keySet().equals(slots())) {
            throw new CedarDataError(
                    "link", "template `" + id + "` has the slots " + slots() + ", the link fills " + values.keySet());
        }
        Scope linked = new Scope(fill(scope.principal(), values), scope.action(), fill(scope.resource(), values));
        return new Policy(newId, effect, annotations, linked, conditions, source, at);
    }

    private static Scope.EntityConstraint fill(Scope.EntityConstraint constraint, Map<Scope.Slot, EntityUid> values) {
        return switch (constraint) {
            case Scope.Any any -> any;
            case Scope.Equal equal -> new Scope.Equal(fill(equal.target(), values));
            case Scope.In in -> new Scope.In(fill(in.target(), values));
            case Scope.Is is -> new Scope.Is(is.type(), is.in().map(t -> fill(t, values)));
        };
    }

    private static Scope.Target fill(Scope.Target target, Map<Scope.Slot, EntityUid> values) {
        return switch (target) {
            case Scope.Fixed fixed -> fixed;
            case Scope.Hole hole -> {
                EntityUid uid = values.get(hole.slot());
                yield uid == null ? hole : new Scope.Fixed(uid);
            }
        };
    }
}
