package dev.sallyport.soc.sink;

import java.util.OptionalLong;

/** How an attempt to tell ended. */
public sealed interface Outcome {
    /**
     * It stands there.
     *
     * @param reference how the other side names it, so that it can be changed later; may be empty
     * @param trouble what the other side dropped without an error; empty if nothing
     */
    record Taken(String reference, String trouble) implements Outcome {}

    /**
     * Not this time.
     *
     * @param why a category, never what the other side said
     * @param waitSeconds how long to wait at least, if that is known
     * @param unknown whether it may have been taken all the same
     */
    record Later(String why, OptionalLong waitSeconds, boolean unknown) implements Outcome {}

    /** It would be refused again. */
    record Never(String why) implements Outcome {}

    /** There is nothing to be told there, and the other side would have dropped it without an error. */
    record Idle(String why) implements Outcome {}

    /** Taken, with nothing dropped. */
    static Outcome taken(String reference) {
        return new Taken(reference, "");
    }

    /** By the status of an ordinary HTTP service: 408, 429 and 5xx pass, other refusals stay. */
    static Outcome of(Heard heard) {
        int status = heard.status();
        if (heard.isOk()) {
            return taken("");
        }
        boolean passing = status == 408 || status == 429 || status >= 500;
        return passing
                ? new Later("status " + status, heard.retryAfterSeconds(), status != 429)
                : new Never("status " + status);
    }
}
