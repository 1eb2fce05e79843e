package dev.sallyport.server.held;

import dev.sallyport.gate.Answered;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.VoteResult;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.registry.Approver;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The one place where people's answers come in, whatever way they came. Who may answer at all is the gate's to say; here the
 * way must be good enough for what is answered. A refusal is taken by any way. Thread-safe.
 */
public final class Ballot {
    private static final Set<String> HIGH = Set.of("high", "critical");

    private final Gate gate;
    private final HeldForm form;
    private final Predicate<Approver> needsPasskey;

    /**
     * A ballot.
     *
     * @param needsPasskey whether that person's approval of what is of high risk takes a passkey
     */
    public Ballot(Gate gate, HeldForm form, Predicate<Approver> needsPasskey) {
        this.gate = gate;
        this.form = form;
        this.needsPasskey = needsPasskey;
    }

    /** How sure it is that the person gave that answer to what the person saw. */
    public enum Way {
        /** Another service says so. */
        CHANNEL,
        /** A credential of the person's own was typed. */
        CREDENTIAL,
        /** A passkey signed this answer to this approval. */
        PASSKEY
    }

    /** Whether what waits is of high risk, so that not every way will do. */
    public boolean isHighRisk(Approval approval) {
        return HIGH.contains(form.risk(approval));
    }

    /** Whether that person's approval of it takes a passkey. */
    public boolean takesPasskey(Approver approver, Approval approval) {
        return needsPasskey.test(approver) && isHighRisk(approval);
    }

    /** Records the answer, or says why not. */
    public VoteResult cast(Approver approver, ApprovalId id, Answered answer, Way way) {
        Optional<VoteResult> refused = answer.approves() && way != Way.PASSKEY
                ? gate.approval(approver.tenant(), id).flatMap(approval -> tooWeak(approver, approval, way))
                : Optional.empty();
        return refused.orElseGet(() -> gate.vote(approver.tenant(), approver, id, answer));
    }

    private Optional<VoteResult> tooWeak(Approver approver, Approval approval, Way way) {
        if (way == Way.CHANNEL && isHighRisk(approval)) {
            return Optional.of(
                    new VoteResult.NotAllowed("this is of high risk, which no channel can approve; open the console"));
        }
        return takesPasskey(approver, approval)
                ? Optional.of(
                        new VoteResult.NotAllowed("this is of high risk; approve it on the console with a passkey"))
                : Optional.empty();
    }
}
