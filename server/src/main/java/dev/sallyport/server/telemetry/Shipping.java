package dev.sallyport.server.telemetry;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.telemetry.Boundary;
import dev.sallyport.govern.telemetry.Schema;
import dev.sallyport.govern.telemetry.Window;
import java.io.IOException;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the batches that wait, oldest first: looked at once more, written into the audit trail, and only then sent. One the collector refuses for
 * good, or that became older than it takes, is thrown away; for anything else it is tried again. One thread at a time.
 */
public final class Shipping {
    /** Where batches go. */
    static final String PATH = "/v1/batches";

    private static final Logger LOG = LoggerFactory.getLogger(Shipping.class);
    private static final long LATEST_MILLIS = 7L * 24 * 60 * 60 * 1000;
    private static final long FIRST_PAUSE_MILLIS = 15_000;
    private static final long LONGEST_PAUSE_MILLIS = 15 * 60_000;
    private static final int UNKNOWN_CUSTOMER = 403;
    private static final int TOO_MANY = 429;
    private static final int TIMEOUT = 408;

    /** Where a batch must stand before it leaves. */
    @FunctionalInterface
    public interface Trail {
        /**
         * Writes the bytes of a batch, durably.
         *
         * @throws IOException if they could not be written; then nothing is sent
         */
        void write(String batch) throws IOException;
    }

    private final TelemetryFolder folder;
    private final InstantSource clock;
    private long pauseMillis = FIRST_PAUSE_MILLIS;
    private long notBeforeMillis;

    Shipping(TelemetryFolder folder, InstantSource clock) {
        this.folder = folder;
        this.clock = clock;
    }

    synchronized void ship(Wire wire, Endpoint endpoint, Trail trail, BooleanSupplier on) throws IOException {
        if (clock.millis() < notBeforeMillis) {
            return;
        }
        for (TelemetryFolder.Waiting batch : folder.waiting()) {
            if (!on.getAsBoolean()) {
                return;
            }
            try {
                if (!send(batch, wire, endpoint, trail)) {
                    later("the collector does not take batches now");
                    return;
                }
                pauseMillis = FIRST_PAUSE_MILLIS;
            } catch (IOException e) {
                later(String.valueOf(e.getMessage()));
                return;
            }
        }
    }

    private void later(String why) {
        LOG.warn("telemetry could not be sent, and waits: {}", why);
        notBeforeMillis = clock.millis() + pauseMillis;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, pauseMillis * 2);
    }

    /** Whether the batch need not be tried again. */
    private boolean send(TelemetryFolder.Waiting waiting, Wire wire, Endpoint endpoint, Trail trail)
            throws IOException {
        byte[] bytes = waiting.bytes();
        boolean old = new Window(waiting.window()).endMillis() < clock.millis() - LATEST_MILLIS;
        if (old || !mayLeave(bytes)) {
            LOG.warn(
                    "a telemetry batch is thrown away: {}",
                    old ? "it is older than 7 days" : "it is not what may leave");
            folder.remove(waiting);
            return true;
        }
        TelemetryFolder.Waiting batch = waiting;
        if (!batch.told()) {
            trail.write(new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
            batch = folder.told(batch);
        }
        int status = wire.exchange(endpoint.post(PATH, bytes)).status();
        boolean again = status >= 500 || status == UNKNOWN_CUSTOMER || status == TOO_MANY || status == TIMEOUT;
        if (again) {
            return false;
        }
        if (status >= 400) {
            LOG.warn("the collector refused a telemetry batch for good ({}); it is thrown away", status);
        }
        folder.remove(batch);
        return true;
    }

    /** Looked at again from the bytes: the file may have been changed since. */
    static boolean mayLeave(byte[] bytes) {
        try {
            return bytes.length <= Schema.MAX_BYTES
                    && StrictJson.parse(bytes) instanceof JsonObject batch
                    && Schema.fault(batch).isEmpty()
                    && Boundary.strip(batch).filter(p -> p.stripped() == 0).isPresent();
        } catch (MalformedJson e) {
            return false;
        }
    }
}
