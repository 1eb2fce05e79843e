package dev.sallyport.server.collector;

import dev.sallyport.govern.collector.Collector;
import dev.sallyport.govern.collector.Deletion;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.telemetry.Endpoint;
import dev.sallyport.server.telemetry.Wire;
import dev.sallyport.server.wiring.Rounds;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.server.wiring.TlsKeys;
import dev.sallyport.store.database.DataLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStoreException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running collector: one process, one folder. Thread-safe. */
public final class CollectorServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CollectorServer.class);
    private static final long IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 16_384;
    private static final long HOUR_MILLIS = 60 * 60_000L;
    private static final long MINUTE_MILLIS = 60_000;

    /** Every batch is read to be compared with its hash: of a folder each hour, of a bucket, which charges for it, once a day. */
    private static final int ROUNDS_OF_A_BUCKET = 24;

    private final Collector collector;
    private final int compareEvery;
    private final Probes probes;
    private final HttpServer http;
    private final Ed25519Key key;
    private final Optional<String> pin;
    private final InstantSource clock;
    private final Deque<AutoCloseable> running;
    private final AtomicInteger rounds = new AtomicInteger();

    private CollectorServer(
            Collector collector,
            int compareEvery,
            Probes probes,
            HttpServer http,
            Ed25519Key key,
            Optional<String> pin,
            InstantSource clock,
            Deque<AutoCloseable> running) {
        this.collector = collector;
        this.compareEvery = compareEvery;
        this.probes = probes;
        this.http = http;
        this.key = key;
        this.pin = pin;
        this.clock = clock;
        this.running = running;
    }

    /**
     * Serves.
     *
     * @param port 0 takes any free port
     * @param tls key and certificate; without them something before it must end TLS
     * @throws StartRefused {@code keys_unusable}, {@code tls_unusable}, {@code collector_unreadable}, {@code listen_failed}
     * @throws dev.sallyport.store.database.StoreProblem {@code data_locked}
     */
    public static CollectorServer start(
            Path data, String host, int port, Optional<Settings.Tls> tls, InstantSource clock) {
        Deque<AutoCloseable> running = new ArrayDeque<>();
        try {
            return start(
                    data, new Listen(host, port, IDLE_MILLIS, HEADER_BYTES, tls.map(TlsKeys::read)), clock, running);
        } catch (RuntimeException e) {
            closeAll(running);
            throw e;
        }
    }

    private static CollectorServer start(Path data, Listen listen, InstantSource clock, Deque<AutoCloseable> running) {
        CollectorFolder folder = new CollectorFolder(data);
        Ed25519Key key = folder.key();
        running.push(DataLock.take(data));
        Collector collector;
        Probes probes;
        try {
            FileLedger ledger = FileLedger.open(folder.path("ledger.log"));
            running.push(ledger);
            FileLedger stored = FileLedger.open(folder.path("stored.log"));
            running.push(stored);
            collector = new Collector(folder.objects(clock), ledger, stored, folder::cohort);
            probes = new Probes(folder.path("probes.log"));
        } catch (IOException e) {
            throw new StartRefused(
                    "collector_unreadable", "what the collector keeps can't be read: " + e.getMessage(), e);
        }
        try {
            HttpServer http = HttpServer.start(listen, new CollectorDoor(collector, folder, key, probes, clock));
            running.push(http);
            return new CollectorServer(
                    collector,
                    folder.hasBucket() ? ROUNDS_OF_A_BUCKET : 1,
                    probes,
                    http,
                    key,
                    listen.tls().map(CollectorServer::pin),
                    clock,
                    running);
        } catch (IOException e) {
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        }
    }

    private static String pin(Listen.Tls tls) {
        try {
            for (String alias : Collections.list(tls.keys().aliases())) {
                if (tls.keys().isKeyEntry(alias)) {
                    return Hex.of(Sha256.of(
                            tls.keys().getCertificate(alias).getPublicKey().getEncoded()));
                }
            }
            throw new StartRefused("tls_unusable", "the TLS files hold no key");
        } catch (KeyStoreException e) {
            throw new StartRefused("tls_unusable", "the TLS key can't be used: " + e.getMessage(), e);
        }
    }

    /** Begins the hourly round of upkeep, the first at once, and the look at both endpoints once a minute. */
    public CollectorServer keepUp() {
        round();
        running.push(new Rounds("sallyport-collector", HOUR_MILLIS, "a round of the collector failed", this::round));
        running.push(new Rounds("sallyport-probe", MINUTE_MILLIS, "the endpoints could not be looked at", this::probe));
        return this;
    }

    /** One round of upkeep: weeks are added up, orders done, what is 90 days old destroyed, alarms raised. */
    public void round() {
        long now = clock.millis();
        try {
            Collector.Round round = collector.round(now);
            for (Deletion late : round.alarms()) {
                LOG.error(
                        "an order to delete is {}: {} of {}",
                        late.state(now),
                        late.customer(),
                        java.time.Instant.ofEpochMilli(late.requestedMillis()));
            }
            round.troubles()
                    .forEach(e -> LOG.error("a part of the collector's round failed; the next one tries again", e));
            if (rounds.getAndIncrement() % compareEvery == 0) {
                collector.strangers().forEach(k -> LOG.error("`{}` is not what was taken: the store was changed", k));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Looks at both endpoints through the network, as a stranger would, and writes down what was seen. */
    public void probe() {
        Wire wire = new Wire(endpoint());
        boolean telemetry = answers(wire, "/healthz");
        boolean distribution = answers(wire, "/shields");
        try {
            probes.add(clock.millis(), telemetry, distribution);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers(Wire wire, String path) {
        try {
            return wire.exchange(endpoint().get(path)).status() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** What a customer's configuration must say to reach it from this machine. */
    public Endpoint endpoint() {
        String host = url().getHost();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String address;
        try {
            address = InetAddress.ofLiteral(bare).getHostAddress();
        } catch (IllegalArgumentException name) {
            address = "127.0.0.1";
        }
        return new Endpoint(url(), List.of(address), pin.stream().toList());
    }

    /** Where it listens. */
    public URI url() {
        return http.url();
    }

    /** The public half of what signs releases and statements. */
    public String verifierKey() {
        return key.verifierKey().encoded();
    }

    /** What customers pin: the SHA-256 of its TLS key; empty without TLS. */
    public Optional<String> pin() {
        return pin;
    }

    @Override
    public void close() {
        closeAll(running);
    }

    private static void closeAll(Deque<AutoCloseable> running) {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                // Closing goes on: what comes next may hold the lock.
                LOG.error("a part of the collector did not close", e);
            }
        }
    }
}
