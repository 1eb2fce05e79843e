package dev.sallyport.soc.bus;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.event.KindLimit;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The way from the gate to the second plane: a ring of fixed size. Emitting takes no lock, wakes nobody, and when the ring is full
 * counts the drop and allocates nothing. The reader looks by itself, so a reader that sleeps or hangs costs an emitter nothing. What has
 * no receipt comes within a {@link KindLimit}, so that a flood of it costs detection no more than a brook; the rest counts as dropped.
 *
 * <p>Design: each slot has a turn (Vyukov's bounded queue). An emitter takes a turn by moving the tail, writes, and opens the slot; the
 * one reader empties it and opens it for the next round. Any number of emitters, one reader.
 */
public final class Bus implements EventSink {
    private final AtomicReferenceArray<@Nullable Event> slots;
    private final AtomicLong[] turns;
    private final int mask;
    private final AtomicLong tail = new AtomicLong();
    private final KindLimit limit;
    private final LongAdder dropped = new LongAdder();
    // Owned by the reader.
    private long head;

    /**
     * A bus with room for that many events, of floods as of anything.
     *
     * @param capacity rounded up to a power of two, 2 to 2^24
     */
    public Bus(int capacity) {
        this(capacity, KindLimit.NONE);
    }

    /** The same within a limit. */
    public Bus(int capacity, KindLimit limit) {
        if (capacity < 2 || capacity > 1 << 24) {
            throw new IllegalArgumentException("a bus has room for 2 to 16777216 events, not " + capacity);
        }
        int size = Integer.highestOneBit(capacity - 1) << 1;
        slots = new AtomicReferenceArray<>(size);
        turns = new AtomicLong[size];
        for (int i = 0; i < size; i++) {
            turns[i] = new AtomicLong(i);
        }
        mask = size - 1;
        this.limit = limit;
    }

    @Override
    public void emit(Event event) {
        if (!limit.admits(event)) {
            dropped.increment();
            return;
        }
        while (true) {
            long at = tail.get();
            AtomicLong turn = turns[(int) at & mask];
            long ahead = turn.get() - at;
            if (ahead < 0) {
                dropped.increment();
                return;
            }
            if (ahead == 0 && tail.compareAndSet(at, at + 1)) {
                slots.set((int) at & mask, event);
                turn.set(at + 1);
                return;
            }
        }
    }

    /** Moves up to that many waiting events into the collection, in the order in which their slots were taken; returns how many. */
    public int drainTo(Collection<Event> events, int most) {
        int taken = 0;
        while (taken < most) {
            int slot = (int) head & mask;
            AtomicLong turn = turns[slot];
            if (turn.get() != head + 1) {
                return taken;
            }
            Event event = slots.getAndSet(slot, null);
            if (event != null) {
                events.add(event);
            }
            turn.set(head + mask + 1);
            head++;
            taken++;
        }
        return taken;
    }

    /** Counts events that were taken and could not be told to any rule. */
    public void lost(int events) {
        dropped.add(events);
    }

    /** How many events found no room, were beyond the limit, or met no rule to be told to, since the start. */
    public long dropped() {
        return dropped.sum();
    }
}
