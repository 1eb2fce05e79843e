package dev.sallyport.gate;

import java.util.Locale;

/** The stages of one action's way, for measuring. */
public enum Stage {
    /** Collecting facts that don't depend on the session. */
    GATHER,
    /** Judging under the session's lock. */
    JUDGE,
    /** Waiting for the record to be durable. */
    RECORD,
    /** From the door's call to the answer. */
    WHOLE;

    /** The lower-case label used in metrics. */
    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }
}
