package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.server.http.JsonText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** A decision on the wire. Pure: the same decision has the same bytes, which is what a repeated request gets. */
final class DecisionForm {
    private DecisionForm() {}

    static byte[] bytes(Decided decided) {
        return JsonText.bytes(json(decided));
    }

    static JsonObject json(Decided decided) {
        Decision decision = decided.judgement().decision();
        JsonObject.Builder out = JsonObject.builder()
                .put("decision_id", decided.id().value())
                .put("decision", decision.wire())
                .put("risk_score", decided.risk().score())
                .put("risk_level", decided.risk().level())
                .put("reason", decision.reason().wire())
                .put("reasons", texts(reasons(decision)))
                .put("explanation", decision.reason().sentence())
                .put("matched_policies", texts(decided.judgement().policies()))
                .put("receipt_id", decided.receiptId())
                .put("action_hash", decided.shown().hex())
                .put("action_hash_scheme", decided.shown().scheme().id());
        decided.approval().ifPresent(approval -> out.put("approval", brief(approval)));
        return out.build();
    }

    private static JsonObject brief(Approval approval) {
        return JsonObject.builder()
                .put("approval_id", approval.id().value())
                .put("status", approval.status().name())
                .put("approver_group", approval.group())
                .put("expires_at", time(approval.expiresMillis()))
                .put("action_hash", approval.actionHash())
                .build();
    }

    private static List<String> reasons(Decision decision) {
        return switch (decision) {
            case Decision.Deny deny ->
                deny.reasons().stream().map(ReasonCode::wire).toList();
            case Decision.Allow allow -> List.of(allow.reason().wire());
            case Decision.RequireApproval ask -> List.of(ask.reason().wire());
        };
    }

    static JsonArray texts(Collection<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }

    /** RFC 3339 in UTC. */
    static String time(long millis) {
        return Instant.ofEpochMilli(millis).toString();
    }
}
