package dev.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.delivery.Attempted;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Owed;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every outbox does. Two of them may stand for two gateways on one database. */
public abstract class OutboxContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final ApprovalId HELD = new ApprovalId("apr_1");
    private static final long NOON = ManualClock.START_MILLIS;
    private static final long LEASE = 1000;

    /** The outbox as that gateway sees it. */
    protected abstract Outbox of(int who);

    /** Closes it. */
    @AfterEach
    protected abstract void close();

    private static Delivery delivery(TenantId tenant, String approval, String channel, Revision revision, long at) {
        return new Delivery(new Delivery.Key(tenant, new ApprovalId(approval), channel, revision), at, at + 60_000);
    }

    private static Delivery asked(String approval, long at) {
        return delivery(ACME, approval, "slack", Revision.ASKED, at);
    }

    @Test
    void one_message_is_owed_per_approval_channel_and_revision_however_often_it_is_added() {
        List<Delivery> four = List.of(
                asked("apr_1", NOON),
                delivery(ACME, "apr_1", "slack", Revision.CLOSED, NOON),
                delivery(ACME, "apr_1", "teams", Revision.ASKED, NOON),
                delivery(GLOBEX, "apr_1", "slack", Revision.ASKED, NOON));
        assertEquals(4, of(0).add(four));
        assertEquals(0, of(1).add(four));
        assertEquals(3, of(1).of(ACME, HELD).size());
        assertEquals(1, of(0).of(GLOBEX, HELD).size());
        assertEquals(
                new Owed(four.get(0), Owed.State.WAITING, 0, 0, "", ""),
                of(1).of(ACME, HELD).getFirst());
    }

    @Test
    void what_is_claimed_is_nobody_elses_until_the_lease_is_over() {
        of(0).add(List.of(asked("apr_1", NOON)));
        assertEquals(1, of(0).claim("slack", NOON, LEASE, 10).size());
        assertEquals(List.of(), of(1).claim("slack", NOON + LEASE - 1, LEASE, 10));
        Owed second = of(1).claim("slack", NOON + LEASE, LEASE, 10).getFirst();
        assertEquals(2, second.attempts());
    }

    @Test
    void only_that_channels_due_deliveries_are_claimed_the_longest_due_first_and_no_more_than_asked() {
        of(0).add(List.of(
                asked("apr_2", NOON + 2),
                asked("apr_1", NOON + 1),
                asked("apr_9", NOON + 9),
                asked("apr_3", NOON + 3),
                delivery(ACME, "apr_1", "teams", Revision.ASKED, NOON)));
        List<String> claimed = of(1).claim("slack", NOON + 5, LEASE, 2).stream()
                .map(owed -> owed.delivery().key().approval().value())
                .toList();
        assertEquals(List.of("apr_1", "apr_2"), claimed);
        assertEquals(1, of(1).claim("slack", NOON + 5, LEASE, 10).size());
        assertEquals(List.of(), of(1).claim("pager", NOON + 5, LEASE, 10));
    }

    @Test
    void an_attempt_that_failed_is_due_again_and_says_why() {
        Delivery one = asked("apr_1", NOON);
        of(0).add(List.of(one));
        of(0).claim("slack", NOON, LEASE, 10);
        of(0).settle(List.of(new Attempted.Again(one.key(), NOON + 5000, "status 503")));
        assertEquals(List.of(), of(1).claim("slack", NOON + 4999, LEASE, 10));
        Owed next = of(1).claim("slack", NOON + 5000, LEASE, 10).getFirst();
        assertEquals(2, next.attempts());
        assertEquals("status 503", next.why());
    }

    @Test
    void what_was_settled_for_good_stays_so_and_is_forgotten_later() {
        Delivery taken = asked("apr_1", NOON);
        Delivery dead = asked("apr_2", NOON);
        of(0).add(List.of(taken, dead, asked("apr_3", NOON)));
        of(0).settle(List.of(
                new Attempted.Accepted(taken.key(), NOON + 7, "1700000000.000100"),
                new Attempted.Dead(dead.key(), NOON + 8, "expired")));
        of(1).settle(List.of(
                new Attempted.Dead(taken.key(), NOON + 9, "late"), new Attempted.Again(dead.key(), NOON + 9, "late")));
        assertEquals(
                new Owed(taken, Owed.State.ACCEPTED, 0, NOON + 7, "1700000000.000100", ""),
                of(1).of(ACME, HELD).getFirst());
        assertEquals(1, of(1).claim("slack", NOON + 60_000, LEASE, 10).size());
        assertEquals(1, of(0).forget(NOON + 8));
        assertEquals(List.of(), of(0).of(ACME, HELD));
        assertEquals(1, of(0).of(ACME, new ApprovalId("apr_2")).size());
        assertEquals(1, of(0).of(ACME, new ApprovalId("apr_3")).size());
    }

    @Test
    void of_many_claims_at_once_each_delivery_goes_to_one() throws InterruptedException {
        List<Delivery> many = IntStream.range(0, 60)
                .mapToObj(i -> asked("apr_" + i, NOON + i))
                .toList();
        of(0).add(many);
        ConcurrentLinkedQueue<Delivery> claimed = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int who = 0; who < 6; who++) {
                int me = who;
                threads.execute(() -> {
                    for (int round = 0; round < 10; round++) {
                        of(me).claim("slack", NOON + 1000, LEASE, 5).forEach(owed -> claimed.add(owed.delivery()));
                    }
                });
            }
        }
        List<Delivery> all = new ArrayList<>(claimed);
        all.sort((a, b) -> Long.compare(a.createdMillis(), b.createdMillis()));
        assertEquals(many, all);
    }
}
