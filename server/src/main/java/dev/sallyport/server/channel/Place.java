package dev.sallyport.server.channel;

import java.io.IOException;

/** One channel's way of speaking. Thread-safe. */
interface Place {
    /**
     * Says it once.
     *
     * @throws IOException if nothing was heard
     */
    Sent send(Message message) throws IOException;

    /** How many characters of a page it shows at most; of a longer one it says less, and takes no approval. */
    int room();

    /** Tells the person who answered what became of it, if the channel has a way; never fails. */
    default void tell(String who, String text) {}

    /** Whether a proven request is always to be answered with 200, because the other side would else try again or complain. */
    default boolean alwaysTakes() {
        return false;
    }

    /** Reads an answer out of a request, as its sender must have made it. */
    Reading read(Incoming request);
}
