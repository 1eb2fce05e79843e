package dev.sallyport.gate.journal;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads what the journal wrote. Every query names its tenant and answers for that tenant alone; unknown and foreign ids
 * answer alike. Thread-safe.
 */
public interface Records {
    /** The first answer to that request id, if it came before. */
    Optional<byte[]> firstAnswer(TenantId tenant, AgentId agent, String requestId);

    /** The approval with that id. */
    Optional<Approval> approval(TenantId tenant, ApprovalId id);

    /** Approvals, newest first, of one status if given. */
    List<Approval> approvals(TenantId tenant, Optional<ApprovalStatus> status, int limit, int offset);

    /** Every approval of any tenant that is not final and expired at or before that time; for the sweeper. */
    List<Approval> expiredApprovals(long timeMillis, int limit);

    /** The sealed facts of a decision, unless they were erased. */
    Optional<KeptFacts> facts(TenantId tenant, DecisionId decision);

    /** The receipt with that id. */
    Optional<SealedReceipt> receipt(TenantId tenant, String receiptId);

    /** Receipts from that sequence on, in order. */
    List<SealedReceipt> receipts(TenantId tenant, long fromSequence, int limit);

    /** Receipts, newest first. */
    List<SealedReceipt> newestReceipts(TenantId tenant, int limit, int offset);

    /** Receipts that no decision and no outcome made, newest first: acts on the registry, people's answers, administration. */
    List<SealedReceipt> newestActs(TenantId tenant, int limit, int offset);

    /** The receipt of the newest decision or outcome kind for that decision id. */
    List<SealedReceipt> receiptsOf(TenantId tenant, DecisionId decision);

    /** How many receipts the tenant's chain holds. */
    long receiptCount(TenantId tenant);

    /** Every trust level that entered the session, with what brought it. */
    List<SessionLabel> sessionLabels(TenantId tenant, SessionId session);

    /** What entered any session of the agent at or after that time, each trust level at least once. */
    List<SessionLabel> agentLabels(TenantId tenant, AgentId agent, long sinceMillis);

    /** Decisions the gateway released whose outcome nobody recorded, of every tenant. */
    List<OpenRelease> openReleases();

    /** Every policy bundle that was ever active for the tenant, by digest. */
    Optional<PolicySource> policy(TenantId tenant, String digest);

    /** Decision ids in order of their receipts, for replay; close the stream. */
    Stream<DecisionId> decisions(TenantId tenant);

    /** Decisions whose facts are still kept, in order of their receipts, from that sequence on. */
    List<KeptDecision> keptDecisions(TenantId tenant, long fromSequence, int limit);

    /** Tenants that have a chain. */
    List<TenantId> tenants();

    /**
     * Sealed facts as kept.
     *
     * @param sequence the place of the decision's receipt in the tenant's chain
     */
    record KeptFacts(DecisionId decision, AgentId agent, long sequence, byte[] sealed) {}

    /**
     * A decision whose facts are kept.
     *
     * @param sequence the place of its receipt in the tenant's chain
     */
    record KeptDecision(DecisionId decision, AgentId agent, long sequence) {}

    /** What entered a session, when, and of which trust level (wire name). */
    record SessionLabel(SessionId session, AgentId agent, String trust, String source, long timeMillis) {}

    /** A release without an outcome. */
    record OpenRelease(TenantId tenant, DecisionId decision, AgentId agent) {}
}
