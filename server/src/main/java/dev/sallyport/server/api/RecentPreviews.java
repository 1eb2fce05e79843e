package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.soc.rehearsal.Preview;
import dev.sallyport.soc.response.Effect;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an effect would stop, by the receipts of the last day and the approvals that wait. Thread-safe. */
public final class RecentPreviews {
    private static final int PAGE = 500;
    private static final int MOST = 20_000;

    private final Records records;
    private final InstantSource clock;

    /** Previews by those records. */
    public RecentPreviews(Records records, InstantSource clock) {
        this.records = records;
        this.clock = clock;
    }

    /** What that effect would stop now if it were done to that target. */
    public Preview of(TenantId tenant, Effect effect, String target) {
        long now = clock.millis();
        return Preview.of(effect, target, recent(tenant, now), now);
    }

    private Preview.Recent recent(TenantId tenant, long now) {
        List<Preview.Call> calls = new ArrayList<>();
        boolean cut = true;
        for (int offset = 0; offset < MOST && cut; offset += PAGE) {
            List<SealedReceipt> page = records.newestReceipts(tenant, PAGE, offset);
            cut = page.size() == PAGE;
            for (SealedReceipt sealed : page) {
                Optional<Receipt> receipt = Receipt.ifReadable(sealed);
                if (receipt.filter(r -> r.envelope().timeMillis() < now - Preview.DAY_MILLIS)
                        .isPresent()) {
                    return new Preview.Recent(calls, held(tenant), false);
                }
                receipt.filter(r -> r.envelope().kind() == ReceiptKind.DECISION).ifPresent(r -> calls.add(call(r)));
            }
        }
        return new Preview.Recent(calls, held(tenant), cut);
    }

    private static Preview.Call call(Receipt receipt) {
        return new Preview.Call(
                receipt.envelope().timeMillis(),
                text(receipt, "agent"),
                text(receipt, "session"),
                text(receipt, "tool"),
                QualifiedName.of(text(receipt, "tool"), text(receipt, "action")));
    }

    private static String text(Receipt receipt, String member) {
        return receipt.body().members().get(member) instanceof JsonString text ? text.value() : "";
    }

    private List<Preview.Held> held(TenantId tenant) {
        List<Preview.Held> held = new ArrayList<>();
        for (ApprovalStatus waiting : List.of(ApprovalStatus.PENDING, ApprovalStatus.APPROVED)) {
            for (Approval approval : records.approvals(tenant, Optional.of(waiting), PAGE, 0)) {
                held.add(new Preview.Held(
                        approval.id().value(),
                        new Preview.Call(
                                approval.createdMillis(),
                                approval.agent().value(),
                                approval.session().value(),
                                approval.tool(),
                                QualifiedName.of(approval.tool(), approval.action()))));
            }
        }
        return held;
    }
}
