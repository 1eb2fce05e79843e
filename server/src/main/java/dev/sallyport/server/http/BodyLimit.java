package dev.sallyport.server.http;

/**
 * How much of a request's body a door takes, and for how long it waits for it.
 *
 * @param bytes greatest length
 * @param millis how long it may take to arrive; one that trickles in holds a thread and its bytes all that time
 */
public record BodyLimit(int bytes, long millis) {
    private static final long NANOS = 1_000_000;

    BodyLimit of(int other) {
        return new BodyLimit(other, millis);
    }

    long nanos() {
        return millis * NANOS;
    }
}
