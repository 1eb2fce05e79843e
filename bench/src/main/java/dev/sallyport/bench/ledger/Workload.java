package dev.sallyport.bench.ledger;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import java.util.concurrent.CompletableFuture;

/**
 * Receipts of about 700 bytes, as many as are asked for, with or without the sealed facts of a decision. Each is made when it
 * is asked for, so that making it is part of what is measured. Thread-safe.
 *
 * @param keyId of the key that the receipts name
 * @param factsBytes of the sealed facts beside each receipt; 0 for a receipt alone
 */
public record Workload(TenantId tenant, String keyId, int factsBytes) {
    private static final long PATIENCE_MILLIS = 60_000;
    private static final AgentId AGENT = new AgentId("agt_bench");
    private static final String NOTE = "x".repeat(330);

    /** The id of the receipt with that number. */
    public static String id(long number) {
        return String.format("rcp_bench%012d", number);
    }

    /** The commit with that number. */
    public Commit commit(long number) {
        long now = System.currentTimeMillis();
        CommitBuilder commit = Commit.of(tenant, draft(number, now), now + PATIENCE_MILLIS);
        if (factsBytes > 0) {
            commit.keeping(new Commit.SealedFacts(decision(number), AGENT, facts(), false));
        }
        return commit.build();
    }

    /** Commits it to that journal; the future fails unless it is committed. */
    public CompletableFuture<Void> into(Journal journal, long number) {
        return journal.commit(commit(number)).thenAccept(result -> {
            if (!(result instanceof CommitResult.Committed)) {
                throw new IllegalStateException("receipt " + number + " was answered with " + result);
            }
        });
    }

    /** As many bytes as such a commit leaves in the store, without its indexes. */
    byte[] plain() {
        return new byte
                [Chain.genesis().seal(draft(0, System.currentTimeMillis())).canonical().length + factsBytes];
    }

    private ReceiptDraft draft(long number, long nowMillis) {
        JsonObject body = JsonObject.builder()
                .put("decision_id", decision(number).value())
                .put("agent", AGENT.value())
                .put("note", NOTE)
                .build();
        return ReceiptDraft.of(
                new ReceiptBody(body),
                new Envelope(id(number), tenant.value(), ReceiptKind.ADMINISTRATION, nowMillis, keyId));
    }

    private static DecisionId decision(long number) {
        return new DecisionId(String.format("dec_bench%012d", number));
    }

    private byte[] facts() {
        // Nothing on the way compresses: the content makes no difference.
        return new byte[factsBytes];
    }
}
