package dev.sallyport.server.wiring;

import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.keys.RemoteKey;
import java.nio.file.Path;
import java.util.Optional;

/** Changes the key that signs an install's checkpoints. No gateway of its store may run. */
public final class KeyRotation {
    private KeyRotation() {}

    /**
     * What was done.
     *
     * @param old the key until now
     * @param next the key from now on
     * @param chains in how many tenants' chains a receipt says so
     */
    public record Rotated(VerifierKey old, VerifierKey next, int chains) {}

    /**
     * Changes the key. If this breaks off, the next start of the gateway completes it, or nothing has changed.
     *
     * @param place where the next key is; if empty, one is made and kept as a file
     * @throws StartRefused {@code keys_unusable} and as the gateway's start
     * @throws dev.sallyport.store.database.StoreProblem {@code data_locked} if a gateway runs, and others
     */
    public static Rotated rotate(Path folder, Optional<RemoteKey.Place> place, Sources sources) {
        return rotate(new GatewayOptions(folder, Settings.defaults(), Optional.empty()), place, sources);
    }

    /** The same for the store that those settings choose. */
    public static Rotated rotate(GatewayOptions options, Optional<RemoteKey.Place> place, Sources sources) {
        try (Foundation foundation = Foundation.open(options, sources, false)) {
            Handover.requireAlone(foundation.store());
            KeyRing before = KeyRing.read(foundation.data().keys());
            long now = sources.clock().millis();
            KeyRing after = before.change(place, sources.random(), now);
            int chains = new Handover(foundation.store(), after).complete(now);
            return new Rotated(before.current().verifierKey(), after.current().verifierKey(), chains);
        }
    }
}
