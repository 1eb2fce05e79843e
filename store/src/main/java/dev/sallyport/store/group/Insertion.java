package dev.sallyport.store.group;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.tile.TileAddress;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Writes the rows of an admitted commit into the group's transaction. Writer thread only. */
public final class Insertion {
    private static final int NONCES_BETWEEN_SWEEPS = 256;
    private static final byte[] NO_BYTES = {};

    private final Writes sql;
    // INVARIANT: larger than every number in the log of changes; gaps after a failed group do no harm.
    private long nextChange;
    private int newNonces;
    private long newestNonce;

    /**
     * Inserts through those statements.
     *
     * @param nextChange the number of the next change of the registry
     */
    public Insertion(Writes sql, long nextChange) {
        this.sql = sql;
        this.nextChange = nextChange;
    }

    /** Says that changes up to that number are in the log. */
    public void changesGoOnAfter(long lastChange) {
        nextChange = lastChange + 1;
    }

    /** Chains the receipt and inserts everything the commit holds; the draft moves on. */
    SealedReceipt write(Commit commit, Admission.Verdict.Admitted admitted, Draft draft) throws SQLException {
        TenantId tenant = commit.tenant();
        Optional<Head> known = draft.head(tenant);
        Head head = known.isPresent() ? known.get() : open(tenant, draft);
        SealedReceipt receipt = head.chain().seal(commit.receipt());
        int number = head.number();
        long key = Key.of(number, receipt.sequence());
        sql.addReceipt.run(
                key,
                number,
                receipt.receiptId(),
                decision(commit).map(DecisionId::value).orElse(null),
                receipt.hash(),
                receipt.canonical());
        if (commit.facts().isPresent()) {
            facts(commit.facts().get(), number, key);
        }
        if (commit.outcomeOf().isPresent()) {
            outcome(commit.outcomeOf().get(), number, receipt.sequence());
        }
        once(commit, number, key);
        if (commit.approval().isPresent() && admitted.approval().isPresent()) {
            approval(commit.approval().get(), admitted.approval().get(), number, key);
        }
        if (commit.label().isPresent()) {
            label(commit.label().get(), number);
        }
        for (RegistryChange change : commit.changes()) {
            change(change, number, key);
        }
        for (DecisionId decision : commit.erasing()) {
            erase(decision, number);
        }
        draft.append(tenant, head, receipt);
        draft.registry(admitted.registry());
        return receipt;
    }

    /** Stores where the chains end that this group wrote to, and forgets old nonces now and then. */
    public void end(Draft draft) throws SQLException {
        if (newNonces >= NONCES_BETWEEN_SWEEPS) {
            // More than were added since the last sweep, so that the table can't grow for ever.
            sql.forgetNonces.run(newestNonce - Journal.NONCE_MEMORY_MILLIS, 2 * newNonces);
            newNonces = 0;
        }
        for (Subtree subtree : draft.completed()) {
            sql.addSubtree.run(subtree.tenant(), subtree.level(), subtree.index(), subtree.hash());
            if (subtree.level() == Subtree.LEVELS_APART) {
                long first = subtree.index() * TileAddress.FULL;
                sql.addReceiptTile.run(
                        Key.of(subtree.tenant(), first), Key.of(subtree.tenant(), first + TileAddress.FULL - 1));
            }
        }
        for (Map.Entry<TenantId, Head> entry : draft.touched().entrySet()) {
            Head head = entry.getValue();
            sql.setChain.run(
                    head.number(),
                    head.chain().nextSequence(),
                    head.chain().head(),
                    head.tree().toBytes());
        }
    }

    /** Facts, first answer and approval lie under the keys of the decision's receipts. */
    private void erase(DecisionId decision, int tenant) throws SQLException {
        sql.eraseFacts.run(tenant, decision.value());
        sql.eraseApproval.run(NO_BYTES, tenant, decision.value());
        sql.eraseAnswer.run(tenant, decision.value());
    }

    private static Optional<DecisionId> decision(Commit commit) {
        return commit.facts().map(Commit.SealedFacts::decision).or(commit::outcomeOf);
    }

    private Head open(TenantId tenant, Draft draft) throws SQLException {
        Head head = draft.open(tenant);
        sql.addTenant.run(head.number(), tenant.value());
        return head;
    }

    private void facts(Commit.SealedFacts facts, int tenant, long key) throws SQLException {
        String decision = facts.decision().value();
        String agent = facts.agent().value();
        sql.addFacts.run(key, decision, agent, facts.sealed());
        if (facts.released()) {
            sql.addOpenRelease.run(tenant, decision, agent);
        }
    }

    private void outcome(DecisionId decision, int tenant, long sequence) throws SQLException {
        sql.addOutcome.run(tenant, decision.value(), sequence);
        sql.endRelease.run(tenant, decision.value());
    }

    private void once(Commit commit, int tenant, long key) throws SQLException {
        if (commit.request().isPresent()) {
            Commit.RequestOnce once = commit.request().get();
            sql.addAnswer.run(
                    key,
                    tenant,
                    Fingerprint.of(once.agent(), once.requestId()),
                    once.agent().value(),
                    once.requestId(),
                    once.answer());
        }
        if (commit.nonce().isPresent()) {
            Commit.NonceOnce once = commit.nonce().get();
            sql.addNonce.run(
                    tenant,
                    Fingerprint.of(once.agent(), once.nonce()),
                    once.agent().value(),
                    once.nonce(),
                    once.timeMillis());
            newNonces++;
            newestNonce = Math.max(newestNonce, once.timeMillis());
        }
    }

    private void approval(ApprovalStep step, Approval after, int tenant, long key) throws SQLException {
        switch (step) {
            case ApprovalStep.Open open -> open(after, tenant, key);
            case ApprovalStep.Answer answer -> move(after, tenant);
            case ApprovalStep.Move move -> move(after, tenant);
        }
    }

    private void open(Approval approval, int tenant, long key) throws SQLException {
        sql.addApproval.run(
                key,
                tenant,
                approval.id().value(),
                approval.decision().value(),
                approval.agent().value(),
                approval.session().value(),
                approval.tool(),
                approval.action(),
                approval.actionHash(),
                approval.group(),
                approval.quorum(),
                approval.binding(),
                approval.status().name(),
                approval.createdMillis(),
                approval.expiresMillis(),
                VoteText.write(approval.votes()),
                approval.sealed());
    }

    private void move(Approval after, int tenant) throws SQLException {
        sql.setApproval.run(
                after.status().name(),
                VoteText.write(after.votes()),
                tenant,
                after.id().value());
    }

    private void label(Commit.Label label, int tenant) throws SQLException {
        Object[] row = {
            tenant, label.session().value(), label.agent().value(), label.trust(), label.source(), label.timeMillis()
        };
        sql.setSessionLabel.run(row);
        sql.setAgentLabel.run(row);
    }

    private void change(RegistryChange change, int tenant, long key) throws SQLException {
        long number = nextChange++;
        sql.addChange.run(number, key, RegistryCodec.write(change));
        Optional<PolicySource> policy = change.brings();
        if (policy.isPresent()) {
            sql.addPolicy.run(tenant, policy.get().digest(), number);
        }
    }
}
