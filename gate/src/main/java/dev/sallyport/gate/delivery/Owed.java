package dev.sallyport.gate.delivery;

/**
 * A delivery as it stands.
 *
 * @param attempts how often it was begun
 * @param settledMillis when it was accepted or given up, in milliseconds since the epoch; 0 while it waits
 * @param reference how the channel names the message; may be empty
 * @param why why the last attempt failed; empty if none did
 */
public record Owed(Delivery delivery, State state, int attempts, long settledMillis, String reference, String why) {
    /** How far it is. */
    public enum State {
        /** To be sent, or being sent. */
        WAITING,
        /** The channel took it. */
        ACCEPTED,
        /** Given up. */
        DEAD
    }
}
