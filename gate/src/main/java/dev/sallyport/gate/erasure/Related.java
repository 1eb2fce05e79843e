package dev.sallyport.gate.erasure;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which decisions are about one held call: the one that asked for people, and each claim of what they answered. */
final class Related {
    private static final int PAGE = 500;
    /** A receipt's time is taken before its place in the chain; this much later no claim of an approval follows. */
    private static final long SLACK_MILLIS = 5 * 60 * 1000L;

    private final Records records;

    Related(Records records) {
        this.records = records;
    }

    /** That decision, and every other one that repeats its content. */
    Set<DecisionId> to(TenantId tenant, DecisionId decision) {
        Set<DecisionId> all = new LinkedHashSet<>(List.of(decision));
        Optional<Approval> approval = approval(tenant, decision);
        if (approval.isEmpty()) {
            return all;
        }
        all.add(approval.get().decision());
        List<SealedReceipt> asked = records.receiptsOf(tenant, approval.get().decision());
        if (!asked.isEmpty()) {
            claims(tenant, approval.get(), asked.getFirst().sequence() + 1, all);
        }
        return all;
    }

    private void claims(TenantId tenant, Approval approval, long from, Set<DecisionId> all) {
        List<SealedReceipt> page = records.receipts(tenant, from, PAGE);
        while (!page.isEmpty()) {
            for (SealedReceipt sealed : page) {
                Receipt receipt = Receipt.read(sealed.canonical());
                if (receipt.envelope().timeMillis() > approval.expiresMillis() + SLACK_MILLIS) {
                    return;
                }
                if (text(receipt, "approval_id")
                        .equals(Optional.of(approval.id().value()))) {
                    text(receipt, "decision_id").map(DecisionId::new).ifPresent(all::add);
                }
            }
            page = records.receipts(tenant, page.getLast().sequence() + 1, PAGE);
        }
    }

    /** The approval that a decision asked for or claims, if it did. */
    Optional<Approval> approval(TenantId tenant, DecisionId decision) {
        List<SealedReceipt> receipts = records.receiptsOf(tenant, decision);
        return receipts.isEmpty()
                ? Optional.empty()
                : text(Receipt.read(receipts.getFirst().canonical()), "approval_id")
                        .flatMap(id -> records.approval(tenant, new ApprovalId(id)));
    }

    /** When the receipt at that place was made. */
    long timeMillis(TenantId tenant, long sequence) {
        List<SealedReceipt> receipt = records.receipts(tenant, sequence, 1);
        return receipt.isEmpty()
                ? Long.MAX_VALUE
                : Receipt.read(receipt.getFirst().canonical()).envelope().timeMillis();
    }

    private static Optional<String> text(Receipt receipt, String member) {
        return receipt.body().members().get(member) instanceof JsonString s ? Optional.of(s.value()) : Optional.empty();
    }
}
