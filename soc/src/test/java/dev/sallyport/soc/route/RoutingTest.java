package dev.sallyport.soc.route;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.notice.Samples;
import dev.sallyport.soc.notice.Severity;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** On a virtual clock, with rows as an outbox keeps them. */
final class RoutingTest implements Routing.Standing {
    private static final long MINUTE = 60_000;
    private static final Routes ROUTES = new Routes(
            Map.of(
                    Severity.CRITICAL, List.of("pager", "security"),
                    Severity.HIGH, List.of("security"),
                    Severity.MEDIUM, List.of("security"),
                    Severity.LOW, List.of("security"),
                    Severity.INFO, List.of("engineering")),
            List.of("pager"),
            Routes.ESCALATE_MILLIS,
            List.of("tickets"),
            List.of("siem"),
            Routes.COOL_DOWN_MILLIS,
            3);

    private final Routing routing = new Routing(ROUTES);
    private final Map<Owing.Key, Owed> rows = new LinkedHashMap<>();
    private final List<String> told = new ArrayList<>();
    private long now = Samples.NOON - Samples.NOON % 3_600_000;

    @Override
    public List<Owed> of(Notice notice, String incident) {
        return rows.values().stream()
                .filter(owed -> owed.owing().key().incident().equals(incident))
                .toList();
    }

    @Override
    public int since(Notice notice, String destination, long sinceMillis) {
        return (int) rows.values().stream()
                .filter(owed -> owed.owing().key().destination().equals(destination)
                        && owed.owing().key().kind() == Kind.OPENED
                        && owed.state() != Owed.State.WITHDRAWN
                        && owed.owing().createdMillis() >= sinceMillis)
                .count();
    }

    private void hear(Notice notice) {
        hear(routing, notice);
    }

    private void hear(Routing by, Notice notice) {
        for (Change change : by.plan(notice, this, now)) {
            switch (change) {
                case Change.Owe owe -> rows.putIfAbsent(owe.owing().key(), row(owe.owing(), Owed.State.WAITING, 0));
                case Change.Withdraw back ->
                    rows.computeIfPresent(back.key(), (key, owed) -> row(owed.owing(), Owed.State.WITHDRAWN, now));
            }
        }
        run(0);
    }

    private static Owed row(Owing owing, Owed.State state, long settled) {
        return new Owed(owing, state, settled > 0 && state == Owed.State.ACCEPTED ? 1 : 0, 0, settled, "", "", "");
    }

    /** Time passes, and what is due arrives. */
    private void run(long millis) {
        now += millis;
        for (Owed owed : List.copyOf(rows.values())) {
            if (owed.state() == Owed.State.WAITING && owed.owing().dueMillis() <= now) {
                rows.put(owed.owing().key(), row(owed.owing(), Owed.State.ACCEPTED, now));
                Owing.Key key = owed.owing().key();
                told.add(key.destination() + " " + key.kind().word() + " " + key.revision());
            }
        }
    }

    private List<String> told() {
        List<String> out = List.copyOf(told);
        told.clear();
        return out;
    }

    private static Notice notice(int revision, Kind kind, Severity severity) {
        return Samples.notice("inc_1", revision, kind, severity);
    }

    @Test
    void a_critical_incident_pages_at_once_and_gets_a_ticket() {
        hear(notice(1, Kind.OPENED, Severity.CRITICAL));
        assertEquals(List.of("pager opened 1", "security opened 1", "tickets opened 1", "siem opened 1"), told());
        run(60 * MINUTE);
        assertEquals(List.of(), told());
    }

    @Test
    void a_high_incident_pages_after_15_minutes_if_nobody_takes_it() {
        hear(notice(1, Kind.OPENED, Severity.HIGH));
        assertEquals(List.of("security opened 1", "tickets opened 1", "siem opened 1"), told());
        run(15 * MINUTE - 1);
        assertEquals(List.of(), told());
        run(1);
        assertEquals(List.of("pager escalated 1"), told());
        hear(notice(2, Kind.CLOSED, Severity.HIGH));
        assertEquals(
                List.of("siem closed 2", "security closed 2", "tickets closed 2", "pager closed 2")
                        .size(),
                told().size());
    }

    @Test
    void who_takes_or_closes_it_in_time_stops_the_escalation() {
        for (Kind kind : List.of(Kind.UPDATED, Kind.CLOSED)) {
            rows.clear();
            hear(notice(1, Kind.OPENED, Severity.HIGH));
            run(14 * MINUTE);
            Notice next = notice(2, kind, Severity.HIGH);
            hear(kind == Kind.CLOSED ? next : Samples.taken(next));
            told();
            run(60 * MINUTE);
            assertEquals(List.of(), told());
        }
    }

    @Test
    void medium_goes_to_the_security_channel_and_info_to_the_engineers() {
        hear(notice(1, Kind.OPENED, Severity.MEDIUM));
        assertEquals(List.of("security opened 1", "tickets opened 1", "siem opened 1"), told());
        rows.clear();
        hear(notice(1, Kind.OPENED, Severity.INFO));
        assertEquals(List.of("engineering opened 1", "tickets opened 1", "siem opened 1"), told());
    }

    @Test
    void updates_wait_for_the_cool_down_and_the_newest_overtakes_the_others() {
        hear(notice(1, Kind.OPENED, Severity.MEDIUM));
        told();
        for (int revision = 2; revision <= 6; revision++) {
            run(1000);
            hear(notice(revision, Kind.UPDATED, Severity.MEDIUM));
        }
        assertEquals(
                List.of("siem updated 2", "siem updated 3", "siem updated 4", "siem updated 5", "siem updated 6"),
                told());
        run(5 * MINUTE);
        assertEquals(List.of("security updated 6", "tickets updated 6"), told());
    }

    @Test
    void an_incident_that_becomes_critical_pages_at_once() {
        hear(notice(1, Kind.OPENED, Severity.MEDIUM));
        told();
        hear(notice(2, Kind.UPDATED, Severity.CRITICAL));
        assertTrue(told().contains("pager updated 2"));
    }

    @Test
    void an_incident_that_becomes_high_pages_15_minutes_later_if_nobody_takes_it() {
        hear(notice(1, Kind.OPENED, Severity.MEDIUM));
        hear(notice(2, Kind.UPDATED, Severity.HIGH));
        told();
        run(15 * MINUTE - 1);
        assertEquals(List.of(), told());
        run(1);
        assertEquals(List.of("pager escalated 2"), told());
        hear(notice(3, Kind.UPDATED, Severity.HIGH));
        run(60 * MINUTE);
        assertFalse(told().contains("pager escalated 3"), "once");
    }

    @Test
    void what_was_only_counted_pages_when_it_becomes_critical() {
        Routing alone = new Routing(new Routes(
                Map.of(Severity.LOW, List.of("security"), Severity.CRITICAL, List.of("pager")),
                List.of(),
                Routes.ESCALATE_MILLIS,
                List.of(),
                List.of(),
                Routes.COOL_DOWN_MILLIS,
                1));
        hear(alone, Samples.notice("inc_0", 1, Kind.OPENED, Severity.LOW));
        hear(alone, notice(1, Kind.OPENED, Severity.LOW));
        assertEquals(List.of("security opened 1"), told(), "the second is counted");
        hear(alone, notice(2, Kind.UPDATED, Severity.CRITICAL));
        assertEquals(List.of("pager updated 2"), told());
    }

    @Test
    void the_same_notice_heard_again_changes_nothing_and_an_older_one_neither() {
        Notice first = notice(1, Kind.OPENED, Severity.HIGH);
        Notice second = notice(2, Kind.UPDATED, Severity.HIGH);
        hear(first);
        hear(second);
        Map<Owing.Key, Owed> before = new LinkedHashMap<>(rows);
        hear(first);
        hear(second);
        hear(first);
        assertEquals(before, rows);
    }

    @Test
    void of_a_storm_a_channel_hears_a_count_while_tickets_and_machines_hear_everything() {
        for (int i = 1; i <= 50; i++) {
            Notice one = Samples.notice("inc_" + i, 1, Kind.OPENED, Severity.MEDIUM);
            hear(one);
            hear(one);
        }
        List<String> first = told();
        assertEquals(
                3, first.stream().filter(line -> line.startsWith("security")).count());
        assertEquals(
                50, first.stream().filter(line -> line.startsWith("tickets")).count());
        assertEquals(50, first.stream().filter(line -> line.startsWith("siem")).count());
        run(60 * MINUTE);
        assertEquals(List.of("security updated 47"), told());
        Owed digest = rows.values().stream()
                .filter(owed ->
                        owed.owing().key().incident().startsWith("digest.") && owed.state() == Owed.State.ACCEPTED)
                .findFirst()
                .orElseThrow();
        assertEquals(47, digest.owing().notice().counts().merged());
        hear(Samples.notice("inc_critical", 1, Kind.OPENED, Severity.CRITICAL));
        assertTrue(told().contains("pager opened 1"));
    }
}
