package dev.sallyport.server.api;

import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.Advisories;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.server.http.JsonText;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A decision on the wire. Pure: the same decision has the same bytes, which is what a repeated request gets. */
final class DecisionForm {
    private DecisionForm() {}

    static byte[] bytes(Decided decided) {
        return JsonText.bytes(json(decided));
    }

    /** Whether an answer lets something run. */
    static boolean allows(byte[] answer) {
        return member(answer, "decision").equals(Optional.of("allow"));
    }

    /** Whether an answer is about exactly that action. */
    static boolean isAbout(byte[] answer, Action action) {
        return member(answer, "action_hash_scheme")
                .flatMap(Scheme::byId)
                .map(scheme -> action.hash(scheme).hex())
                .equals(member(answer, "action_hash"));
    }

    private static Optional<String> member(byte[] answer, String name) {
        return StrictJson.parse(answer) instanceof JsonObject object && object.get(name) instanceof JsonString text
                ? Optional.of(text.value())
                : Optional.empty();
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
                .put("explanation", explanation(decided))
                .put("matched_policies", texts(decided.judgement().policies()))
                .put("receipt_id", decided.receiptId())
                .put("action_hash", decided.shown().hex())
                .put("action_hash_scheme", decided.shown().scheme().id());
        decided.approval().ifPresent(approval -> out.put("approval", brief(approval)));
        List<String> advisories = Advisories.of(decided.facts().shields());
        if (!advisories.isEmpty()) {
            out.put("advisories", texts(advisories));
        }
        return out.build();
    }

    /** Nothing of the call's values: the answer to a repeated request is kept as it is. */
    private static String explanation(Decided decided) {
        String reason = decided.judgement().decision().reason().sentence();
        return decided.explanation().map(why -> reason + ": " + why.told()).orElse(reason);
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
