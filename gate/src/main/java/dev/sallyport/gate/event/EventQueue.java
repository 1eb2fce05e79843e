package dev.sallyport.gate.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded queue between the gate and whoever listens: lossy by design, and every loss is counted. Thread-safe; any
 * number of emitters, one reader.
 */
public final class EventQueue implements EventSink {
    private final ArrayBlockingQueue<Event> queue;
    private final LongAdder dropped = new LongAdder();

    /** A queue that holds up to that many events. */
    public EventQueue(int capacity) {
        queue = new ArrayBlockingQueue<>(capacity);
    }

    @Override
    public void emit(Event event) {
        if (!queue.offer(event)) {
            dropped.increment();
        }
    }

    /** Waits for the next event. */
    public Event take() throws InterruptedException {
        return queue.take();
    }

    /** Waits that long for events, and takes all there are. */
    public List<Event> take(long timeout, TimeUnit unit) throws InterruptedException {
        List<Event> events = new ArrayList<>();
        Event first = queue.poll(timeout, unit);
        if (first != null) {
            events.add(first);
            queue.drainTo(events);
        }
        return events;
    }

    /** Moves what is waiting into the collection, without waiting. */
    public int drainTo(Collection<Event> events) {
        return queue.drainTo(events);
    }

    /** How many events were dropped since the start. */
    public long dropped() {
        return dropped.sum();
    }
}
