package dev.sallyport.server.sink;

import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Owed;

/** Hears how notices go. Thread-safe. */
@FunctionalInterface
public interface NoticeMeter {
    /** Nobody listens. */
    NoticeMeter NONE = (owed, attempt) -> {};

    /** An attempt ended so. */
    void ended(Owed owed, Attempt attempt);
}
