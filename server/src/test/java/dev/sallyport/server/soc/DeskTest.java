package dev.sallyport.server.soc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.soc.alert.About;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.MemoryBook;
import dev.sallyport.soc.detect.RuleRef;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.detect.Stage;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Handling;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.IncidentForm;
import dev.sallyport.soc.incident.Status;
import dev.sallyport.soc.incident.Verdict;
import dev.sallyport.soc.response.Effect;
import dev.sallyport.soc.response.Step;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.SequenceIds;
import dev.sallyport.testkit.TestInstall;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What people do with incidents and the receipts of it: never one in force without the other, wherever it breaks off. */
class DeskTest {
    private static final TenantId ACME = new TenantId("acme");
    private static final long NOON = ManualClock.START_MILLIS;

    private final MemoryJournal journal = MemoryJournal.automatic();
    private final MemoryBook book = new MemoryBook();
    private final ManualClock clock = new ManualClock();
    private final SequenceIds ids = new SequenceIds();

    /** Breaks off at a writing of the book, before or after it. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static Alert alert(String name) {
        RuleRef rule = new RuleRef(
                "rule", "A title", "d".repeat(64), "somebody", Severity.HIGH, Stage.RESPOND, "family", List.of());
        About about = new About(Optional.of("agt_" + name), Optional.empty(), Optional.empty(), Optional.empty());
        return new Alert("alr_" + name, ACME, rule, 7, NOON, NOON, NOON, about, List.of(), Optional.empty(), false);
    }

    private static Step step(Incident incident) {
        return new Step(
                "stp_1",
                ACME,
                incident.id(),
                "contain@1",
                Effect.REVOKE_AGENT,
                "agt_1",
                0,
                1,
                Step.State.AWAITING,
                Long.MAX_VALUE,
                0,
                0,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    private void plant() {
        Envelope envelope =
                new Envelope("rcp_first", ACME.value(), ReceiptKind.ADMINISTRATION, NOON, TestInstall.KEY_ID);
        ReceiptDraft first = ReceiptDraft.of(new ReceiptBody(JsonObject.of()), envelope);
        journal.commit(Commit.of(ACME, first, Long.MAX_VALUE).build()).join();
        for (String name : List.of("1", "2")) {
            Incident incident = Incident.of(alert(name));
            book.keep(ACME, Entry.of(List.of(incident), name.equals("1") ? List.of(step(incident)) : List.of()));
        }
    }

    private Desk desk(Book over) {
        return new Desk(
                new Desk.Parts(
                        over,
                        new Cases(over),
                        journal,
                        journal,
                        ids,
                        () -> new byte[32],
                        () -> TestInstall.KEY_ID,
                        clock),
                i -> {});
    }

    private Incident incident(String id) {
        return book.incident(ACME, id).orElseThrow();
    }

    private List<JsonObject> bodies() {
        return journal.receipts(ACME, 1, 100).stream()
                .map(each -> Receipt.read(each.canonical()).body().members())
                .toList();
    }

    private static String text(JsonObject body, String member) {
        return body.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static Desk.Wish wish(Act.Kind kind, String actor, String subject, String text) {
        return new Desk.Wish(ACME, "inc_1", kind, "approver", actor, subject, text);
    }

    @Test
    void each_act_has_a_receipt_that_names_it_and_says_nothing_of_what_was_typed() {
        plant();
        Desk desk = desk(book);
        assertInstanceOf(Desk.Result.Done.class, desk.act(wish(Act.Kind.ASSIGNED, "ann", "", "bob the builder")));
        assertInstanceOf(Desk.Result.Done.class, desk.act(wish(Act.Kind.STEP_CONFIRMED, "ann", "stp_1", "")));
        assertInstanceOf(
                Desk.Result.Done.class,
                desk.act(wish(Act.Kind.STEP_CONFIRMED, "ann", "stp_1", "")),
                "a word said twice counts once");
        assertInstanceOf(Desk.Result.Done.class, desk.act(wish(Act.Kind.STEP_REFUSED, "bob", "stp_1", "")));
        assertInstanceOf(Desk.Result.NotWaiting.class, desk.act(wish(Act.Kind.STEP_CONFIRMED, "bob", "stp_1", "")));
        assertInstanceOf(Desk.Result.Done.class, desk.act(wish(Act.Kind.CLOSED, "ann", "benign", "a drill of ours")));
        assertInstanceOf(Desk.Result.Over.class, desk.act(wish(Act.Kind.CLOSED, "ann", "benign", "")));
        assertEquals(
                List.of("incident_assigned", "incident_step_confirmed", "incident_step_refused", "incident_closed"),
                bodies().stream().map(body -> text(body, "change")).toList());
        bodies().forEach(body -> {
            assertEquals("inc_1", text(body, "subject"));
            assertFalse(body.toString().contains("drill") || body.toString().contains("builder"), body::toString);
        });
        assertEquals("benign", text(bodies().getLast(), "verdict"));
        assertEquals(64, text(bodies().getLast(), "note_commitment").length());
        Handling handling = incident("inc_1").handling();
        assertEquals(Status.CLOSED, handling.status());
        assertEquals(Optional.of("bob the builder"), handling.assignee());
        assertEquals(4, handling.acts().size());
        assertEquals(Step.State.REFUSED, book.steps(ACME, "inc_1").getFirst().state());
        byte[] kept = dev.sallyport.action.canonical.CanonicalForm.of(
                IncidentForm.of(incident("inc_1")), dev.sallyport.action.canonical.Scheme.SALLYPORT_JCS_2);
        assertEquals(incident("inc_1"), IncidentForm.read(kept));
    }

    @Test
    void what_can_not_be_recorded_does_not_happen() {
        plant();
        journal.full(true);
        assertInstanceOf(Desk.Result.Unwritable.class, desk(book).act(wish(Act.Kind.CLOSED, "ann", "benign", "")));
        assertEquals(Status.OPEN, incident("inc_1").handling().status());
        assertTrue(incident("inc_1").handling().pending().isEmpty());
        journal.full(false);
        assertInstanceOf(Desk.Result.Done.class, desk(book).act(wish(Act.Kind.CLOSED, "ann", "benign", "")));
    }

    /** Every act, broken off before and after every writing of the book: after the next start there is a receipt and the act, or neither. */
    @Test
    void wherever_it_breaks_off_the_receipt_and_the_act_agree_after_the_next_start() {
        List<String> tried = new ArrayList<>();
        for (Desk.Wish wish : List.of(
                wish(Act.Kind.ASSIGNED, "ann", "", "bob"),
                wish(Act.Kind.CLOSED, "ann", "true_positive", "x"),
                wish(Act.Kind.MERGED, "ann", "inc_2", ""),
                wish(Act.Kind.STEP_CONFIRMED, "ann", "stp_1", ""),
                wish(Act.Kind.STEP_REFUSED, "ann", "stp_1", ""))) {
            for (int write = 1; write <= 2; write++) {
                for (boolean after : new boolean[] {false, true}) {
                    DeskTest fresh = new DeskTest();
                    fresh.plant();
                    Desk dying = fresh.desk(mortal(fresh.book, write, after));
                    assertThrows(Killed.class, () -> dying.act(wish));
                    fresh.desk(fresh.book).recover(true);
                    int receipts = fresh.bodies().size();
                    Incident kept = fresh.incident("inc_1");
                    boolean inForce = !kept.handling().acts().isEmpty();
                    tried.add(wish.kind() + " " + write + (after ? " after" : " before") + ": " + receipts);
                    assertTrue(kept.handling().pending().isEmpty(), tried.getLast());
                    assertEquals(inForce ? 1 : 0, receipts, tried.getLast());
                    assertEquals(write == 2, inForce, tried.getLast());
                    Step step = fresh.book.steps(ACME, "inc_1").getFirst();
                    boolean stepped = step.revision() > 1;
                    assertEquals(inForce && wish.subject().equals("stp_1"), stepped, tried.getLast());
                    assertEquals(
                            inForce && wish.kind() == Act.Kind.MERGED,
                            kept.handling().status() == Status.MERGED,
                            tried.getLast());
                }
            }
        }
        assertEquals(20, tried.size());
    }

    private static Book mortal(Book book, int atWrite, boolean after) {
        AtomicInteger writes = new AtomicInteger();
        return (Book) Proxy.newProxyInstance(
                Book.class.getClassLoader(), new Class<?>[] {Book.class}, (self, method, args) -> {
                    boolean dies = method.getName().equals("keep") && writes.incrementAndGet() == atWrite;
                    if (dies && !after) {
                        throw new Killed();
                    }
                    try {
                        Object answer = method.invoke(book, args);
                        if (dies) {
                            throw new Killed();
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    @Test
    void what_has_a_receipt_and_can_not_be_done_any_more_has_a_second_one_that_voids_it() {
        plant();
        Desk dying = desk(mortal(book, 2, false));
        assertThrows(Killed.class, () -> dying.act(wish(Act.Kind.MERGED, "ann", "inc_2", "")));
        new Cases(book).change(ACME, "inc_2", i -> i.closed(Verdict.BENIGN, "", NOON), List.of());
        desk(book).recover(true);
        assertEquals(
                List.of("incident_merged", "incident_act_voided"),
                bodies().stream().map(body -> text(body, "change")).toList());
        assertEquals(Status.OPEN, incident("inc_1").handling().status());
        assertEquals(journal.receipts(ACME, 1, 1).getFirst().receiptId(), text(bodies().getLast(), "voids"));
    }

    @Test
    void a_crash_behind_the_voiding_receipt_writes_no_second_one_and_what_is_void_stays_so() {
        plant();
        Desk dying = desk(mortal(book, 2, false));
        assertThrows(Killed.class, () -> dying.act(wish(Act.Kind.MERGED, "ann", "inc_2", "")));
        new Cases(book).change(ACME, "inc_2", i -> i.closed(Verdict.BENIGN, "", NOON), List.of());
        Desk again = desk(mortal(book, 1, false));
        assertThrows(Killed.class, () -> again.recover(true));
        assertEquals(2, bodies().size());
        // Whatever lets it come into force now: it is void.
        new Cases(book).change(ACME, "inc_2", i -> i.assigned("bob", NOON), List.of());
        desk(book).recover(true);
        assertEquals(
                List.of("incident_merged", "incident_act_voided"),
                bodies().stream().map(body -> text(body, "change")).toList());
        assertEquals(Status.OPEN, incident("inc_1").handling().status());
        assertTrue(incident("inc_1").handling().pending().isEmpty());
        assertTrue(incident("inc_1").handling().acts().isEmpty());
    }

    @Test
    void what_is_over_meanwhile_is_not_opened_again_by_an_act_that_was_pending() {
        for (Act.Kind kind : List.of(Act.Kind.ASSIGNED, Act.Kind.CLOSED)) {
            for (boolean merged : new boolean[] {false, true}) {
                DeskTest fresh = new DeskTest();
                fresh.plant();
                Desk dying = fresh.desk(mortal(fresh.book, 2, false));
                assertThrows(Killed.class, () -> dying.act(wish(kind, "ann", "", "bob")));
                Cases cases = new Cases(fresh.book);
                if (merged) {
                    cases.merge(ACME, "inc_1", "inc_2", NOON);
                } else {
                    cases.change(ACME, "inc_1", i -> i.closed(Verdict.BENIGN, "", NOON), List.of());
                }
                Handling before = fresh.incident("inc_1").handling();
                assertTrue(before.pending().isPresent() && before.acts().isEmpty(), "that act was another one");
                assertEquals(List.of(), fresh.desk(fresh.book).recover(true));
                Handling after = fresh.incident("inc_1").handling();
                assertEquals(merged ? Status.MERGED : Status.CLOSED, after.status());
                assertEquals(before.verdict(), after.verdict());
                assertTrue(after.pending().isEmpty() && after.acts().isEmpty());
                assertEquals(
                        List.of(kind.change(), "incident_act_voided"),
                        fresh.bodies().stream()
                                .map(body -> text(body, "change"))
                                .toList());
            }
        }
    }

    @Test
    void what_a_crash_left_is_found_however_many_incidents_came_since_and_is_told() {
        plant();
        Desk dying = desk(mortal(book, 2, false));
        assertThrows(Killed.class, () -> dying.act(wish(Act.Kind.CLOSED, "ann", "benign", "")));
        for (int i = 0; i < 1_050; i++) {
            Incident later = Incident.of(alert("later" + i));
            book.keep(ACME, Entry.of(List.of(later.assigned("bob", NOON + 1 + i).revised(1)), List.of()));
        }
        List<Incident> told = desk(book).recover(true);
        assertEquals(List.of("inc_1"), told.stream().map(Incident::id).toList());
        assertEquals(Status.CLOSED, told.getFirst().handling().status());
        assertEquals(List.of(), desk(book).recover(true));
    }

    @Test
    void of_two_gateways_the_second_waits_for_the_first_and_gives_it_up_after_a_minute() {
        plant();
        Desk dying = desk(mortal(book, 1, true));
        assertThrows(Killed.class, () -> dying.act(wish(Act.Kind.CLOSED, "ann", "benign", "")));
        assertInstanceOf(Desk.Result.Busy.class, desk(book).act(wish(Act.Kind.CLOSED, "bob", "benign", "")));
        desk(book).recover(false);
        assertTrue(incident("inc_1").handling().pending().isPresent());
        clock.advanceMillis(61_000);
        assertInstanceOf(Desk.Result.Done.class, desk(book).act(wish(Act.Kind.CLOSED, "bob", "benign", "")));
        assertEquals(1, bodies().size());
    }
}
