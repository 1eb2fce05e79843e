package dev.sallyport.server.channel;

import java.util.OptionalLong;

/** How the other side took a message. */
sealed interface Sent {
    /** @param reference how the other side names the message; may be empty */
    record Taken(String reference) implements Sent {}

    /** @param waitSeconds how long to wait at least, if the other side said so */
    record Later(String why, OptionalLong waitSeconds) implements Sent {}

    /** It would be refused again. */
    record Never(String why) implements Sent {}

    /** By the status of an ordinary HTTP service: 408, 429 and 5xx pass, other refusals stay. */
    static Sent of(Wire.Heard heard) {
        if (heard.isOk()) {
            return new Taken("");
        }
        int status = heard.status();
        boolean passing = status == 408 || status == 429 || status >= 500;
        return passing ? new Later("status " + status, heard.retryAfterSeconds()) : new Never("status " + status);
    }
}
