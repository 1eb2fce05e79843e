package dev.sallyport.cedar.syntax;

import dev.sallyport.cedar.value.EntityUid;
import java.util.List;
import java.util.Optional;

/** The head of a policy. */
public record Scope(EntityConstraint principal, ActionConstraint action, EntityConstraint resource) {

    /** What the head says of the principal or the resource. */
    public sealed interface EntityConstraint {}

    /** What the head says of the action. */
    public sealed interface ActionConstraint {}

    /** Nothing. */
    public record Any() implements EntityConstraint, ActionConstraint {}

    /** {@code == Type::"id"} or, in a template, {@code == ?slot}. */
    public record Equal(Target target) implements EntityConstraint {}

    /** {@code in Type::"id"} or, in a template, {@code in ?slot}. */
    public record In(Target target) implements EntityConstraint {}

    /** {@code is Type}, with an optional {@code in}. */
    public record Is(String type, Optional<Target> in) implements EntityConstraint {}

    /** {@code == Action::"id"}. */
    public record ActionEqual(EntityUid uid) implements ActionConstraint {}

    /** {@code in Action::"id"}, or {@code in [Action::"a", …]}. */
    public record ActionIn(List<EntityUid> uids, boolean list) implements ActionConstraint {}

    /** What a constraint compares with. */
    public sealed interface Target {}

    /** A fixed entity. */
    public record Fixed(EntityUid uid) implements Target {}

    /** A template's slot, filled by linking. */
    public record Hole(Slot slot) implements Target {}

    /** The slots a template may have. */
    public enum Slot {
        PRINCIPAL("?principal"),
        RESOURCE("?resource");

        private final String cedarName;

        Slot(String cedarName) {
            this.cedarName = cedarName;
        }

        /** How it is written. */
        public String cedarName() {
            return cedarName;
        }
    }
}
