package dev.sallyport.server.trail;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the audit trail: follows the ledger, so that every receipt gets its line whatever the queue of events dropped, the
 * disk refused or a crash lost; and takes from the queue what has no receipt, as counts where it is too many. The queue also wakes it.
 */
public final class AuditFollower implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditFollower.class);
    private static final long PATIENCE_MILLIS = 10_000;
    private static final long TICK_MILLIS = 500;

    /**
     * How long lines that can be derived from the ledger again are gathered before they are written, and how far apart writings are at least of
     * lines that can't: the trail's syncs go to the disk on which releases wait for theirs, and whoever sends bad credentials must not have one for each.
     */
    private static final long GATHER_MILLIS = 50;

    /** How many lines without a receipt wait for a disk that takes none. */
    private static final int MOST_KEPT = 100_000;

    private static final long TERM_MILLIS = 60_000;
    private static final int PAGE = 500;

    private final EventQueue queue;
    private final Records records;
    private final InstantSource clock;
    private final AuditTrail trail;
    private final Thread reader;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Queue<Owed> owed = new ConcurrentLinkedQueue<>();
    private long droppedBefore;
    private volatile boolean troubled; // written by the reader
    private long termAtMillis;
    private long writtenMillis;
    // Lines that no receipt makes again, until they are written; what finds no room is lost and counted.
    private final List<JsonObject> onlyHere = new ArrayList<>();
    private long lost;

    /**
     * Opens the trail and begins to follow.
     *
     * @throws IOException if the trail can't be read or written
     */
    public AuditFollower(
            EventQueue queue, Records records, Path folder, AuditKey key, InstantSource clock, TrailLimits limits)
            throws IOException {
        this.queue = queue;
        this.records = records;
        this.clock = clock;
        this.trail = AuditTrail.open(folder, key, clock, limits);
        this.reader = Thread.ofPlatform().name("sallyport-audit").daemon(true).start(this::run);
    }

    private void run() {
        resumed();
        while (ending.getCount() > 0) {
            try {
                List<Event> batch = queue.take(TICK_MILLIS, TimeUnit.MILLISECONDS);
                if (!batch.isEmpty() && !ending.await(pause(batch), TimeUnit.MILLISECONDS)) {
                    queue.drainTo(batch);
                }
                step(batch);
                writtenMillis = clock.millis();
            } catch (InterruptedException e) {
                break;
            }
        }
        List<Event> rest = new ArrayList<>();
        queue.drainTo(rest);
        step(rest);
        try {
            trail.close();
        } catch (IOException e) {
            LOG.warn("the audit trail could not be closed", e);
        }
    }

    private long pause(List<Event> batch) {
        return batch.stream().anyMatch(AuditFollower::isOnlyHere)
                ? Math.clamp(GATHER_MILLIS - (clock.millis() - writtenMillis), 0, GATHER_MILLIS)
                : GATHER_MILLIS;
    }

    private void resumed() {
        try {
            long behind = records.tenants().stream()
                    .mapToLong(t -> records.receiptCount(t) - trail.next(t.value()))
                    .filter(n -> n > 0)
                    .sum();
            if (behind > 0) {
                trail.resumed(behind);
            }
        } catch (IOException e) {
            LOG.warn("the audit trail can't be written", e);
        }
    }

    /** Whether the newest lines could not be written; they are, once they can be. */
    public boolean isTroubled() {
        return troubled;
    }

    private record Owed(Event event, CompletableFuture<Boolean> written) {}

    /**
     * Writes the line of an event that must not be lost, and waits until it is on the disk.
     *
     * @throws IOException if it is not within {@value #PATIENCE_MILLIS} ms
     */
    public void write(Event event) throws IOException {
        Owed line = new Owed(event, new CompletableFuture<>());
        owed.add(line);
        wake();
        try {
            line.written().get(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while a line of the audit trail was written", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException("a line of the audit trail could not be written", e);
        } finally {
            owed.remove(line);
        }
    }

    private void wake() {
        queue.emit(new Event(EventName.SERVICE_STOP, new TenantId("default"), 0, "wake", Map.of()));
    }

    private void writeOwed() throws IOException {
        List<Owed> lines = List.copyOf(owed);
        if (!lines.isEmpty()) {
            trail.append(lines.stream().map(l -> AuditForm.of(l.event())).toArray(JsonObject[]::new));
            trail.sync();
            owed.removeAll(lines);
            lines.forEach(line -> line.written().complete(true));
        }
    }

    private void step(List<Event> batch) {
        batch.stream().filter(AuditFollower::isOnlyHere).map(AuditForm::of).forEach(this::keep);
        queue.omitted().forEach(omitted -> keep(AuditForm.of(omitted, clock.millis())));
        try {
            writeOwed();
            Optional<RuntimeException> fault = followAll();
            if (!onlyHere.isEmpty()) {
                trail.append(onlyHere.toArray(JsonObject[]::new));
                onlyHere.clear();
            }
            trail.sync();
            if (fault.isPresent()) {
                throw fault.get();
            }
            if (clock.millis() >= termAtMillis) {
                trail.keepTerm();
                termAtMillis = clock.millis() + TERM_MILLIS;
            }
            troubled = false;
        } catch (IOException | RuntimeException e) {
            // The thread's root: the ledger keeps what is missing here, and the next round writes it.
            if (!troubled) {
                LOG.warn("the audit trail can't be written; it is filled from the ledger later", e);
            }
            troubled = true;
        }
        long dropped = queue.dropped() + lost;
        if (dropped > droppedBefore) {
            LOG.warn("{} audit events were dropped; every receipt still gets its line", dropped - droppedBefore);
            droppedBefore = dropped;
        }
    }

    /** That one tenant's record can't be read takes nothing from the others, nor from what has no receipt. */
    private Optional<RuntimeException> followAll() throws IOException {
        Optional<RuntimeException> fault = Optional.empty();
        for (TenantId tenant : records.tenants()) {
            try {
                follow(tenant);
            } catch (RuntimeException e) {
                fault = Optional.of(e);
            }
        }
        return fault;
    }

    private void keep(JsonObject line) {
        if (onlyHere.size() < MOST_KEPT) {
            onlyHere.add(line);
        } else {
            lost++;
        }
    }

    /** Whether the event has no receipt from which its line could be made again. */
    private static boolean isOnlyHere(Event event) {
        return event.receiptId().isEmpty();
    }

    private void follow(TenantId tenant) throws IOException {
        long end = records.receiptCount(tenant);
        while (trail.next(tenant.value()) < end) {
            long from = trail.next(tenant.value());
            List<SealedReceipt> page = records.receipts(tenant, from, (int) Math.min(PAGE, end - from));
            if (page.isEmpty()) {
                return;
            }
            trail.append(page.stream()
                    .map(receipt -> AuditForm.of(tenant.value(), receipt))
                    .toArray(JsonObject[]::new));
            trail.sync();
        }
    }

    /** Writes what waits and stops. */
    @Override
    public void close() {
        ending.countDown();
        // Not by interrupting: that would close the file under a write. An event of a receipt writes nothing and wakes.
        wake();
        try {
            reader.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
