package dev.sallyport.sigma.detect;

import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.event.FlatEvent;
import dev.sallyport.sigma.event.Source;
import dev.sallyport.sigma.event.Value;
import java.util.List;
import java.util.Map;

/** The event under evaluation, with each field fetched once. One thread. */
final class Look {
    private final String[] names;
    private final Value[] values;
    private final int[] fetched;
    private int epoch;
    private Event event = Nothing.EVENT;

    Look(List<String> names) {
        this.names = names.toArray(String[]::new);
        this.values = new Value[names.size()];
        this.fetched = new int[names.size()];
    }

    void at(Event next) {
        event = next;
        epoch++;
    }

    /** Lets go of the event. */
    void done() {
        event = Nothing.EVENT;
    }

    Event event() {
        return event;
    }

    Value value(int slot) {
        if (fetched[slot] != epoch) {
            fetched[slot] = epoch;
            values[slot] = event.field(names[slot]);
        }
        return values[slot];
    }

    /** Before the first event and between two. */
    private static final class Nothing {
        static final Event EVENT = new FlatEvent(0, 0, "", Source.UNKNOWN, Map.of());
    }
}
