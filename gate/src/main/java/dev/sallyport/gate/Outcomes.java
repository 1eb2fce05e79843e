package dev.sallyport.gate;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.ledger.commitment.Salt;
import java.util.Map;
import java.util.Optional;

/** What happened to released actions. Thread-safe. */
final class Outcomes {
    private final GateParts parts;
    private final Receipts receipts;

    Outcomes(GateParts parts, Receipts receipts) {
        this.parts = parts;
        this.receipts = receipts;
    }

    Outcome.Report report(Outcome outcome, boolean ofAgent) {
        Optional<Records.KeptFacts> kept = parts.records()
                .facts(outcome.tenant(), outcome.decision())
                .filter(k -> k.agent().equals(outcome.agent()));
        if (kept.isEmpty()) {
            return new Outcome.Report.NoSuchDecision();
        }
        FactsRecord record = FactsRecord.parse(parts.sealer()
                .open(context(outcome.tenant(), outcome.decision()), kept.get().sealed()));
        // A held call is released by its claim: only that decision can have an outcome.
        if (!About.parse(record.about()).decision().equals("allow")) {
            return new Outcome.Report.NoSuchDecision();
        }
        Facts facts = FactsCodec.parse(record.facts());
        if (ofAgent && facts.what().door().dispatches()) {
            return new Outcome.Report.NoSuchDecision();
        }
        boolean mismatch = outcome.executedHash()
                .filter(hash -> !hash.equals(facts.what().actionHash())
                        && !hash.equals(facts.what().actionHash2()))
                .isPresent();
        return write(outcome, mismatch, Optional.of(Salt.of(record.salt())));
    }

    int recoverUnknown() {
        int count = 0;
        for (Records.OpenRelease open : parts.records().openReleases()) {
            Outcome outcome = new Outcome(
                    open.tenant(),
                    open.agent(),
                    open.decision(),
                    Outcome.Status.UNKNOWN,
                    Optional.empty(),
                    Optional.empty());
            if (write(outcome, false, Optional.empty()) instanceof Outcome.Report.Recorded) {
                count++;
            }
        }
        return count;
    }

    private Outcome.Report write(Outcome outcome, boolean mismatch, Optional<Salt> salt) {
        long now = parts.clock().millis();
        String receiptId = "rcp_" + parts.ids().next();
        CommitResult result = parts.journal()
                .commit(Commit.of(
                                outcome.tenant(),
                                receipts.outcome(receiptId, outcome, mismatch, salt, now),
                                now + parts.limits().recordMillis())
                        .outcomeOf(outcome.decision())
                        .build())
                .join();
        return switch (result) {
            case CommitResult.Committed c -> {
                emit(outcome, mismatch, receiptId, now);
                yield mismatch ? new Outcome.Report.Mismatch(receiptId) : new Outcome.Report.Recorded(receiptId);
            }
            case CommitResult.OutcomeKnown known -> new Outcome.Report.AlreadyRecorded();
            case CommitResult.Unwritable unwritable -> new Outcome.Report.Unwritable(unwritable.why());
            case CommitResult.Stale s -> throw unexpected(s);
            case CommitResult.RepeatedRequest r -> throw unexpected(r);
            case CommitResult.ReplayedNonce r -> throw unexpected(r);
            case CommitResult.ApprovalElsewhere a -> throw unexpected(a);
            case CommitResult.ApprovalMissing a -> throw unexpected(a);
        };
    }

    private void emit(Outcome outcome, boolean mismatch, String receiptId, long now) {
        parts.events()
                .emit(new Event(
                        mismatch ? EventName.APPROVAL_HASH_MISMATCH : EventName.OUTCOME_RECORDED,
                        outcome.tenant(),
                        now,
                        receiptId,
                        Map.of(
                                "agent.id", outcome.agent().value(),
                                "decision.id", outcome.decision().value(),
                                "outcome.status", outcome.status().wire())));
    }

    private static String context(TenantId tenant, DecisionId decision) {
        return FactsRecord.context(tenant.value(), decision.value());
    }

    private static IllegalStateException unexpected(CommitResult result) {
        return new IllegalStateException(
                "the journal answered an outcome with " + result.getClass().getSimpleName());
    }
}
