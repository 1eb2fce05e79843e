package dev.sallyport.connect.retry;

import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.identity.ApprovalId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The calls that wait for people at a door whose clients do not wait that long. A client is refused, and when it tries again the approval is
 * claimed, by the very bytes that were held: the same host and the same addresses, the same request. Thread-safe; remembers the newest
 * {@value #MOST}.
 */
public final class HeldRetries {
    private static final int MOST = 4096;

    private record Key(String tenant, String agent, String session, String what) {}

    private final Gate gate;
    private final Function<Call, String> what;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<Key, ApprovalId> open = new LinkedHashMap<>();

    /**
     * Retries at one door.
     *
     * @param what by what two calls of a session are taken for the same question; the bytes decide
     */
    public HeldRetries(Gate gate, Function<Call, String> what) {
        this.gate = gate;
        this.what = what;
    }

    private Key key(Call call) {
        return new Key(
                call.tenant().value(), call.agent().value(), call.session().value(), what.apply(call));
    }

    /** A judged call may have asked people. */
    public void opened(Call call, Decided decided) {
        if (!(decided.judgement().decision() instanceof Decision.RequireApproval)
                || decided.approval().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            open.put(key(call), decided.approval().get().id());
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Claims the approval of the same call, if people agreed to it; empty if it must be judged anew. */
    public Optional<Answer> claim(Call call) {
        Optional<Approval> waiting = waiting(key(call)).flatMap(id -> gate.approval(call.tenant(), id));
        if (waiting.isPresent() && waiting.get().status() == ApprovalStatus.PENDING) {
            return Optional.of(new Answer.NotClaimable(ApprovalStatus.PENDING));
        }
        if (waiting.isEmpty() || waiting.get().status() != ApprovalStatus.APPROVED) {
            return Optional.empty();
        }
        forget(key(call));
        Approval approval = waiting.get();
        boolean same = gate.held(call.tenant(), approval.id())
                .flatMap(held -> held.call().dispatch())
                .filter(held -> call.dispatch()
                        .filter(now -> Arrays.equals(now.bytes(), held.bytes()))
                        .isPresent())
                .isPresent();
        return same
                ? Optional.of(gate.consume(call.tenant(), call.agent(), approval.id(), Optional.empty()))
                : Optional.empty();
    }

    private Optional<ApprovalId> waiting(Key key) {
        lock.lock();
        try {
            return Optional.ofNullable(open.get(key));
        } finally {
            lock.unlock();
        }
    }

    private void forget(Key key) {
        lock.lock();
        try {
            open.remove(key);
        } finally {
            lock.unlock();
        }
    }
}
