package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.rule.Document.Detection;
import java.util.List;
import java.util.function.IntConsumer;

/** Says which of a fixed list of detections an event matches. One thread at a time; deterministic; keeps nothing from event to event. */
public interface Matcher {
    /** The detections, in the order in which they are counted. */
    List<Detection> rules();

    /** Tells the place in {@link #rules()} of each detection that matches, in ascending order, each once. */
    void match(Event event, IntConsumer matched);
}
