package dev.sallyport.gate.replay;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Judges recorded questions once more, by another bundle, to say what it would change. Reads only; thread-safe. Claims of
 * approvals are passed over: the question they answer was recorded when the call was first judged.
 */
public final class Retrial {
    private static final int PAGE = 500;

    private final Records records;
    private final Sealer sealer;

    /** A retrial over these records. */
    public Retrial(Records records, Sealer sealer) {
        this.records = records;
        this.sealer = sealer;
    }

    /** Every decision of the tenant, in the order of their receipts. */
    public void all(TenantId tenant, PolicyBundle bundle, Consumer<Retried> each) {
        try (Stream<DecisionId> decisions = records.decisions(tenant)) {
            decisions.forEach(decision -> each.accept(one(tenant, decision, bundle)));
        }
    }

    /**
     * The decisions among the newest receipts of the tenant whose facts are still kept, in their order.
     *
     * @param most how many receipts back it begins
     * @param goesOn asked before each page whether there is time for it
     * @return whether it came to the end
     */
    public boolean newest(
            TenantId tenant, PolicyBundle bundle, long most, BooleanSupplier goesOn, Consumer<Retried> each) {
        long from = Math.max(0, records.receiptCount(tenant) - most);
        while (goesOn.getAsBoolean()) {
            List<Records.KeptDecision> page = records.keptDecisions(tenant, from, PAGE);
            page.forEach(kept -> each.accept(one(tenant, kept.decision(), bundle)));
            if (page.size() < PAGE) {
                return true;
            }
            from = page.getLast().sequence() + 1;
        }
        return false;
    }

    private Retried one(TenantId tenant, DecisionId decision, PolicyBundle bundle) {
        Optional<Records.KeptFacts> kept = records.facts(tenant, decision);
        List<SealedReceipt> receipts = records.receiptsOf(tenant, decision);
        if (kept.isEmpty() || receipts.isEmpty()) {
            return new Retried.PassedOver(decision, Retried.Why.ERASED);
        }
        JsonObject body = Receipt.read(receipts.getFirst().canonical()).body().members();
        if (Replay.text(body, "reasons").equals(ReasonCode.STALE.wire())) {
            return new Retried.PassedOver(decision, Retried.Why.STALE);
        }
        try {
            byte[] plain = sealer.open(
                    FactsRecord.context(tenant.value(), decision.value()),
                    kept.get().sealed());
            Facts facts = FactsCodec.parse(FactsRecord.parse(plain).facts());
            return facts.held().isPresent()
                    ? new Retried.PassedOver(decision, Retried.Why.CLAIM)
                    : new Retried.Judged(
                            decision,
                            Replay.text(body, "decision"),
                            Replay.texts(body, "policies"),
                            Judge.judge(facts, bundle));
        } catch (SealBroken | FormBroken e) {
            return new Retried.PassedOver(decision, Retried.Why.UNREADABLE);
        }
    }
}
