package dev.sallyport.gate.delivery;

/** How an attempt to deliver ended. */
public sealed interface Attempted {
    /** What was attempted. */
    Delivery.Key key();

    /**
     * The channel took it.
     *
     * @param timeMillis when, in milliseconds since the epoch
     * @param reference how the channel names the message, so that it can be changed later; may be empty
     */
    record Accepted(Delivery.Key key, long timeMillis, String reference) implements Attempted {}

    /**
     * Not this time.
     *
     * @param dueMillis when to try again, in milliseconds since the epoch
     * @param why a category, never what the other side said
     */
    record Again(Delivery.Key key, long dueMillis, String why) implements Attempted {}

    /** Never: the dead letter stays, so that people see that nobody was asked there. */
    record Dead(Delivery.Key key, long timeMillis, String why) implements Attempted {}
}
