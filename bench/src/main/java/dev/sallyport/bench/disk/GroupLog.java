package dev.sallyport.bench.disk;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;

/**
 * The least a durable log can do: one thread takes whatever waits, makes it durable as one group, and tells those who wait.
 * No chain, no tree, no checks. What a store does beyond it is the difference to a store's figures. Thread-safe.
 */
public final class GroupLog implements AutoCloseable {
    private static final int WAITING = 8_192;
    private static final int GROUP = 1_024;
    private static final Entry END = new Entry(new byte[0], new CompletableFuture<>());

    /** What makes a group durable; returns after the disk says so. */
    public interface Medium extends AutoCloseable {
        /** Writes the group. */
        void write(List<byte[]> group) throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    @SuppressWarnings("ArrayRecordComponent") // on its way to the disk
    private record Entry(byte[] bytes, CompletableFuture<Void> told) {}

    private final BlockingQueue<Entry> queue = new ArrayBlockingQueue<>(WAITING);
    private final BlockingQueue<List<Entry>> written = new ArrayBlockingQueue<>(64);
    private final Medium medium;
    private final Thread writer;
    private final Thread teller;

    /** A log on that medium, which it closes. */
    public GroupLog(Medium medium) {
        this.medium = medium;
        this.writer = Thread.ofPlatform().name("bench-group-log").start(this::write);
        this.teller = Thread.ofVirtual().start(this::tell);
    }

    /** Appends; the future completes when the entry is durable. */
    public CompletableFuture<Void> append(byte[] entry) {
        Entry next = new Entry(entry, new CompletableFuture<>());
        try {
            queue.put(next);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            next.told().completeExceptionally(interrupted);
        }
        return next.told();
    }

    private void write() {
        List<Entry> group = new ArrayList<>();
        try {
            boolean more = true;
            while (more) {
                group.add(queue.take());
                queue.drainTo(group, GROUP - 1);
                more = !group.remove(END);
                if (!group.isEmpty()) {
                    medium.write(group.stream().map(Entry::bytes).toList());
                    written.put(group);
                }
                group = new ArrayList<>();
            }
            written.put(List.of());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (IOException | SQLException failed) {
            group.forEach(entry -> entry.told().completeExceptionally(failed));
        }
    }

    private void tell() {
        try {
            for (List<Entry> group = written.take(); !group.isEmpty(); group = written.take()) {
                group.forEach(entry -> entry.told().complete(null));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes what waits and closes the medium. */
    @Override
    public void close() throws IOException, SQLException {
        try {
            queue.put(END);
            writer.join();
            teller.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        medium.close();
    }
}
