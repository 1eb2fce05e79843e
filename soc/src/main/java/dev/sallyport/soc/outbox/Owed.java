package dev.sallyport.soc.outbox;

/**
 * An owed notice as it stands.
 *
 * @param attempts how often it was begun
 * @param creatingMillis when an attempt whose end is unknown began to make something there; 0 if none did
 * @param settledMillis when it was settled for good, in milliseconds since the epoch; 0 while it waits
 * @param reference how the destination names it; may be empty
 * @param earlier how the destination named the newest notice of the incident before this one; may be empty
 * @param why why it stands as it does; empty if there is nothing to say
 */
public record Owed(
        Owing owing,
        State state,
        int attempts,
        long creatingMillis,
        long settledMillis,
        String reference,
        String earlier,
        String why) {
    /** How far it is. */
    public enum State {
        /** To be told, or being told. */
        WAITING,
        /** The destination took it. */
        ACCEPTED,
        /** There was nothing to be told there. */
        IDLE,
        /** It was taken back before it was told: acknowledged in time, or overtaken by a newer one. */
        WITHDRAWN,
        /** Given up; it can be sent again. */
        DEAD
    }

    /** Whether it was told, or may still be. */
    public boolean isLive() {
        return state == State.WAITING || state == State.ACCEPTED;
    }
}
