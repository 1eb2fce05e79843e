package dev.sallyport.soc.plane;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.alert.Raising;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.book.Cases;
import dev.sallyport.soc.book.Entry;
import dev.sallyport.soc.book.Mark;
import dev.sallyport.soc.bus.Bus;
import dev.sallyport.soc.detect.Detector;
import dev.sallyport.soc.detect.Match;
import dev.sallyport.soc.event.BusEvents;
import dev.sallyport.soc.event.PlaneEvents;
import dev.sallyport.soc.event.Seen;
import dev.sallyport.soc.response.Planning;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The plane's thread. What has a receipt it reads from the ledger, in the ledger's order; the bus tells it that there is something to read,
 * and brings what has no receipt. So a dropped event delays a detection until the next sweep and loses none, and a restart reads on from
 * where the last mark stands.
 *
 * <p>Threads: one, which owns everything but what is said to be shared. It writes alerts before it takes the next page, and its mark only
 * after everything before it is written; what it did after its last mark it does again after a restart, and finds it done.
 */
public final class Plane implements AutoCloseable {
    private static final int PAGE = 500;
    private static final int BATCH = 4_096;
    /** How often one event of the bus is told in vain, at least a rest apart, before it counts as lost. */
    private static final int MOST_FAILURES = 2_000;

    private static final long DROP_REPORT_MILLIS = 60_000;
    private static final long ADVANCE_MILLIS = 1_000;
    /** How much later than its time an event may come; a watermark stays behind the clock by that. */
    private static final long GRACE_MILLIS = 2_000;

    /**
     * What the plane works with.
     *
     * @param holder names this gateway among those that share the book
     * @param house the tenant to which the plane's own troubles are told
     */
    public record Parts(
            Bus bus,
            Records records,
            Book book,
            Cases cases,
            Detector.Factory detectors,
            Planning planning,
            PlaneListener listener,
            InstantSource clock,
            PlaneLimits limits,
            String holder,
            TenantId house) {}

    private final Parts parts;
    private final Map<TenantId, Watched> watched = new HashMap<>();
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Queue<String> noticed = new ConcurrentLinkedQueue<>();
    // What is to be detected with from the next round on; null when nothing changed.
    private final AtomicReference<Detector.@Nullable Factory> wanted = new AtomicReference<>();
    private final Thread thread;
    private volatile boolean leads;
    private Detector.Factory detectors;
    private long leadUntil;
    private int failures;
    private long sweepAt;
    private long markAt;
    private long advanceAt;
    private long droppedBefore;
    private long dropReportAt;

    private Plane(Parts parts) {
        this.parts = parts;
        this.detectors = parts.detectors();
        this.thread = Thread.ofPlatform().name("sallyport-soc").daemon(true).unstarted(this::run);
    }

    /** Begins to follow. */
    public static Plane start(Parts parts) {
        Plane plane = new Plane(parts);
        plane.thread.start();
        return plane;
    }

    /** Whether this gateway's plane detects, of several over one store. */
    public boolean leads() {
        return leads;
    }

    /** Tells rules something about the plane itself; shared. */
    public void notice(String event) {
        noticed.add(event);
    }

    /**
     * Detects with other rules from the next round on; those that read the same go on with what they remember. Shared.
     *
     * @param rules makes the detectors
     */
    public void reload(Detector.Factory rules) {
        wanted.set(rules);
    }

    /** Takes over what every detector remembers. A rule that reads otherwise begins anew. */
    private void renew() {
        Detector.Factory next = wanted.getAndSet(null);
        if (next != null) {
            detectors = next;
            watched.values()
                    .forEach(each -> each.detector(
                            restored(each.tenant(), each.detector().snapshot())));
        }
    }

    private void run() {
        Deque<Event> batch = new ArrayDeque<>();
        long taken = 0;
        boolean yields = false;
        while (ending.getCount() > 0) {
            // What a failed round did not come to is still there.
            int more = parts.bus().drainTo(batch, BATCH - batch.size());
            boolean busy = more > 0;
            taken += more;
            if (taken >= Yielding.AFTER_EVENTS && !yields) {
                Yielding.begin();
                yields = true;
            }
            try {
                round(batch);
            } catch (RuntimeException e) {
                // The thread's root: nothing after the last mark counts as done, so it is read again.
                parts.listener().trouble("a round of detection failed; what it read is read again", e);
                watched.clear();
                parts.cases().forget();
                busy = false;
            } catch (Error e) {
                // Nobody must believe that this gateway still detects.
                leads = false;
                parts.listener().trouble("detection ended", e);
                throw e;
            }
            if (!busy && rests()) {
                break;
            }
        }
        try {
            mark();
            if (leads) {
                // Whoever comes next need not wait for the lease to run out.
                parts.book()
                        .lead(
                                parts.holder(),
                                parts.clock().millis(),
                                parts.clock().millis());
            }
        } catch (RuntimeException e) {
            parts.listener().trouble("where detection stands could not be written", e);
        }
    }

    private boolean rests() {
        try {
            return ending.await(parts.limits().pollMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void round(Deque<Event> batch) {
        long now = parts.clock().millis();
        if (!leading(now)) {
            // What has a receipt the leader reads; what has none is lost here, and is counted as such.
            parts.bus().lost((int)
                    batch.stream().filter(event -> !BusEvents.isInLedger(event)).count());
            batch.clear();
            return;
        }
        renew();
        if (!batch.isEmpty() || now >= sweepAt) {
            sweepAt = now + parts.limits().sweepMillis();
            parts.records().tenants().forEach(this::followed);
        }
        heard(batch);
        own(now);
        if (now >= advanceAt) {
            advanceAt = now + ADVANCE_MILLIS;
            for (Watched each : List.copyOf(watched.values())) {
                List<Match> absent = each.detector().advance(now - GRACE_MILLIS);
                raise(each, absent, nothing(each, now));
                for (String signal : each.detector().signals()) {
                    single(
                            each,
                            PlaneEvents.integrity(
                                    each.tenant(),
                                    each.next() - 1,
                                    each.part(),
                                    now,
                                    PlaneEvents.DETECTOR,
                                    signal,
                                    "",
                                    ""));
                }
            }
        }
        if (now >= markAt) {
            markAt = now + parts.limits().markMillis();
            mark();
        }
    }

    /** Follows one tenant's record; that it can't be followed takes nothing from the others. */
    private void followed(TenantId tenant) {
        try {
            follow(tenant);
        } catch (RuntimeException e) {
            // The tenant's root: it is begun again where it was last written down.
            parts.listener()
                    .trouble("the record of " + tenant.value() + " could not be followed; it is tried again", e);
            watched.remove(tenant);
        }
    }

    private boolean leading(long now) {
        if (now >= leadUntil - parts.limits().leaseMillis() / 2) {
            long until = now + parts.limits().leaseMillis();
            boolean granted = parts.book().lead(parts.holder(), now, until);
            if (granted && !leads) {
                watched.clear();
                parts.cases().forget();
            }
            leads = granted;
            leadUntil = granted ? until : now + parts.limits().leaseMillis();
        }
        return leads;
    }

    private void follow(TenantId tenant) {
        Watched here = watched.computeIfAbsent(tenant, this::open);
        long end = parts.records().receiptCount(tenant);
        while (here.next() < end && ending.getCount() > 0) {
            List<SealedReceipt> page =
                    parts.records().receipts(tenant, here.next(), (int) Math.min(PAGE, end - here.next()));
            if (page.isEmpty()) {
                return;
            }
            List<Alert> alerts = new ArrayList<>();
            for (SealedReceipt sealed : page) {
                here.take(sealed).forEach(event -> detect(here, event, alerts));
            }
            fold(here, alerts);
        }
    }

    private Watched open(TenantId tenant) {
        Optional<Mark> mark = parts.book().mark(tenant);
        if (mark.isPresent()) {
            Mark at = mark.get();
            return new Watched(
                    tenant, parts.records(), restored(tenant, at.snapshot()), at.next(), at.part(), at.previousHash());
        }
        long from = Math.max(
                0, parts.records().receiptCount(tenant) - parts.limits().backlog());
        String before = from == 0 ? "0".repeat(64) : "";
        return new Watched(tenant, parts.records(), detectors.fresh(tenant), from, 0, before);
    }

    private Detector restored(TenantId tenant, byte[] snapshot) {
        try {
            return detectors.restored(tenant, snapshot);
        } catch (IllegalArgumentException e) {
            parts.listener().trouble("what detection remembered can't be read; it begins anew", e);
            return detectors.fresh(tenant);
        }
    }

    /** Tells rules what came over the bus. An event whose telling fails is told again in the next round, as are those behind it; not for ever. */
    private void heard(Deque<Event> batch) {
        for (Event event = batch.peek(); event != null; event = batch.peek()) {
            try {
                Watched here = watched.computeIfAbsent(event.tenant(), this::open);
                here.take(event).ifPresent(seen -> single(here, seen));
            } catch (RuntimeException e) {
                failures++;
                if (failures >= MOST_FAILURES) {
                    failures = 0;
                    batch.remove();
                    parts.bus().lost(1);
                }
                throw e;
            }
            failures = 0;
            batch.remove();
        }
    }

    /** What the plane noticed of itself. */
    private void own(long now) {
        Watched here = watched.computeIfAbsent(parts.house(), this::open);
        long dropped = parts.bus().dropped();
        if (dropped > droppedBefore && now >= dropReportAt) {
            dropReportAt = now + DROP_REPORT_MILLIS;
            single(
                    here,
                    PlaneEvents.dropped(parts.house(), here.next() - 1, here.part(), now, dropped - droppedBefore));
            droppedBefore = dropped;
        }
        for (String event = noticed.poll(); event != null; event = noticed.poll()) {
            single(
                    here,
                    PlaneEvents.integrity(
                            parts.house(), here.next() - 1, here.part(), now, event, "response", event, ""));
        }
    }

    private static Seen nothing(Watched here, long now) {
        return new Seen(
                here.tenant(),
                here.next() - 1,
                0,
                now,
                dev.sallyport.soc.event.Category.INTEGRITY,
                "soc.watermark",
                "",
                Map.of());
    }

    private void single(Watched here, Seen seen) {
        List<Alert> alerts = new ArrayList<>(1);
        detect(here, seen, alerts);
        fold(here, alerts);
    }

    private void raise(Watched here, List<Match> matches, Seen last) {
        List<Alert> alerts = new ArrayList<>(1);
        matches.forEach(
                match -> alerts.add(Raising.of(match, last, parts.clock().millis(), here::receiptAt)));
        fold(here, alerts);
    }

    private void detect(Watched here, Seen event, List<Alert> alerts) {
        List<Match> matches;
        try {
            matches = here.detector().take(event);
        } catch (RuntimeException e) {
            // A rule that fails on one event must not blind all others to the rest.
            parts.listener().trouble("detection failed on an event of " + here.tenant(), e);
            return;
        }
        for (Match match : matches) {
            alerts.add(Raising.of(match, event, parts.clock().millis(), here::receiptAt));
        }
    }

    private void fold(Watched here, List<Alert> alerts) {
        boolean marks = here.sinceMark() >= parts.limits().markReceipts();
        if (alerts.isEmpty() && !marks) {
            return;
        }
        Optional<Mark> mark = marks ? Optional.of(here.mark()) : Optional.empty();
        Cases.Folded folded = parts.cases().fold(here.tenant(), alerts, parts.planning()::of, mark);
        if (!folded.alerts().isEmpty()) {
            parts.listener().folded(folded);
        }
    }

    private void mark() {
        for (Watched each : watched.values()) {
            if (each.sinceMark() > 0 && leads) {
                parts.book().keep(each.tenant(), Entry.of(each.mark()));
            }
        }
    }

    /** Writes where it stands and ends; waits up to 10 seconds for it. */
    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
