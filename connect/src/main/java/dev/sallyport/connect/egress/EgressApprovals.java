package dev.sallyport.connect.egress;

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

/**
 * The connections that wait for people. A client does not wait that long; it is refused, and when it tries again the approval is claimed, by
 * the very bytes that were held: the same host, and the same addresses. Thread-safe; remembers the newest {@value #MOST}.
 */
final class EgressApprovals {
    private static final int MOST = 4096;

    private record Key(String tenant, String agent, String session, String resource) {
        static Key of(Call call) {
            return new Key(
                    call.tenant().value(),
                    call.agent().value(),
                    call.session().value(),
                    String.valueOf(call.action().resource()));
        }
    }

    private final Gate gate;
    private final ReentrantLock lock = new ReentrantLock();
    /** Guarded by the lock. */
    private final Map<Key, ApprovalId> open = new LinkedHashMap<>();

    EgressApprovals(Gate gate) {
        this.gate = gate;
    }

    /** A judged call may have asked people. */
    void opened(Call call, Decided decided) {
        if (!(decided.judgement().decision() instanceof Decision.RequireApproval)
                || decided.approval().isEmpty()) {
            return;
        }
        lock.lock();
        try {
            open.put(Key.of(call), decided.approval().get().id());
            if (open.size() > MOST) {
                open.remove(open.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Claims the approval of the same connection, if people agreed to it; empty if it must be judged anew. */
    Optional<Answer> claim(Call call) {
        Optional<Approval> waiting = waiting(Key.of(call)).flatMap(id -> gate.approval(call.tenant(), id));
        if (waiting.isPresent() && waiting.get().status() == ApprovalStatus.PENDING) {
            return Optional.of(new Answer.NotClaimable(ApprovalStatus.PENDING));
        }
        if (waiting.isEmpty() || waiting.get().status() != ApprovalStatus.APPROVED) {
            return Optional.empty();
        }
        forget(Key.of(call));
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
