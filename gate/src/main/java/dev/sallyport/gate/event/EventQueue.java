package dev.sallyport.gate.event;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A bounded queue between the gate and whoever listens: lossy by design, and every loss is counted; what has no receipt comes within a
 * {@link KindLimit}. Thread-safe; any number of emitters, one reader.
 */
public final class EventQueue implements EventSink {
    private final ArrayBlockingQueue<Event> queue;
    private final KindLimit limit;
    private final LongAdder dropped = new LongAdder();

    /** A queue that holds up to that many events, and has room for floods as for anything. */
    public EventQueue(int capacity) {
        this(capacity, KindLimit.NONE);
    }

    /** The same within a limit. */
    public EventQueue(int capacity, KindLimit limit) {
        this.queue = new ArrayBlockingQueue<>(capacity);
        this.limit = limit;
    }

    @Override
    public void emit(Event event) {
        if (limit.admits(event) && !queue.offer(event)) {
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

    /** What was left out by the limit since this was asked last: not dropped, for its count is told instead. */
    public List<KindLimit.Omitted> omitted() {
        return limit.omitted();
    }

    /** How many events were dropped since the start because there was no room. */
    public long dropped() {
        return dropped.sum();
    }
}
