package dev.sallyport.store.group;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import java.sql.SQLException;
import java.util.Optional;

/**
 * What the database holds at a commit's turn, with the rows of the commits before it in the same group. Writer thread only.
 */
public interface Known {
    /** The first answer to that request, if it came before. */
    Optional<byte[]> answer(int tenant, Commit.RequestOnce once) throws SQLException;

    /** Whether that nonce came before. */
    boolean nonce(int tenant, Commit.NonceOnce once) throws SQLException;

    /** Whether that decision has an outcome. */
    boolean outcome(int tenant, DecisionId decision) throws SQLException;

    /** The approval as it stands. */
    Optional<Approval> approval(TenantId tenant, int number, ApprovalId id) throws SQLException;

    /**
     * Hears what a commit of this group wrote; for those who can't see its rows yet.
     *
     * @param approval the approval as it stands now, if the commit moved one
     */
    default void wrote(int tenant, Commit commit, Optional<Approval> approval) {}
}
