package dev.sallyport.store.soc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.Mark;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Verdict;
import dev.sallyport.soc.response.Step;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every book does. */
public abstract class BookContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final long NOON = 1_767_268_800_000L;

    /** The book. */
    protected abstract Book book();

    @AfterEach
    protected abstract void close();

    @Test
    void what_was_kept_is_read_back_as_it_was() {
        SampleBook.fill(book(), ACME, NOON);
        Alert alert = SampleBook.alert(ACME, "1", "agt_1", NOON);
        assertEquals(Optional.of(alert.in("inc_1")), book().alert(ACME, "alr_1"));
        assertEquals(Optional.of(Incident.of(alert)), book().incident(ACME, "inc_1"));
        assertEquals(
                List.of(SampleBook.step(ACME, "inc_1", "stp_2", "agt_2", NOON)),
                book().steps(ACME, "inc_1").subList(1, 2));
        Mark mark = book().mark(ACME).orElseThrow();
        assertEquals(3, mark.next());
        assertArrayEquals(new byte[] {1, 2}, mark.snapshot());
    }

    @Test
    void one_tenant_never_sees_what_is_anothers_under_the_same_id() {
        SampleBook.fill(book(), GLOBEX, NOON);
        assertTrue(book().alert(ACME, "alr_1").isEmpty());
        assertTrue(book().incident(ACME, "inc_1").isEmpty());
        assertTrue(book().mark(ACME).isEmpty());
        assertEquals(List.of(), book().steps(ACME, "inc_1"));
        assertEquals(List.of(), book().due(ACME, Long.MAX_VALUE - 1, 10));
        assertEquals(List.of(), book().standing(ACME, "agt_1"));
        SampleBook.fill(book(), ACME, NOON);
        assertEquals(1, book().alerts(GLOBEX, 10, 0).size());
        assertEquals(GLOBEX, book().alerts(GLOBEX, 10, 0).getFirst().tenant());
    }

    @Test
    void an_alert_that_is_known_is_passed_over() {
        SampleBook.fill(book(), ACME, NOON);
        Alert again = SampleBook.alert(ACME, "1", "agt_other", NOON);
        assertTrue(book().keep(ACME, new Entry(List.of(again), List.of(), List.of(), Optional.empty())));
        assertEquals(
                Optional.of("agt_1"),
                book().alert(ACME, "alr_1").orElseThrow().about().agent());
    }

    @Test
    void a_revision_that_is_not_the_next_is_refused_and_nothing_of_its_entry_is_written() {
        SampleBook.fill(book(), ACME, NOON);
        Incident kept = book().incident(ACME, "inc_1").orElseThrow();
        Incident stale = kept.revised(kept.revision());
        Alert other = SampleBook.alert(ACME, "2", "agt_1", NOON);
        assertFalse(book().keep(ACME, new Entry(List.of(other), List.of(stale), List.of(), Optional.empty())));
        assertTrue(book().alert(ACME, "alr_2").isEmpty());
        assertTrue(book().keep(ACME, Entry.of(List.of(kept.assigned("ann", NOON)), List.of())));
    }

    @Test
    void steps_are_found_by_what_is_due_what_stands_and_what_was_begun() {
        SampleBook.fill(book(), ACME, NOON);
        assertEquals(List.of("stp_2"), keys(book().due(ACME, NOON, 10)));
        assertEquals(List.of("stp_2", "stp_1"), keys(book().due(ACME, NOON + 1_000, 10)));
        assertEquals(List.of("stp_1"), keys(book().standing(ACME, "agt_1")));
        assertEquals(List.of(), keys(book().standing(ACME, "agt_2")));
        assertEquals(List.of("stp_1"), keys(book().begun(ACME, NOON, 10)));
        assertEquals(List.of(), keys(book().begun(ACME, NOON + 1, 10)));
    }

    @Test
    void alerts_and_incidents_come_newest_first_in_pages() {
        Cases cases = new Cases(book());
        for (int i = 0; i < 5; i++) {
            cases.fold(
                    ACME,
                    List.of(SampleBook.alert(ACME, "n" + i, "agt_" + i, NOON + i)),
                    (alert, story) -> List.of(),
                    Optional.empty());
        }
        assertEquals(
                List.of("alr_n2", "alr_n1"),
                book().alerts(ACME, 2, 2).stream().map(Alert::id).toList());
        assertEquals(
                List.of("inc_n4", "inc_n3"),
                book().incidents(ACME, false, 2, 0).stream().map(Incident::id).toList());
        cases.change(ACME, "inc_n4", i -> i.closed(Verdict.BENIGN, "", NOON + 9), List.of());
        assertEquals(
                List.of("inc_n3"),
                book().incidents(ACME, true, 1, 0).stream().map(Incident::id).toList());
        assertEquals("inc_n4", book().incidents(ACME, false, 1, 0).getFirst().id());
    }

    @Test
    void one_leads_until_it_lets_its_lease_run_out() {
        assertTrue(book().lead("a", NOON, NOON + 100));
        assertFalse(book().lead("b", NOON + 99, NOON + 200));
        assertTrue(book().lead("a", NOON + 99, NOON + 200));
        assertTrue(book().lead("b", NOON + 200, NOON + 300));
        assertFalse(book().lead("a", NOON + 201, NOON + 400));
    }

    private static List<String> keys(List<Step> steps) {
        return steps.stream().map(Step::key).toList();
    }
}
