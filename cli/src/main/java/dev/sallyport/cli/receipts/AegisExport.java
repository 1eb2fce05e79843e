package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.export.AegisWriter;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decisions in the interchange form {@code aegis-1}: one receipt for each, in plain text, as a chain of its own. Of a decision
 * whose facts were erased only what its native receipt says is left; the rest is null.
 */
final class AegisExport {
    private static final int PAGE = 1_000;

    private final Records records;
    private final Sealer sealer;

    AegisExport(Records records, Sealer sealer) {
        this.records = records;
        this.sealer = sealer;
    }

    void write(TenantId tenant, OutputStream out) throws IOException {
        AegisWriter writer = new AegisWriter(out);
        long end = records.receiptCount(tenant);
        for (long from = 0; from < end; from += PAGE) {
            for (SealedReceipt sealed : records.receipts(tenant, from, (int) Math.min(PAGE, end - from))) {
                Receipt receipt = Receipt.read(sealed.canonical());
                if (receipt.envelope().kind() == ReceiptKind.DECISION) {
                    writer.add(content(tenant, receipt), sealed.hash());
                }
            }
        }
    }

    private JsonObject content(TenantId tenant, Receipt receipt) {
        JsonObject body = receipt.body().members();
        Optional<FactsRecord> kept = kept(tenant, body);
        Optional<Facts> facts = kept.map(k -> FactsCodec.parse(k.facts()));
        return JsonObject.builder()
                .put("event_id", receipt.envelope().receiptId())
                .put("ts", Instant.ofEpochMilli(receipt.envelope().timeMillis()).toString())
                .put("agent_id", said(body, "agent"))
                .put(
                        "user_id",
                        kept.map(k -> said(object(k.about()), "user_id")).orElse(JsonNull.NULL))
                .put("run_id", said(body, "session"))
                .put("trace_id", JsonNull.NULL)
                .put("tool", said(body, "tool"))
                .put("action", said(body, "action"))
                .put(
                        "resource",
                        facts.flatMap(f -> f.what().resource())
                                .<Json>map(JsonString::new)
                                .orElse(JsonNull.NULL))
                .put("source_trust", said(body, "trust"))
                .put("decision", said(body, "decision"))
                .put("approver", approver(tenant, body))
                .put(
                        "action_hash",
                        facts.<Json>map(f -> new JsonString(f.what().actionHash()))
                                .orElse(JsonNull.NULL))
                .build();
    }

    private Optional<FactsRecord> kept(TenantId tenant, JsonObject body) {
        DecisionId decision = new DecisionId(text(said(body, "decision_id")));
        return records.facts(tenant, decision)
                .map(k -> FactsRecord.parse(
                        sealer.open(FactsRecord.context(tenant.value(), decision.value()), k.sealed())));
    }

    /** Of a claim, the people who approved it. */
    private Json approver(TenantId tenant, JsonObject body) {
        if (!(said(body, "phase") instanceof JsonString phase) || !phase.value().equals("claim")) {
            return JsonNull.NULL;
        }
        Optional<List<String>> people = Optional.of(said(body, "approval_id"))
                .filter(JsonString.class::isInstance)
                .flatMap(id -> records.approval(tenant, new dev.sallyport.gate.identity.ApprovalId(text(id))))
                .map(a -> a.votes().stream().map(v -> v.person().value()).toList());
        return people.filter(p -> !p.isEmpty())
                .<Json>map(p -> new JsonString(String.join(",", p)))
                .orElse(JsonNull.NULL);
    }

    private static Json said(JsonObject object, String member) {
        Json value = object.get(member);
        return value == null ? JsonNull.NULL : value;
    }

    private static String text(Json value) {
        return value instanceof JsonString string ? string.value() : "";
    }

    private static JsonObject object(byte[] canonical) {
        return StrictJson.parse(canonical) instanceof JsonObject object ? object : JsonObject.of();
    }
}
