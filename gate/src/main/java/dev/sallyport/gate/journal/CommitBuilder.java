package dev.sallyport.gate.journal;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects the parts of a {@link Commit}. Not thread-safe; what it builds is immutable. */
public final class CommitBuilder {
    private final TenantId tenant;
    private final ReceiptDraft receipt;
    private final long deadlineMillis;
    private final List<Commit.Expected> expected = new ArrayList<>(5);
    private final List<RegistryChange> changes = new ArrayList<>(1);
    private Optional<Commit.RequestOnce> request = Optional.empty();
    private Optional<Commit.NonceOnce> nonce = Optional.empty();
    private Optional<ApprovalStep> approval = Optional.empty();
    private Optional<Commit.Label> label = Optional.empty();
    private Optional<Commit.SealedFacts> facts = Optional.empty();
    private Optional<DecisionId> outcomeOf = Optional.empty();
    private List<DecisionId> erasing = List.of();
    private boolean unhurried;

    CommitBuilder(TenantId tenant, ReceiptDraft receipt, long deadlineMillis) {
        this.tenant = tenant;
        this.receipt = receipt;
        this.deadlineMillis = deadlineMillis;
    }

    /** Adds epochs that must not have moved. */
    public CommitBuilder expecting(List<Commit.Expected> epochs) {
        expected.addAll(epochs);
        return this;
    }

    /** Answers a repetition of the request with these bytes. */
    public CommitBuilder once(Commit.RequestOnce key) {
        request = Optional.of(key);
        return this;
    }

    /** Refuses the nonce a second time. */
    public CommitBuilder once(Commit.NonceOnce key) {
        nonce = Optional.of(key);
        return this;
    }

    /** Moves an approval. */
    public CommitBuilder approval(ApprovalStep step) {
        approval = Optional.of(step);
        return this;
    }

    /** Changes the registry. */
    public CommitBuilder changing(RegistryChange change) {
        changes.add(change);
        return this;
    }

    /** Lets something enter a session. */
    public CommitBuilder labelling(Commit.Label next) {
        label = Optional.of(next);
        return this;
    }

    /** Keeps the sealed facts. */
    public CommitBuilder keeping(Commit.SealedFacts sealed) {
        facts = Optional.of(sealed);
        return this;
    }

    /** Records the outcome of that decision. */
    public CommitBuilder outcomeOf(DecisionId decision) {
        outcomeOf = Optional.of(decision);
        return this;
    }

    /** Removes the payloads of these decisions. */
    public CommitBuilder erasing(List<DecisionId> decisions) {
        erasing = decisions;
        return this;
    }

    /** Whether the commit may wait a little for company. */
    public CommitBuilder unhurried(boolean may) {
        unhurried = may;
        return this;
    }

    /** The commit. */
    public Commit build() {
        return new Commit(
                tenant,
                receipt,
                expected,
                request,
                nonce,
                approval,
                changes,
                label,
                facts,
                outcomeOf,
                erasing,
                unhurried,
                deadlineMillis);
    }
}
