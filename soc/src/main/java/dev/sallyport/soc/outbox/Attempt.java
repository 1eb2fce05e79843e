package dev.sallyport.soc.outbox;

/** How an attempt to tell ended. */
public sealed interface Attempt {
    /** What was attempted. */
    Owing.Key key();

    /**
     * The destination took it.
     *
     * @param timeMillis when, in milliseconds since the epoch
     * @param trouble what it dropped without an error; empty if nothing
     */
    record Accepted(Owing.Key key, long timeMillis, String reference, String trouble) implements Attempt {}

    /**
     * Not this time.
     *
     * @param dueMillis when to try again, in milliseconds since the epoch
     * @param unknown whether it may have been taken all the same
     */
    record Again(Owing.Key key, long dueMillis, String why, boolean unknown) implements Attempt {}

    /** There was nothing to be told there. */
    record Idle(Owing.Key key, long timeMillis, String why) implements Attempt {}

    /** Never: the dead letter stays, so that people see that nobody was told there. */
    record Dead(Owing.Key key, long timeMillis, String why) implements Attempt {}
}
