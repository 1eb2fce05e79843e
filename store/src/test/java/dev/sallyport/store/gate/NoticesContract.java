package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.testkit.ManualClock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every outbox of notices does. Two of them may stand for two gateways on one database. */
public abstract class NoticesContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final long NOON = ManualClock.START_MILLIS;
    private static final long LEASE = 1000;

    /** The outbox as that gateway sees it. */
    protected abstract NoticeOutbox of(int who);

    /** Closes it. */
    @AfterEach
    protected abstract void close();

    private static Owing owing(TenantId tenant, String incident, String where, int revision, Kind kind, long due) {
        return Owing.of(SampleNotices.notice(tenant, incident, revision, kind), where, NOON, due);
    }

    private static Owing opened(String incident) {
        return owing(ACME, incident, "pager", 1, Kind.OPENED, NOON);
    }

    private int owe(Owing... all) {
        List<Change> changes = new ArrayList<>();
        for (Owing one : all) {
            changes.add(new Change.Owe(one));
        }
        return of(0).apply(changes);
    }

    private Owed claim(long now) {
        return of(1).claim("pager", now, LEASE).orElseThrow(() -> new AssertionError("nothing is due"));
    }

    @Test
    void one_notice_is_owed_per_tenant_incident_destination_revision_and_kind() {
        Owing[] all = {
            opened("inc_1"),
            owing(ACME, "inc_1", "pager", 1, Kind.ESCALATED, NOON + 900_000),
            owing(ACME, "inc_1", "pager", 2, Kind.UPDATED, NOON),
            owing(ACME, "inc_1", "tickets", 1, Kind.OPENED, NOON),
            owing(GLOBEX, "inc_1", "pager", 1, Kind.OPENED, NOON)
        };
        assertEquals(5, owe(all));
        assertEquals(0, owe(all));
        assertEquals(4, of(1).of(ACME, "inc_1").size());
        assertEquals(
                new Owed(all[0], Owed.State.WAITING, 0, 0, 0, "", "", ""),
                of(1).of(ACME, "inc_1").getFirst());
        assertEquals(1, of(1).of(GLOBEX, "inc_1").size());
        assertEquals(1, of(1).since(ACME, "pager", NOON));
        assertEquals(0, of(1).since(ACME, "pager", NOON + 1));
    }

    @Test
    void what_is_claimed_is_nobody_elses_until_the_lease_is_over() {
        owe(opened("inc_1"));
        assertEquals(1, claim(NOON).attempts());
        assertTrue(of(0).claim("pager", NOON + LEASE - 1, LEASE).isEmpty());
        assertEquals(2, claim(NOON + LEASE).attempts());
        assertTrue(of(0).claim("tickets", NOON + LEASE, LEASE).isEmpty());
    }

    @Test
    void a_later_notice_of_an_incident_waits_for_the_earlier_one_but_not_for_one_that_is_only_planned() {
        Owing first = opened("inc_1");
        Owing second = owing(ACME, "inc_1", "pager", 2, Kind.UPDATED, NOON);
        owe(second, first, owing(ACME, "inc_1", "pager", 1, Kind.ESCALATED, NOON + 900_000));
        assertEquals(first, claim(NOON).owing());
        assertTrue(of(0).claim("pager", NOON + 1, LEASE).isEmpty());
        of(0).settle(new Attempt.Again(first.key(), NOON + 5000, "status 503", true));
        assertTrue(of(0).claim("pager", NOON + 4999, LEASE).isEmpty());
        assertEquals("status 503", claim(NOON + 5000).why());
        of(0).settle(new Attempt.Accepted(first.key(), NOON + 5001, "ts-1", ""));
        Owed next = claim(NOON + 5002);
        assertEquals(second, next.owing());
        assertEquals("ts-1", next.earlier());
    }

    @Test
    void that_something_is_being_made_is_known_until_its_end_is() {
        Owing one = opened("inc_1");
        owe(one);
        claim(NOON);
        of(1).creating(one.key(), NOON + 1);
        assertEquals(NOON + 1, claim(NOON + LEASE).creatingMillis());
        of(0).settle(new Attempt.Again(one.key(), NOON + 2000, "no answer", true));
        assertEquals(NOON + 1, claim(NOON + 2000).creatingMillis());
        of(0).settle(new Attempt.Again(one.key(), NOON + 4000, "status 429", false));
        assertEquals(0, claim(NOON + 4000).creatingMillis());
    }

    @Test
    void what_was_not_begun_can_be_taken_back_and_nothing_else() {
        Owing planned = owing(ACME, "inc_1", "pager", 1, Kind.ESCALATED, NOON + 900_000);
        Owing begun = opened("inc_2");
        owe(planned, begun);
        claim(NOON);
        Change.Withdraw[] both = {
            new Change.Withdraw(planned.key(), NOON + 1, "taken in time"),
            new Change.Withdraw(begun.key(), NOON + 1, "taken in time")
        };
        assertEquals(1, of(0).apply(List.of(both)));
        Owed back = of(0).of(ACME, "inc_1").getFirst();
        assertEquals(Owed.State.WITHDRAWN, back.state());
        assertEquals("taken in time", back.why());
        assertEquals(Owed.State.WAITING, of(0).of(ACME, "inc_2").getFirst().state());
        assertTrue(of(0).claim("pager", NOON + 900_000, LEASE)
                .filter(owed -> owed.owing().equals(planned))
                .isEmpty());
    }

    @Test
    void a_dead_letter_stays_with_its_reason_and_is_sent_again_when_somebody_says_so() {
        Owing one = opened("inc_1");
        owe(one, owing(GLOBEX, "inc_1", "pager", 1, Kind.OPENED, NOON));
        of(0).settle(new Attempt.Dead(one.key(), NOON + 8, "status 400"));
        of(0).settle(new Attempt.Accepted(one.key(), NOON + 9, "late", ""));
        Owed dead = of(1).dead(ACME, 10).getFirst();
        assertEquals("status 400", dead.why());
        assertEquals(List.of(), of(1).dead(GLOBEX, 10));
        assertTrue(of(1).again(one.key(), NOON + 50));
        assertFalse(of(1).again(one.key(), NOON + 50));
        assertEquals(List.of(), of(1).dead(ACME, 10));
        claim(NOON + 49); // the other tenant's
        assertEquals(one.key(), claim(NOON + 50).owing().key());
    }

    @Test
    void a_dead_letter_is_not_sent_again_after_its_incident_was_told_to_be_over() {
        Owing one = opened("inc_1");
        Owing over = owing(ACME, "inc_1", "pager", 2, Kind.CLOSED, NOON);
        owe(one, over);
        of(0).settle(new Attempt.Dead(one.key(), NOON + 8, "status 400"));
        of(0).settle(new Attempt.Accepted(over.key(), NOON + 9, "", ""));
        assertFalse(of(1).again(one.key(), NOON + 50));
    }

    @Test
    void what_was_settled_is_forgotten_later() {
        Owing taken = opened("inc_1");
        Owing idle = opened("inc_2");
        owe(taken, idle, opened("inc_3"));
        of(0).settle(new Attempt.Accepted(taken.key(), NOON + 7, "ref", "labels dropped"));
        of(0).settle(new Attempt.Idle(idle.key(), NOON + 8, "nothing there"));
        assertEquals("labels dropped", of(1).of(ACME, "inc_1").getFirst().why());
        assertEquals(1, of(1).forget(NOON + 8));
        assertEquals(List.of(), of(0).of(ACME, "inc_1"));
        assertEquals(Owed.State.IDLE, of(0).of(ACME, "inc_2").getFirst().state());
        assertEquals(1, of(0).of(ACME, "inc_3").size());
    }

    @Test
    void of_many_claims_at_once_each_notice_goes_to_one() throws InterruptedException {
        for (int i = 0; i < 40; i++) {
            owe(opened("inc_" + i));
        }
        ConcurrentLinkedQueue<String> claimed = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int who = 0; who < 4; who++) {
                int me = who;
                threads.execute(() -> {
                    for (int round = 0; round < 15; round++) {
                        of(me % 2)
                                .claim("pager", NOON, LEASE)
                                .ifPresent(
                                        owed -> claimed.add(owed.owing().key().incident()));
                    }
                });
            }
        }
        assertEquals(40, claimed.size());
        assertEquals(40, claimed.stream().distinct().count());
    }
}
