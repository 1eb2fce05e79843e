package dev.sallyport.gate;

import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.testkit.MemoryJournal;
import java.util.concurrent.CompletableFuture;

/** A stepped journal that syncs at once for callers that block: one thread plays everybody. */
final class SimulatedJournal implements Journal {
    private final MemoryJournal inner;
    private boolean blocking;

    SimulatedJournal(MemoryJournal inner) {
        this.inner = inner;
    }

    /** Runs something that waits for its commits; whatever waits before them becomes durable with them. */
    void blocking(Runnable work) {
        blocking = true;
        try {
            work.run();
        } finally {
            blocking = false;
        }
    }

    @Override
    public CompletableFuture<CommitResult> commit(Commit commit) {
        CompletableFuture<CommitResult> future = inner.commit(commit);
        if (blocking) {
            inner.sync();
        }
        return future;
    }

    @Override
    public Overwriting overwrite(long deadlineMillis) {
        return inner.overwrite(deadlineMillis);
    }

    @Override
    public Registry registry() {
        return inner.registry();
    }
}
