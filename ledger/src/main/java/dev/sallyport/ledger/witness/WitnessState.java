package dev.sallyport.ledger.witness;

import java.util.Optional;

/**
 * What a witness remembers: the newest checkpoint that it cosigned of each log. Implementations are durable and
 * thread-safe.
 */
public interface WitnessState {
    /** The newest checkpoint cosigned of the log with this origin. */
    Optional<Seen> latest(String origin);

    /**
     * Replaces the newest checkpoint of the log, if it is still {@code expected}; returns when the new one is durable.
     *
     * @param expected what {@link #latest} said, empty for a log that was never cosigned
     * @return false when somebody else replaced it meanwhile; nothing was changed
     */
    boolean replace(String origin, Optional<Seen> expected, Seen next);

    /**
     * A checkpoint as it was cosigned.
     *
     * @param size its number of leaves
     * @param rootBase64 its root
     * @param note the whole note, with the log's signature and the witness's
     */
    record Seen(long size, String rootBase64, String note) {}
}
