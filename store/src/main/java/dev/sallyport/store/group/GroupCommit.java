package dev.sallyport.store.group;

import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.store.database.FatalHandler;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The way from many callers to one writer thread: one queue, natural groups, answers in order. Thread-safe.
 *
 * <p>A caller waits in {@link #commit} only while {@value #QUEUE_COMMITS} commits are before it.
 */
public final class GroupCommit implements AutoCloseable {
    /** How many commits may wait for the writer. */
    public static final int QUEUE_COMMITS = 8192;

    private final BlockingQueue<Object> queue = new ArrayBlockingQueue<>(QUEUE_COMMITS);
    private final InstantSource clock;
    private final Acknowledger answers;
    private final WriterLoop loop;
    private final Thread writer;
    private volatile boolean closed;

    /**
     * Not started yet.
     *
     * @param clock tells when a deadline has passed
     * @param fatal called when nobody can know any more what was written
     */
    public GroupCommit(Groups groups, InstantSource clock, FatalHandler fatal) {
        this.clock = clock;
        this.answers = new Acknowledger();
        this.loop = new WriterLoop(queue, groups, answers, clock, fatal);
        this.writer = Thread.ofPlatform().name("sallyport-journal").daemon(true).unstarted(loop);
    }

    /** Begins to write. */
    public void start() {
        writer.start();
    }

    /** Queues the commit. */
    public CompletableFuture<CommitResult> commit(Commit commit) {
        Pending pending = new Pending(commit);
        if (closed) {
            refuse(pending, "the store is closed");
            return pending.future();
        }
        try {
            long patience = commit.deadlineMillis() - clock.millis();
            if (!queue.offer(pending) && !queue.offer(pending, patience, TimeUnit.MILLISECONDS)) {
                refuse(pending, "the journal has more to write than it can before the deadline");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            refuse(pending, "the caller was interrupted");
            return pending.future();
        }
        if (closed && !writer.isAlive() && queue.remove(pending)) {
            refuse(pending, "the store is closed");
        }
        return pending.future();
    }

    private static void refuse(Pending pending, String why) {
        pending.settle(new CommitResult.Unwritable(why));
        pending.release();
    }

    /** Why nothing can be written at the moment, for people and for readiness probes; empty if all is well. */
    public Optional<String> trouble() {
        return Optional.of(loop.trouble()).filter(why -> !why.isEmpty());
    }

    /** Writes what waits and hands the answers out. */
    @Override
    public void close() {
        closed = true;
        try {
            queue.put(WriterLoop.END);
            writer.join();
            for (Object left = queue.poll(); left != null; left = queue.poll()) {
                if (left instanceof Pending pending) {
                    refuse(pending, "the store is closed");
                }
            }
            answers.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
