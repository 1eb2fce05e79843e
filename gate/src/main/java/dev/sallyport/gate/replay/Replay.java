package dev.sallyport.gate.replay;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.erasure.Removals;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.SealBroken;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.commitment.FactsDigest;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Derives past judgements again. Reads only; thread-safe. */
public final class Replay {
    private static final int PAGE = 500;

    private final Records records;
    private final Policies policies;
    private final Sealer sealer;

    /** A replay over these records. */
    public Replay(Records records, Policies policies, Sealer sealer) {
        this.records = records;
        this.policies = policies;
        this.sealer = sealer;
    }

    /**
     * Derives every decision of the tenant again, in the order of their receipts: the receipts say which there were.
     *
     * @param with a bundle to judge by instead of the one that judged then: shows what it would have changed
     */
    public void all(TenantId tenant, Optional<PolicyBundle> with, Consumer<Replayed> each) {
        Removals removals = new Removals(records, tenant);
        List<SealedReceipt> page = records.receipts(tenant, 0, PAGE);
        while (!page.isEmpty()) {
            for (SealedReceipt sealed : page) {
                Receipt receipt = Receipt.read(sealed.canonical());
                if (receipt.envelope().kind() == ReceiptKind.DECISION) {
                    each.accept(one(tenant, receipt, with, removals));
                }
            }
            page = records.receipts(tenant, page.getLast().sequence() + 1, PAGE);
        }
    }

    private Replayed one(TenantId tenant, Receipt receipt, Optional<PolicyBundle> with, Removals removals) {
        JsonObject body = receipt.body().members();
        DecisionId decision = new DecisionId(text(body, "decision_id"));
        Optional<Records.KeptFacts> kept = records.facts(tenant, decision);
        if (kept.isEmpty()) {
            return removals.cover(receipt.sequence()) ? new Replayed.Erased(decision) : new Replayed.Missing(decision);
        }
        String decider = text(body, "decider");
        if (!decider.equals(Judge.VERSION)) {
            return new Replayed.OtherDecider(decision, decider);
        }
        try {
            String context = FactsRecord.context(tenant.value(), decision.value());
            return derive(
                    tenant,
                    decision,
                    body,
                    FactsRecord.parse(sealer.open(context, kept.get().sealed())),
                    with);
        } catch (SealBroken | FormBroken e) {
            return new Replayed.Unreadable(decision, String.valueOf(e.getMessage()));
        }
    }

    private Replayed derive(
            TenantId tenant, DecisionId decision, JsonObject body, FactsRecord record, Optional<PolicyBundle> with) {
        Facts facts = FactsCodec.parse(record.facts());
        Optional<PolicyBundle> bundle =
                with.or(() -> records.policy(tenant, facts.policyDigest()).map(policies::bundle));
        if (bundle.isEmpty()) {
            return new Replayed.Unreadable(decision, "the policy bundle " + facts.policyDigest() + " is not kept");
        }
        // A decision that was denied because standing moved twice has no judgement to derive.
        if (text(body, "reasons").equals(ReasonCode.STALE.wire())) {
            return new Replayed.Same(decision);
        }
        Judgement judgement = Judge.judge(facts, bundle.get());
        String digest = FactsDigest.of(Salt.of(record.salt()), record.facts()).hex();
        String derived = form(judgement.decision().wire(), reasons(judgement.decision()), judgement.policies(), digest);
        String recorded = form(
                text(body, "decision"), texts(body, "reasons"), texts(body, "policies"), text(body, "facts_digest"));
        return derived.equals(recorded)
                ? new Replayed.Same(decision)
                : new Replayed.Differs(decision, recorded, derived);
    }

    private static String form(String decision, List<String> reasons, List<String> policies, String factsDigest) {
        JsonObject form = JsonObject.builder()
                .put("decision", decision)
                .put("reasons", array(reasons))
                .put("policies", array(policies))
                .put("facts_digest", factsDigest)
                .build();
        return new String(CanonicalForm.of(form, Scheme.SALLYPORT_JCS_2), StandardCharsets.UTF_8);
    }

    private static List<String> reasons(Decision decision) {
        return switch (decision) {
            case Decision.Deny deny ->
                deny.reasons().stream().map(ReasonCode::wire).toList();
            case Decision.Allow allow -> List.of(allow.reason().wire());
            case Decision.RequireApproval ask -> List.of(ask.reason().wire());
        };
    }

    static String text(JsonObject body, String name) {
        Json value = body.get(name);
        if (value instanceof JsonArray array && array.items().size() == 1) {
            value = array.items().getFirst();
        }
        return value instanceof JsonString string ? string.value() : "";
    }

    static List<String> texts(JsonObject body, String name) {
        return body.get(name) instanceof JsonArray array
                ? array.items().stream()
                        .map(item -> item instanceof JsonString s ? s.value() : "")
                        .toList()
                : List.of();
    }

    private static JsonArray array(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
