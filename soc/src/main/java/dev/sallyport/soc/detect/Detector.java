package dev.sallyport.soc.detect;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.event.Seen;
import java.util.List;

/**
 * The rules of one tenant and what they remember. Deterministic: the same events in the same order give the same matches, also when a
 * snapshot is taken and restored anywhere between. Confined to one thread.
 */
public interface Detector {
    /** Takes the next event in the tenant's order; what matched with it. */
    List<Match> take(Seen event);

    /** Says that no event older than that will come; what matched by an absence. */
    List<Match> advance(long watermarkMillis);

    /** What happened to the detector itself since this was last asked: words of a closed set. */
    default List<String> signals() {
        return List.of();
    }

    /** What is remembered, to be restored by a detector of the same rules. */
    byte[] snapshot();

    /** Makes detectors; thread-safe. */
    interface Factory {
        /** One that remembers nothing. */
        Detector fresh(TenantId tenant);

        /**
         * One that remembers what the snapshot says; fresh windows for rules that changed since.
         *
         * @throws IllegalArgumentException if the snapshot can't be read
         */
        Detector restored(TenantId tenant, byte[] snapshot);
    }
}
