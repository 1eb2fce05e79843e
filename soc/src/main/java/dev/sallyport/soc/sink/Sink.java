package dev.sallyport.soc.sink;

import java.io.IOException;

/** One destination's way of being told. Thread-safe. */
public interface Sink {
    /**
     * Tells it once.
     *
     * @throws IOException if nothing was heard; whether the other side took it is then unknown
     */
    Outcome tell(Told told, Line line) throws IOException;
}
