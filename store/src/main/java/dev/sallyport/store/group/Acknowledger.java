package dev.sallyport.store.group;

import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * Hands answers out in the order of commits, on a thread of its own: waking hundreds of callers, or running what they
 * attached to their futures, does not keep the next group from being written. The thread is virtual because most callers
 * are: one that wakes another leaves it to its own carrier, where a platform thread would call the scheduler from outside and
 * pay a system call for each.
 */
final class Acknowledger implements AutoCloseable {
    private static final int GROUPS = 64;
    private static final List<Pending> END = List.of();

    private final BlockingQueue<List<Pending>> settled = new ArrayBlockingQueue<>(GROUPS);
    private final Thread thread;

    Acknowledger() {
        thread = Thread.ofVirtual().name("sallyport-journal-answers").start(this::run);
    }

    /** Takes a settled group; the list must not change afterwards. */
    void release(List<Pending> group) throws InterruptedException {
        if (!group.isEmpty()) {
            settled.put(group);
        }
    }

    private void run() {
        try {
            for (List<Pending> group = settled.take(); !group.isEmpty(); group = settled.take()) {
                group.forEach(Pending::release);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns after every answer is out. */
    @Override
    public void close() {
        try {
            settled.put(END);
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
