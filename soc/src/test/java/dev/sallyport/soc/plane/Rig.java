package dev.sallyport.soc.plane;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.soc.bus.Bus;
import dev.sallyport.soc.detect.BundledRules;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.response.Planning;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** A plane over a journal in memory. */
final class Rig {
    static final TenantId ACME = new TenantId("acme");

    final MemoryJournal journal = MemoryJournal.automatic();
    final ManualClock clock = new ManualClock();
    final Book book;
    Bus bus = new Bus(1 << 12);

    Rig() {
        this(new MemoryBook());
    }

    Rig(Book book) {
        this.book = book;
    }

    static SigmaRules rules() {
        return SigmaRules.of(BundledRules.read(), Set.of());
    }

    Plane start() {
        return start(rules(), book);
    }

    Plane start(Detector.Factory detectors, Book into) {
        bus = new Bus(1 << 12);
        return Plane.start(new Plane.Parts(
                bus,
                journal,
                into,
                new Cases(into),
                detectors,
                Planning.NONE,
                PlaneListener.NONE,
                clock,
                new PlaneLimits(1, 0, 5_000, Long.MAX_VALUE / 4, 10_000, 1_000_000),
                "one",
                ACME));
    }

    /** Records that the agent was refused, and says so on the bus. */
    String denied(String agent, String reason) {
        return denied(agent, reason, true);
    }

    String denied(String agent, String reason, boolean told) {
        return decided(agent, "deny", reason, told);
    }

    /** Records that the agent did something, and tells nobody. */
    String allowed(String agent) {
        return decided(agent, "allow", "policy_allowed", false);
    }

    private String decided(String agent, String decision, String reason, boolean told) {
        long count = journal.receiptCount(ACME);
        String id = "rcp_" + count;
        clock.advanceMillis(10);
        JsonObject body = JsonObject.builder()
                .put("action", "send")
                .put("agent", agent)
                .put("decision", decision)
                .put("decision_id", "dec_" + count)
                .put("door", "http")
                .put("effect", "mutates")
                .put("reasons", new JsonArray(List.of(new JsonString(reason))))
                .put("session", "ses_" + agent)
                .put("tool", "desk")
                .put("trust", "trusted_internal_unsigned")
                .build();
        Envelope envelope = new Envelope(id, ACME.value(), ReceiptKind.DECISION, clock.millis(), TestInstall.KEY_ID);
        CommitResult result = journal.commit(
                        Commit.of(ACME, ReceiptDraft.of(new ReceiptBody(body), envelope), Long.MAX_VALUE)
                                .build())
                .join();
        if (!(result instanceof CommitResult.Committed)) {
            throw new AssertionError(result);
        }
        if (told) {
            bus.emit(new Event(EventName.TOOL_DENIED, ACME, clock.millis(), id, Map.of("agent.id", agent)));
        }
        return id;
    }

    List<Alert> alerts(String rule) {
        return book.alerts(ACME, 10_000, 0).stream()
                .filter(alert ->
                        alert.rule().id().equals(rule) || alert.rule().title().equals(rule))
                .toList();
    }

    static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 20_000_000_000L;
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("it does not come about");
            }
            Thread.onSpinWait();
        }
    }
}
