package dev.sallyport.gate;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.session.Session;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** One call in a simulation: what production does in one go, step by step. */
final class Walk {
    enum State {
        READY,
        WAITING,
        RECORDED,
        DISPATCHED,
        DONE
    }

    final Call call;
    final Optional<Approval> claims;
    private final Passage passage;
    private final Session session;
    private @Nullable CompletableFuture<CommitResult> future;
    private @Nullable Answer answer;
    State state = State.READY;

    /** How many effects of strangers' text the session had released when this call was last judged. */
    int strangersAtJudgement;

    Walk(Call call, Optional<Approval> claims, Passage passage, Session session) {
        this.call = call;
        this.claims = claims;
        this.passage = passage;
        this.session = session;
    }

    void submit(int strangersNow) {
        strangersAtJudgement = strangersNow;
        future = passage.submit(session);
        state = State.WAITING;
    }

    boolean canSettle() {
        return state == State.WAITING && future != null && future.isDone();
    }

    /** Takes the journal's answer; a stale one goes back to the start. */
    void settle() {
        Optional<Answer> settled =
                passage.settle(session, Objects.requireNonNull(future).join());
        answer = settled.orElse(null);
        state = settled.isEmpty()
                ? State.READY
                : settled.get() instanceof Answer.Recorded ? State.RECORDED : State.DONE;
    }

    Optional<Decided> decided() {
        return answer instanceof Answer.Recorded recorded ? Optional.of(recorded.decided()) : Optional.empty();
    }
}
