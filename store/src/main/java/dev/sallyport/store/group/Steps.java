package dev.sallyport.store.group;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.sql.SQLException;

/** One commit's turn within its group: admitted and inserted, or settled with why not. Writer thread only. */
public final class Steps {
    private final Known known;
    private final Admission admission;
    private final Insertion insertion;

    /** Steps that look into {@code known} and write through {@code insertion}. */
    public Steps(Known known, Insertion insertion) {
        this.known = known;
        this.admission = new Admission(known);
        this.insertion = insertion;
    }

    /** Settles the commit; the draft moves on if it was admitted. */
    public void take(Pending pending, Draft draft) throws SQLException {
        Admission.Verdict verdict;
        try {
            verdict = admission.judge(pending.commit(), draft);
        } catch (IllegalArgumentException e) {
            pending.fail(e);
            return;
        }
        pending.settle(
                switch (verdict) {
                    case Admission.Verdict.Refused refused -> refused.result();
                    case Admission.Verdict.Admitted admitted -> write(pending, admitted, draft);
                });
    }

    private CommitResult write(Pending pending, Admission.Verdict.Admitted admitted, Draft draft) throws SQLException {
        SealedReceipt receipt = insertion.write(pending.commit(), admitted, draft);
        int tenant = draft.head(pending.commit().tenant()).orElseThrow().number();
        known.wrote(tenant, pending.commit(), admitted.approval());
        return new CommitResult.Committed(receipt);
    }
}
