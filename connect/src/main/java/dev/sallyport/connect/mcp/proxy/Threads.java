package dev.sallyport.connect.mcp.proxy;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** The virtual threads of one connection. Thread-safe. */
final class Threads {
    private final ExecutorService executor = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("mcp-", 0).factory());

    /** Runs the work on a thread of its own, or here when the connection is ending. */
    void run(Runnable work) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException ending) {
            work.run();
        }
    }

    /**
     * Takes work on that is to begin later; who waits for the end waits for it, too.
     *
     * @return begins it
     */
    Runnable later(Runnable work) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        try {
            executor.execute(() -> {
                begun.join();
                work.run();
            });
        } catch (RejectedExecutionException ending) {
            return work;
        }
        return () -> begun.complete(null);
    }

    /** Takes no more work; what runs goes on. */
    void retire() {
        executor.shutdown();
    }

    /** Takes no more work and waits for what runs; false when some of it still runs after that time. */
    boolean end(long millis) throws InterruptedException {
        executor.shutdown();
        return executor.awaitTermination(millis, TimeUnit.MILLISECONDS);
    }
}
