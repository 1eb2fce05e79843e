package dev.sallyport.gate;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.decision.Decision;
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
import java.util.HashMap;
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

    /**
     * Of a release that its door still holds: nothing is read back.
     *
     * @throws IllegalArgumentException if it is no release
     */
    Outcome.Report report(Outcome outcome, Decided released) {
        if (!(released.judgement().decision() instanceof Decision.Allow)
                || !released.facts().what().door().dispatches()) {
            throw new IllegalArgumentException("no release of a door that dispatches: " + released.id());
        }
        return write(outcome, false, Map.of(), Optional.of(released.salt()), true);
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
        About about = About.parse(record.about());
        if (!about.decision().equals("allow")) {
            return new Outcome.Report.NoSuchDecision();
        }
        Facts facts = FactsCodec.parse(record.facts());
        if (ofAgent && facts.what().door().dispatches()) {
            return new Outcome.Report.NoSuchDecision();
        }
        Presented presented = outcome.executedHash()
                .map(hash -> presented(facts.what(), about.otherHash(), hash))
                .orElse(Presented.SAME);
        return write(
                outcome,
                presented != Presented.SAME,
                presented.fields(Presented.To.OUTCOME, registered(facts.what())),
                Optional.of(Salt.of(record.salt())),
                false);
    }

    /** By what is kept of the action: its hash as the agent was shown it, and in the scheme the agent did not have then. */
    private static Presented presented(Facts.What what, Optional<String> otherHash, String hash) {
        if (hash.equals(what.actionHash())) {
            return Presented.SAME;
        }
        boolean other = hash.equals(what.actionHash2())
                || otherHash.filter(hash::equals).isPresent();
        return other ? Presented.SKEWED : Presented.OTHER;
    }

    /** The scheme an action was hashed in for its agent: both hashes are alike when it was ours. */
    private static Scheme registered(Facts.What what) {
        return what.actionHash().equals(what.actionHash2()) ? Scheme.SALLYPORT_JCS_2 : Scheme.AEGIS_JCS_1;
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
            if (write(outcome, false, Map.of(), Optional.empty(), false) instanceof Outcome.Report.Recorded) {
                count++;
            }
        }
        return count;
    }

    private Outcome.Report write(
            Outcome outcome, boolean mismatch, Map<String, String> presented, Optional<Salt> salt, boolean unhurried) {
        long now = parts.clock().millis();
        String receiptId = "rcp_" + parts.ids().next();
        CommitResult result = parts.journal()
                .commit(Commit.of(
                                outcome.tenant(),
                                receipts.outcome(receiptId, outcome, mismatch, salt, now),
                                now + parts.limits().recordMillis())
                        .outcomeOf(outcome.decision())
                        .unhurried(unhurried)
                        .build())
                .join();
        return switch (result) {
            case CommitResult.Committed c -> {
                emit(outcome, mismatch, mismatch ? presented : Map.of(), receiptId, now);
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

    private void emit(Outcome outcome, boolean mismatch, Map<String, String> presented, String receiptId, long now) {
        Map<String, String> fields = new HashMap<>(presented);
        fields.put("agent.id", outcome.agent().value());
        fields.put("decision.id", outcome.decision().value());
        fields.put("outcome.status", outcome.status().wire());
        parts.events()
                .emit(new Event(
                        mismatch ? EventName.APPROVAL_HASH_MISMATCH : EventName.OUTCOME_RECORDED,
                        outcome.tenant(),
                        now,
                        receiptId,
                        fields));
    }

    private static String context(TenantId tenant, DecisionId decision) {
        return FactsRecord.context(tenant.value(), decision.value());
    }

    private static IllegalStateException unexpected(CommitResult result) {
        return new IllegalStateException(
                "the journal answered an outcome with " + result.getClass().getSimpleName());
    }
}
