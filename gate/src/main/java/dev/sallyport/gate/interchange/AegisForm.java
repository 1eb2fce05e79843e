package dev.sallyport.gate.interchange;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.About;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The content of {@code aegis-1} receipts, made from native ones and their sealed facts.
 *
 * <p>Unlike native receipts these hold plaintext (resource, user, unsalted action hash), which can't be erased once it
 * is exported; what was erased before says {@code null}. Reads only; thread-safe.
 */
public final class AegisForm {
    private final Records records;
    private final Sealer sealer;

    /** A form over these records. */
    public AegisForm(Records records, Sealer sealer) {
        this.records = records;
        this.sealer = sealer;
    }

    /** The content for a receipt about an action; empty for administration, which the form has no words for. */
    public Optional<JsonObject> content(TenantId tenant, SealedReceipt receipt) {
        if (!(StrictJson.parse(receipt.canonical()) instanceof JsonObject whole)
                || !(whole.get("body") instanceof JsonObject body)
                || !(body.get("decision_id") instanceof JsonString decision)) {
            return Optional.empty();
        }
        String kind = text(whole, "kind").orElse("");
        JsonObject.Builder out =
                JsonObject.builder().put("event_id", receipt.receiptId()).put("ts", timestamp(whole));
        about(tenant, new DecisionId(decision.value()), out);
        out.putNullable("approver", approver(tenant, body).orElse(null));
        out.put("decision", word(kind, body));
        text(body, "status").ifPresent(status -> out.put("outcome", status));
        return Optional.of(out.build());
    }

    private void about(TenantId tenant, DecisionId decision, JsonObject.Builder out) {
        Optional<FactsRecord> record = records.facts(tenant, decision)
                .map(kept -> FactsRecord.parse(
                        sealer.open(FactsRecord.context(tenant.value(), decision.value()), kept.sealed())));
        Optional<Facts> facts = record.map(r -> FactsCodec.parse(r.facts()));
        Optional<About> about = record.map(r -> About.parse(r.about()));
        out.putNullable("agent_id", facts.map(f -> f.who().agent().value()).orElse(null))
                .putNullable("user_id", about.flatMap(About::userId).orElse(null))
                .putNullable("run_id", facts.map(f -> f.who().session().value()).orElse(null))
                .putNullable("trace_id", about.flatMap(About::traceId).orElse(null))
                .putNullable("tool", facts.map(f -> f.what().tool()).orElse(null))
                .putNullable("action", facts.map(f -> f.what().action()).orElse(null))
                .putNullable("resource", facts.flatMap(f -> f.what().resource()).orElse(null))
                .putNullable(
                        "source_trust",
                        facts.map(f -> f.trust().weightiest().wire()).orElse(null))
                .putNullable(
                        "action_hash", facts.map(f -> f.what().actionHash()).orElse(null));
    }

    private Optional<String> approver(TenantId tenant, JsonObject body) {
        Optional<String> voter = text(body, "person");
        return voter.isPresent()
                ? voter
                : text(body, "approval_id")
                        .flatMap(id -> records.approval(tenant, new ApprovalId(id)))
                        .map(AegisForm::people)
                        .filter(people -> !people.isEmpty());
    }

    private static String people(Approval approval) {
        return approval.votes().stream()
                .filter(Vote::approves)
                .map(vote -> vote.person().value())
                .collect(Collectors.joining(","));
    }

    private static String word(String kind, JsonObject body) {
        return switch (kind) {
            case "decision" -> text(body, "decision").orElse("");
            case "outcome" ->
                body.get("hash_mismatch") instanceof JsonBoolean b && b.value() ? "executed_other_bytes" : "executed";
            default ->
                text(body, "reason").filter("approval_hash_mismatch"::equals).isPresent()
                        ? "rejected_on_swap"
                        : text(body, "answer").orElse("none");
        };
    }

    private static String timestamp(JsonObject whole) {
        return whole.get("time_ms") instanceof JsonNumber number
                ? Instant.ofEpochMilli((long) number.value()).toString()
                : "";
    }

    private static Optional<String> text(JsonObject object, String name) {
        Json value = object.get(name);
        return value == null || value == JsonNull.NULL || !(value instanceof JsonString s)
                ? Optional.empty()
                : Optional.of(s.value());
    }
}
