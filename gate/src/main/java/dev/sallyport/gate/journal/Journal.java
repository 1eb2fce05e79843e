package dev.sallyport.gate.journal;

import dev.sallyport.gate.registry.Registry;
import java.util.concurrent.CompletableFuture;

/**
 * The one way anything becomes durable.
 *
 * <p>Commits are applied in the order in which {@link #commit} was called by one thread; each is all or nothing; one
 * sync serves a whole group. The journal owns the registry image: it checks expected epochs and applies changes in
 * commit order, so what a commit expected and what it finds can't race. An implementation whose sync fails stops the
 * process: after a failed sync nobody knows what the disk holds.
 *
 * <p>Thread-safe.
 */
public interface Journal {
    /** How long nonces are remembered: twice the accepted clock difference, in milliseconds. */
    long NONCE_MEMORY_MILLIS = 10 * 60 * 1000L;

    /** Queues the commit. The future completes when it is durable or refused; it never completes for a lost process. */
    CompletableFuture<CommitResult> commit(Commit commit);

    /**
     * Sees to it that nothing a commit erased before can still be read from the store's files: overwritten in place, and gone
     * from every log the store keeps for itself; and says how far that went. Blocks; commits go on.
     *
     * @param deadlineMillis the latest moment, on the journal's clock, at which trying still makes sense
     */
    Overwriting overwrite(long deadlineMillis);

    /** The image after the last durable change. */
    Registry registry();
}
