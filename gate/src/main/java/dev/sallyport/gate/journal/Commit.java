package dev.sallyport.gate.journal;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import java.util.List;
import java.util.Optional;

/**
 * Everything that becomes durable together, or not at all: one receipt and what it attests.
 *
 * @param receipt the receipt, complete but for its place in the tenant's chain
 * @param expected epochs the judgement relied on; if one moved, nothing is written
 * @param request makes a repeated request id get the first answer
 * @param nonce refuses a replayed nonce
 * @param approval what happens to an approval
 * @param changes steps of the registry, in order
 * @param label what enters a session
 * @param facts the sealed facts of a decision
 * @param outcomeOf the decision whose outcome this records; a second outcome is refused
 * @param erasing decisions of the tenant whose payloads go with this commit: sealed facts, first answer, and what is sealed
 *     beside the approval they opened; unknown ones and those without payloads are passed over
 * @param unhurried whether nothing waits for it that somebody waits for: the journal may let it wait a few milliseconds, to write it
 *     with a commit that is waited for
 * @param deadlineMillis the latest moment, on the journal's clock, at which trying to write still makes sense
 */
public record Commit(
        TenantId tenant,
        ReceiptDraft receipt,
        List<Expected> expected,
        Optional<RequestOnce> request,
        Optional<NonceOnce> nonce,
        Optional<ApprovalStep> approval,
        List<RegistryChange> changes,
        Optional<Label> label,
        Optional<SealedFacts> facts,
        Optional<DecisionId> outcomeOf,
        List<DecisionId> erasing,
        boolean unhurried,
        long deadlineMillis) {
    public Commit {
        expected = List.copyOf(expected);
        changes = List.copyOf(changes);
        erasing = List.copyOf(erasing);
    }

    /** Starts a commit of that receipt. */
    public static CommitBuilder of(TenantId tenant, ReceiptDraft receipt, long deadlineMillis) {
        return new CommitBuilder(tenant, receipt, deadlineMillis);
    }

    /** A scope and the epoch at which it was read. */
    public record Expected(Scope scope, long epoch) {}

    /**
     * A request id and the answer a repetition gets.
     *
     * @param answer the bytes of the first answer
     */
    public record RequestOnce(AgentId agent, String requestId, byte[] answer) {}

    /**
     * A nonce that may come once.
     *
     * @param timeMillis when it came; the journal may forget nonces older than {@link Journal#NONCE_MEMORY_MILLIS}
     */
    public record NonceOnce(AgentId agent, String nonce, long timeMillis) {}

    /**
     * What enters a session with this commit.
     *
     * @param trust wire name of the trust level
     * @param source what brings it, {@code server/tool}
     */
    public record Label(SessionId session, AgentId agent, String trust, String source, long timeMillis) {}

    /**
     * The facts of a decision, encrypted.
     *
     * @param released whether the gateway itself dispatches: if no outcome follows, it is UNKNOWN after a crash
     */
    public record SealedFacts(DecisionId decision, AgentId agent, byte[] sealed, boolean released) {}
}
