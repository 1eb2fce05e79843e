package dev.sallyport.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.BreakGlass;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Opens and confirms {@link BreakGlass}. What a person refused stays refused: only what waits or ran out of time can be named.
 * Thread-safe.
 */
public final class BreakingGlass {
    private static final Result NO_APPROVER = new Result.NotAllowed("only approvers have a part in it");

    private final GateParts parts;
    private final Gate gate;
    /** Held while one is confirmed, so that two can't both be the second. */
    private final ReentrantLock confirming = new ReentrantLock();

    BreakingGlass(GateParts parts, Gate gate) {
        this.parts = parts;
        this.gate = gate;
    }

    /** What became of it. */
    public sealed interface Result {
        /** It stands so now. */
        record Stands(BreakGlass glass, String receiptId) implements Result {}

        /** No such approval, or no such request. */
        record Missing() implements Result {}

        /** This person may not. */
        record NotAllowed(String why) implements Result {}

        /** It is not, or no longer, what can be opened or confirmed. */
        record TooLate(String why) implements Result {}

        /** The record could not be written. */
        record Unwritable(String why) implements Result {}
    }

    /** A member of {@link BreakGlass#GROUP} asks for it. */
    public Result open(Approver opener, ApprovalId id, long lifeMillis, String why) {
        Optional<Approval> found = parts.records().approval(opener.tenant(), id);
        if (found.isEmpty()) {
            return new Result.Missing();
        }
        Approval approval = found.get();
        if (!opener.roles().has(Role.APPROVER)) {
            return NO_APPROVER;
        }
        if (!opener.groups().contains(BreakGlass.GROUP)) {
            return new Result.NotAllowed("only members of the group `" + BreakGlass.GROUP + "` may open it");
        }
        if (isOwner(opener, approval.agent())) {
            return new Result.NotAllowed("the agent's owner has no part in it");
        }
        if (approval.status() != ApprovalStatus.PENDING && approval.status() != ApprovalStatus.EXPIRED) {
            return new Result.TooLate("it is for what waits or has expired; this one is " + approval.status());
        }
        long now = parts.clock().millis();
        return record(
                opener,
                new BreakGlass(
                        opener.tenant(),
                        "brk_" + parts.ids().next(),
                        approval.agent(),
                        approval.id(),
                        opener.person(),
                        Optional.empty(),
                        why,
                        now,
                        now + lifeMillis));
    }

    /** Any other approver agrees; from now on both may answer for the agent. */
    public Result confirm(Approver second, String id) {
        confirming.lock();
        try {
            Optional<BreakGlass> found = parts.journal().registry().breakGlass(second.tenant(), id);
            if (found.isEmpty()) {
                return new Result.Missing();
            }
            BreakGlass glass = found.get();
            if (!second.roles().has(Role.APPROVER)) {
                return NO_APPROVER;
            }
            if (glass.opener().equals(second.person())) {
                return new Result.NotAllowed("it takes a second person");
            }
            if (isOwner(second, glass.agent())) {
                return new Result.NotAllowed("the agent's owner has no part in it");
            }
            if (glass.second().isPresent() || parts.clock().millis() >= glass.untilMillis()) {
                return new Result.TooLate("it was confirmed before, or its time is over");
            }
            return record(second, glass.confirmedBy(second.person()));
        } finally {
            confirming.unlock();
        }
    }

    private boolean isOwner(Approver person, AgentId agent) {
        return parts.journal()
                .registry()
                .agent(person.tenant(), agent)
                .flatMap(Agent::owner)
                .filter(owner -> owner.equals(person.person()))
                .isPresent();
    }

    private Result record(Approver by, BreakGlass glass) {
        Actor actor = new Actor(by.tenant(), "approver", by.person().value());
        return switch (gate.change(actor, new RegistryChange.SetBreakGlass(glass), glass.why())) {
            case CommitResult.Committed done -> {
                tell(glass, by, done.receipt().receiptId());
                yield new Result.Stands(glass, done.receipt().receiptId());
            }
            case CommitResult.Unwritable unwritable -> new Result.Unwritable(unwritable.why());
            case CommitResult.Stale s -> new Result.TooLate("something else changed at the same time");
            case CommitResult.RepeatedRequest r -> new Result.TooLate("something else changed at the same time");
            case CommitResult.ReplayedNonce r -> new Result.TooLate("something else changed at the same time");
            case CommitResult.ApprovalElsewhere a -> new Result.TooLate("something else changed at the same time");
            case CommitResult.ApprovalMissing a -> new Result.TooLate("something else changed at the same time");
            case CommitResult.OutcomeKnown o -> new Result.TooLate("something else changed at the same time");
        };
    }

    private void tell(BreakGlass glass, Approver by, String receiptId) {
        Map<String, String> fields = Map.of(
                "break_glass.id", glass.id(),
                "break_glass.use", glass.second().isPresent() ? "confirm" : "open",
                "agent.id", glass.agent().value(),
                "approval.id", glass.approval().value(),
                "user.name", by.person().value());
        parts.events()
                .emit(new Event(
                        EventName.BREAK_GLASS, glass.tenant(), parts.clock().millis(), receiptId, fields));
    }
}
