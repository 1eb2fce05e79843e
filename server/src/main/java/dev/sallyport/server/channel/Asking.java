package dev.sallyport.server.channel;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.server.config.Channel;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees which approvals wait and which are over, and owes each channel its message. It looks at the records themselves, so what
 * was held while it did not look, or just before a crash, is asked as well; events only make it look sooner.
 */
final class Asking implements AutoCloseable {
    private static final int PAGE = 200;
    private static final int MOST = 5_000;
    private static final long IDLE_MILLIS = 1_000;
    /** What is held within this time is written down together. */
    private static final long GATHER_MILLIS = 20;

    private static final long CLOSED_LIFE_MILLIS = 60 * 60 * 1000L;
    private static final long KEPT_MILLIS = 30 * 24 * 60 * 60 * 1000L;
    private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

    private record Key(TenantId tenant, ApprovalId id) {}

    private final Records records;
    private final Outbox outbox;
    private final List<Channel> channels;
    private final Map<String, Courier> couriers;
    private final InstantSource clock;
    private final Semaphore bell = new Semaphore(0);
    private final Thread thread;
    // Owned by the thread.
    private final Map<Key, Approval> open = new HashMap<>();
    private long forgotMillis;
    private long wholeNanos;

    Asking(Records records, Outbox outbox, List<Channel> channels, Map<String, Courier> couriers, InstantSource clock) {
        this.records = records;
        this.outbox = outbox;
        this.channels = List.copyOf(channels);
        this.couriers = Map.copyOf(couriers);
        this.clock = clock;
        this.wholeNanos = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
        this.thread = Thread.ofVirtual().name("sallyport-asking").start(this::run);
    }

    /** Something was held or answered. */
    void wake() {
        bell.release();
    }

    private void run() {
        while (true) {
            try {
                if (bell.tryAcquire(IDLE_MILLIS, TimeUnit.MILLISECONDS)) {
                    Thread.sleep(GATHER_MILLIS);
                }
                bell.drainPermits();
                boolean whole = System.nanoTime() - wholeNanos >= TimeUnit.MILLISECONDS.toNanos(IDLE_MILLIS);
                round(whole);
                wholeNanos = whole ? System.nanoTime() : wholeNanos;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                // The thread's root: it looks again in a moment, and owes then what it did not owe now.
                LOG.error("what waits for people could not be looked at", e);
            }
        }
    }

    /** @param whole whether to look at everything that waits, and at what is over, and not only at what is new */
    private void round(boolean whole) {
        Map<Key, Approval> waiting = new HashMap<>();
        for (TenantId tenant : channels.stream().map(Channel::tenant).distinct().toList()) {
            waiting(tenant, whole).forEach(approval -> waiting.put(new Key(tenant, approval.id()), approval));
        }
        List<Delivery> owed = new ArrayList<>();
        Map<Key, Approval> fresh = new HashMap<>(waiting);
        fresh.keySet().removeAll(open.keySet());
        fresh.values().forEach(a -> owe(a, Revision.ASKED, a.createdMillis(), a.expiresMillis(), owed));
        Map<Key, Approval> over = whole ? over(waiting) : Map.of();
        long now = clock.millis();
        over.values().forEach(a -> owe(a, Revision.CLOSED, now, now + CLOSED_LIFE_MILLIS, owed));
        if (!owed.isEmpty()) {
            outbox.add(owed);
            couriers.values().forEach(Courier::wake);
        }
        // Only now: what could not be written is owed again on the next round.
        open.putAll(fresh);
        open.keySet().removeAll(over.keySet());
        forget(now);
    }

    /** What waited and does so no more; a list that is read in pages can miss one that still waits. */
    private Map<Key, Approval> over(Map<Key, Approval> waiting) {
        Map<Key, Approval> over = new HashMap<>(open);
        over.keySet().removeAll(waiting.keySet());
        over.keySet()
                .removeIf(key -> records.approval(key.tenant(), key.id())
                        .filter(approval -> approval.status() == ApprovalStatus.PENDING)
                        .isPresent());
        return over;
    }

    /** The newest first; if not all are wanted, up to the first page that brings nothing new. */
    private List<Approval> waiting(TenantId tenant, boolean whole) {
        List<Approval> all = new ArrayList<>();
        for (int offset = 0; offset < MOST; offset += PAGE) {
            List<Approval> page = records.approvals(tenant, Optional.of(ApprovalStatus.PENDING), PAGE, offset);
            all.addAll(page);
            boolean known = page.stream().allMatch(a -> open.containsKey(new Key(tenant, a.id())));
            if (page.size() < PAGE || (known && !whole)) {
                break;
            }
        }
        return all;
    }

    private void owe(Approval approval, Revision revision, long from, long until, List<Delivery> owed) {
        for (Channel channel : channels) {
            if (channel.asks(approval.tenant(), approval.group())) {
                owed.add(new Delivery(
                        new Delivery.Key(approval.tenant(), approval.id(), channel.name(), revision), from, until));
            }
        }
    }

    private void forget(long now) {
        if (now - forgotMillis > CLOSED_LIFE_MILLIS) {
            outbox.forget(now - KEPT_MILLIS);
            forgotMillis = now;
        }
    }

    @Override
    public void close() {
        Books.end(thread);
    }
}
