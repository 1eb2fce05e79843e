package dev.sallyport.server.telemetry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.telemetry.Aggregator;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.DeletionToken;
import dev.sallyport.govern.telemetry.Fired;
import dev.sallyport.govern.telemetry.Flagged;
import dev.sallyport.govern.telemetry.TelemetrySink;
import dev.sallyport.govern.telemetry.ToolWord;
import dev.sallyport.govern.telemetry.Vocabulary;
import dev.sallyport.ledger.note.Ed25519Key;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Telemetry of one install, off until an operator switches it on.
 *
 * <p>Doors offer reports to a bounded queue; {@link #round} counts what is in it, ends windows, and ships. Only the tenant of the install is
 * counted: its operator is who agreed. Thread-safe: the queue is for any number of threads, everything else is done under one lock, and no lock
 * is held while something is sent.
 */
public final class Telemetry implements TelemetrySink {
    private static final Logger LOG = LoggerFactory.getLogger(Telemetry.class);
    private static final int QUEUE = 65_536;

    private sealed interface Report {
        record Call(String word) implements Report {}

        record Shields(Fired fired) implements Report {}

        record Flag(Flagged flagged) implements Report {}
    }

    private final TenantId tenant;
    private final TelemetryFolder folder;
    private final Optional<Endpoint> endpoint;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Vocabulary vocabulary;
    private final ArrayBlockingQueue<Report> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder dropped = new LongAdder();
    private final Shipping shipping;
    // Read by doors without the lock.
    private volatile boolean on;
    // Guarded by this.
    private Optional<Aggregator> aggregator = Optional.empty();

    /**
     * Telemetry as it was left.
     *
     * @param tenant whose actions are counted, and whose operator may switch
     * @param folder in the data directory
     * @param endpoint where it goes; without one it can't be switched on
     */
    public Telemetry(
            TenantId tenant,
            Path folder,
            Optional<Endpoint> endpoint,
            InstantSource clock,
            SecureRandom random,
            Vocabulary vocabulary) {
        this.tenant = tenant;
        this.folder = new TelemetryFolder(folder);
        this.endpoint = endpoint;
        this.clock = clock;
        this.random = random;
        this.vocabulary = vocabulary;
        this.shipping = new Shipping(this.folder, clock);
    }

    /** Goes on if it was on at the last stop and still has somewhere to go. */
    public synchronized void resume() {
        try {
            if (folder.isOn() && endpoint.isPresent()) {
                begin();
            } else if (folder.isOn()) {
                LOG.warn("telemetry was on, and the configuration names no collector any more: nothing is counted");
            }
        } catch (IOException e) {
            LOG.error("telemetry can't go on; it stays off", e);
        }
    }

    private void begin() throws IOException {
        Supplier<UUID> ids = () -> {
            byte[] bytes = new byte[2 * Long.BYTES];
            random.nextBytes(bytes);
            java.nio.ByteBuffer longs = java.nio.ByteBuffer.wrap(bytes);
            return new UUID(
                    (longs.getLong() & ~0xF000L) | 0x4000L,
                    (longs.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L);
        };
        Aggregator next =
                new Aggregator(CustomerId.of(folder.key(random).verifierKey()), vocabulary, ids, clock.millis());
        folder.window().ifPresent(next::resume);
        aggregator = Optional.of(next);
        on = true;
    }

    /**
     * Switches on, and makes the customer's id if there is none.
     *
     * @throws IllegalStateException if the configuration names no collector
     */
    public synchronized CustomerId switchOn() throws IOException {
        if (endpoint.isEmpty()) {
            throw new IllegalStateException("the configuration names no collector");
        }
        if (!on) {
            folder.on();
            begin();
        }
        return customer().orElseThrow();
    }

    /** Switches off: nothing is counted or sent from now on, and what was not sent is thrown away. What was sent stays where it is. */
    public synchronized void switchOff() throws IOException {
        on = false;
        aggregator = Optional.empty();
        queue.clear();
        folder.off();
    }

    @Override
    public void intercepted(TenantId whose, long timeMillis, String tool) {
        offer(whose, new Report.Call(ToolWord.of(tool)));
    }

    @Override
    public void fired(Fired fired) {
        offer(fired.tenant(), new Report.Shields(fired));
    }

    @Override
    public void flagged(Flagged flagged) {
        offer(flagged.tenant(), new Report.Flag(flagged));
    }

    private void offer(TenantId whose, Report report) {
        if (on && whose.equals(tenant) && !queue.offer(report)) {
            dropped.increment();
        }
    }

    /**
     * Counts what was reported and ends the windows that are over.
     *
     * @return whether something is ready to be sent
     */
    public synchronized boolean count() throws IOException {
        if (aggregator.isEmpty()) {
            return false;
        }
        Aggregator counted = aggregator.get();
        List<Report> reports = new ArrayList<>();
        queue.drainTo(reports);
        List<Aggregator.Batch> ended = counted.close(clock.millis());
        for (Aggregator.Batch batch : ended) {
            folder.wait(batch.window().number(), batch.bytes());
        }
        for (Report report : reports) {
            switch (report) {
                case Report.Call call -> counted.intercepted(call.word());
                case Report.Shields shields -> counted.fired(shields.fired());
                case Report.Flag flag -> counted.flagged(flag.flagged());
            }
        }
        if (!reports.isEmpty() || !ended.isEmpty()) {
            folder.keep(counted.kept());
        }
        return !folder.waiting().isEmpty();
    }

    /** Counts, and ships what is ready; each batch goes into the audit trail first. */
    public void round(Shipping.Trail trail) throws IOException {
        if (count()) {
            shipping.ship(new Wire(endpoint.orElseThrow()), endpoint.orElseThrow(), trail, () -> on);
        }
    }

    /** Whose telemetry this is. */
    public TenantId tenant() {
        return tenant;
    }

    /** The customer's id, if telemetry was ever on. */
    public synchronized Optional<CustomerId> customer() throws IOException {
        return folder.key().map(key -> CustomerId.of(key.verifierKey()));
    }

    /** Whether it is on, and where it goes. */
    public synchronized JsonObject status() throws IOException {
        JsonObject.Builder out = JsonObject.builder().put("on", on);
        endpoint.ifPresent(e -> out.put("collector", e.url().toString()));
        customer().ifPresent(id -> out.put("customer", id.wire()));
        return out.put("waiting", folder.waiting().size())
                .put("dropped", dropped.sum())
                .put("refused", aggregator.map(Aggregator::refused).orElse(0L))
                .build();
    }

    /** A request that would leave. */
    public record Outgoing(String window, boolean isOpen, byte[] request) {}

    /** Every byte that would leave from now on: the batches that wait, and the open window as it stands. */
    public synchronized List<Outgoing> show() throws IOException {
        List<Outgoing> out = new ArrayList<>();
        if (endpoint.isEmpty() || aggregator.isEmpty()) {
            return out;
        }
        count();
        for (TelemetryFolder.Waiting batch : folder.waiting()) {
            out.add(outgoing(batch.window(), false, batch.bytes()));
        }
        aggregator.get().open().ifPresent(b -> out.add(outgoing(b.window().number(), true, b.bytes())));
        return out;
    }

    private Outgoing outgoing(long window, boolean isOpen, byte[] batch) {
        return new Outgoing(
                new dev.sallyport.govern.telemetry.Window(window).wire(),
                isOpen,
                endpoint.orElseThrow().post(Shipping.PATH, batch));
    }

    /**
     * Orders the deletion of everything that was shipped.
     *
     * @return what the collector signed about the order
     * @throws IllegalStateException if there is no collector, or telemetry was never on
     */
    public Wire.Answer delete() throws IOException {
        Ed25519Key key = customerKey();
        byte[] token = dev.sallyport.server.http.JsonText.bytes(
                DeletionToken.sign(key, clock.millis()).form());
        Endpoint to = endpoint.orElseThrow();
        return new Wire(to).exchange(to.post("/delete", token));
    }

    /** What the collector signed about the newest order. */
    public Wire.Answer deletion() throws IOException {
        String commitment = CustomerId.of(customerKey().verifierKey()).commitment();
        Endpoint to = endpoint.orElseThrow();
        return new Wire(to).exchange(to.get("/deletions/" + commitment));
    }

    private synchronized Ed25519Key customerKey() throws IOException {
        if (endpoint.isEmpty()) {
            throw new IllegalStateException("the configuration names no collector");
        }
        return folder.key().orElseThrow(() -> new IllegalStateException("telemetry was never on"));
    }
}
