package dev.sallyport.server.witness;

import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.witness.Witness;
import dev.sallyport.server.http.HttpServer;
import dev.sallyport.server.http.Listen;
import dev.sallyport.server.wiring.StartRefused;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A running witness: one process, one folder. Thread-safe. */
public final class WitnessServer implements AutoCloseable {
    private static final long IDLE_MILLIS = 30_000;
    private static final int HEADER_BYTES = 16_384;

    private final WitnessFolder folder;
    private final HttpServer http;

    private WitnessServer(WitnessFolder folder, HttpServer http) {
        this.folder = folder;
        this.http = http;
    }

    /**
     * Serves.
     *
     * @param logs the keys accepted for each origin followed
     * @param port 0 takes any free port
     * @throws StartRefused as {@link WitnessFolder#open}, and {@code listen_failed}
     */
    public static WitnessServer start(
            Path data, Map<String, List<VerifierKey>> logs, String host, int port, InstantSource clock) {
        WitnessFolder folder = WitnessFolder.open(data);
        try {
            Witness witness = new Witness(logs, Cosigner.with(folder.key()), folder);
            Listen listen = new Listen(host, port, IDLE_MILLIS, HEADER_BYTES, Optional.empty());
            return new WitnessServer(folder, HttpServer.start(listen, new WitnessDoor(witness, clock)));
        } catch (IOException e) {
            folder.close();
            throw new StartRefused("listen_failed", String.valueOf(e.getMessage()), e);
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** Where it listens. */
    public URI url() {
        return http.url();
    }

    /** What those who read its cosignatures must know. */
    public VerifierKey verifierKey() {
        return Cosigner.with(folder.key()).verifierKey();
    }

    @Override
    public void close() {
        http.close();
        folder.close();
    }
}
