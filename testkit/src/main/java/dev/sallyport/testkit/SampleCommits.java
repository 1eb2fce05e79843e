package dev.sallyport.testkit;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Well-formed commits of one tenant, for tests of journals. Immutable. */
public final class SampleCommits {
    /** The agent all of them are about. */
    public static final AgentId AGENT = new AgentId("agt_1");
    /** The session all of them belong to. */
    public static final SessionId SESSION = new SessionId("ses_1");

    private static final long NEVER = Long.MAX_VALUE;

    private final TenantId tenant;

    private SampleCommits(TenantId tenant) {
        this.tenant = tenant;
    }

    /** Commits of that tenant. */
    public static SampleCommits of(String tenant) {
        return new SampleCommits(new TenantId(tenant));
    }

    /** The tenant. */
    public TenantId tenant() {
        return tenant;
    }

    /** A receipt {@code rcp_NAME} and nothing else yet; its deadline never comes. */
    public CommitBuilder plain(String name) {
        return plain(name, NEVER);
    }

    /** The same with a deadline. */
    public CommitBuilder plain(String name, long deadlineMillis) {
        return Commit.of(
                tenant, draft(name, JsonObject.builder().put("name", name).build()), deadlineMillis);
    }

    /** A decision {@code dec_NAME} with the given facts. */
    public CommitBuilder decision(String name, byte[] sealed, boolean released) {
        return plain(name).keeping(new Commit.SealedFacts(decisionId(name), AGENT, sealed, released));
    }

    /** A decision {@code dec_NAME}. */
    public CommitBuilder decision(String name, boolean released) {
        return decision(name, bytes("facts of " + name + " of " + tenant), released);
    }

    /** The id of {@link #decision}. */
    public static DecisionId decisionId(String name) {
        return new DecisionId("dec_" + name);
    }

    /** The key of a request by {@link #AGENT}, answered by {@code ANSWER}. */
    public Commit.RequestOnce request(String requestId, String answer) {
        return new Commit.RequestOnce(AGENT, requestId, bytes(answer));
    }

    /** An approval {@code apr_NAME} that waits, of the given quorum. */
    public Approval approval(String name, int quorum, long createdMillis, long expiresMillis) {
        return new Approval(
                tenant,
                approvalId(name),
                decisionId(name),
                AGENT,
                SESSION,
                "desk",
                "send_mail",
                "a".repeat(64),
                "approvers",
                quorum,
                "b".repeat(64),
                ApprovalStatus.PENDING,
                createdMillis,
                expiresMillis,
                List.of(),
                bytes("held call of " + name + " of " + tenant));
    }

    /** The id of {@link #approval}. */
    public static ApprovalId approvalId(String name) {
        return new ApprovalId("apr_" + name);
    }

    /** A receipt whose canonical form has about that many bytes, 400 to 60,000. */
    public ReceiptDraft sized(String name, int bytes) {
        return draft(
                name,
                JsonObject.builder()
                        .put("name", name)
                        .put("padding", "x".repeat(Math.max(0, bytes - 400)))
                        .build());
    }

    private ReceiptDraft draft(String name, JsonObject body) {
        return ReceiptDraft.of(
                new ReceiptBody(body),
                new Envelope(
                        "rcp_" + name,
                        tenant.value(),
                        ReceiptKind.DECISION,
                        ManualClock.START_MILLIS,
                        TestInstall.KEY_ID));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
