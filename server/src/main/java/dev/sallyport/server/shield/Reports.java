package dev.sallyport.server.shield;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.TelemetrySink;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Verdict;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Takes in that a shield was wrong, from whatever door it was said at: a receipt, an event with a category, and a count for telemetry. What was
 * found is not asked for and not kept. Thread-safe.
 *
 * @param ids makes the receipts' ids
 * @param keyId the key that signs the checkpoints of the logs
 */
public record Reports(
        Shields shields,
        Journal journal,
        Records records,
        IdSource ids,
        Supplier<String> keyId,
        EventSink events,
        TelemetrySink telemetry,
        InstantSource clock) {
    private static final long PATIENCE_MILLIS = 10_000;

    /**
     * What somebody says of a shield.
     *
     * @param falsePositive whether a finding was none; else one is missing
     * @param decision the decision it is about
     */
    public record Report(Category category, boolean falsePositive, Optional<DecisionId> decision) {
        /** {@code fp} or {@code fn}. */
        public String kind() {
            return falsePositive ? "fp" : "fn";
        }
    }

    /** Whether there is such a shield to be wrong. */
    public boolean knows(Category category) {
        return !shields.installed(category.shield()).isEmpty();
    }

    /**
     * Takes a report of somebody who is no agent: what an agent says would loosen a threshold one day. It counts against the version that ran,
     * or would run now if that is not known.
     *
     * @return the id of the receipt that says so; empty if it could not be written, and then nothing was taken
     * @throws IllegalArgumentException if there is no such shield
     */
    public Optional<String> take(Actor actor, Report report) {
        if (!knows(report.category())) {
            throw new IllegalArgumentException(
                    "no shield is named `" + report.category().shield() + "`");
        }
        TenantId tenant = actor.tenant();
        Optional<SaidOfDecision> about =
                report.decision().flatMap(id -> SaidOfDecision.of(records.receiptsOf(tenant, id)));
        ShieldVersion version = about.flatMap(
                        said -> said.version(report.category().shield()))
                .orElseGet(() -> running(tenant, report.category().shield()));
        Optional<String> receipt = record(actor, report, version);
        if (receipt.isEmpty()) {
            return receipt;
        }
        if (report.falsePositive()) {
            telemetry.flagged(flagged(tenant, version, report, about));
        }
        events.emit(new Event(
                EventName.SHIELD_REPORT,
                tenant,
                clock.millis(),
                "",
                Map.of(
                        "shield", report.category().shield(),
                        "shield.report", report.kind(),
                        "shield.categories", report.category().wire(),
                        "decision.id", report.decision().map(DecisionId::value).orElse(""),
                        "actor.role", actor.role())));
        return receipt;
    }

    private Optional<String> record(Actor actor, Report report, ShieldVersion version) {
        String id = "rcp_" + ids.next();
        long now = clock.millis();
        Envelope envelope = new Envelope(id, actor.tenant().value(), ReceiptKind.ADMINISTRATION, now, keyId.get());
        ReceiptDraft draft = ReceiptDraft.of(ReportReceipt.body(actor, report, version), envelope);
        CommitResult result = journal.commit(
                        Commit.of(actor.tenant(), draft, now + PATIENCE_MILLIS).build())
                .join();
        return result instanceof CommitResult.Committed ? Optional.of(id) : Optional.empty();
    }

    private ShieldVersion running(TenantId tenant, String shield) {
        Setting setting = journal.registry().shields(tenant).whole().getOrDefault(shield, Setting.DEFAULT);
        return setting.pinned()
                .map(version -> new ShieldVersion(shield, version))
                .orElseGet(() -> shields.running(shield));
    }

    /** What telemetry counts: which shield found what kind of thing, and nothing of the call but its tool and session. */
    private Flagged flagged(TenantId tenant, ShieldVersion version, Report report, Optional<SaidOfDecision> about) {
        Finding finding = Finding.of(Verdict.WARN, report.category(), new Span("", 0, 0));
        Ran ran = new Ran(version, Setting.DEFAULT, true, List.of(finding), 0);
        return new Flagged(
                tenant,
                clock.millis(),
                about.map(SaidOfDecision::action).orElse(""),
                about.map(SaidOfDecision::session)
                        .or(() -> report.decision().map(DecisionId::value))
                        .orElse(""),
                ran);
    }
}
