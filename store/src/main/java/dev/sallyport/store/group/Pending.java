package dev.sallyport.store.group;

import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A commit on its way. The writer thread settles it, perhaps several times when a group is tried again; releasing it hands
 * the last answer out.
 */
public final class Pending {
    private final Commit commit;
    private final CompletableFuture<CommitResult> future = new CompletableFuture<>();
    private @Nullable CommitResult result;
    private @Nullable RuntimeException failure;

    /** A commit nobody has looked at. */
    public Pending(Commit commit) {
        this.commit = commit;
    }

    /** What shall be written. */
    public Commit commit() {
        return commit;
    }

    /** Completes when it is released. */
    public CompletableFuture<CommitResult> future() {
        return future;
    }

    /** The answer so far; null if there is none, or the commit is wrong. */
    public @Nullable CommitResult settled() {
        return result;
    }

    /** Sets the answer, for now. */
    public void settle(CommitResult next) {
        result = next;
        failure = null;
    }

    /** The commit itself is wrong: an error of the caller. */
    public void fail(RuntimeException cause) {
        failure = cause;
        result = null;
    }

    /** Hands the answer out. */
    void release() {
        if (failure != null) {
            future.completeExceptionally(failure);
        } else if (result != null) {
            future.complete(result);
        } else {
            throw new IllegalStateException("a commit was released before it was settled");
        }
    }

    /** Roughly how much of the log the commit takes, in bytes. */
    long weight() {
        int answer = commit.request().map(r -> r.answer().length).orElse(0);
        int facts = commit.facts().map(f -> f.sealed().length).orElse(0);
        int held = commit.approval()
                .map(step -> step instanceof dev.sallyport.gate.approval.ApprovalStep.Open open
                        ? open.approval().sealed().length
                        : 0)
                .orElse(0);
        return 1500L + answer + facts + held;
    }
}
