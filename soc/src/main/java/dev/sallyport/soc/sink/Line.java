package dev.sallyport.soc.sink;

import java.io.IOException;

/** The way to one destination. */
public interface Line {
    /**
     * Asks once.
     *
     * @throws IOException if nothing was heard; whether the other side took it is then unknown
     */
    Heard ask(Ask ask) throws IOException;

    /**
     * Writes down, durably, that something is about to be made at a place that takes no key of ours: after a crash it is looked for
     * before it is made again.
     */
    void creating();

    /** Waits that long, for a service that answers later. */
    void pause(long millis) throws IOException;
}
