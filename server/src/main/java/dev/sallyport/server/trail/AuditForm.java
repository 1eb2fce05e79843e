package dev.sallyport.server.trail;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.KindLimit;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a line of the trail says. That of a receipt is a function of the receipt alone, so a check can derive it again; like
 * the receipt it holds names and categories, never content, so there is nothing in it to erase.
 */
final class AuditForm {
    static final String SEQUENCE = "receipt.sequence";
    static final String TENANT = "tenant";
    static final String EVENT = "event";
    static final String OMITTED = "audit.omitted";
    static final String UNREADABLE = "receipt.unreadable";

    private static final Map<String, String> DECISION = Map.of(
            "agent", "agent.id",
            "session", "session.id",
            "tool", "tool.name",
            "action", "tool.action",
            "decision_id", "decision.id",
            "reasons", "decision.reason");
    private static final Map<String, String> OUTCOME =
            Map.of("agent", "agent.id", "decision_id", "decision.id", "status", "outcome.status");
    private static final Map<String, String> APPROVAL = Map.of(
            "approval_id",
            "approval.id",
            "decision_id",
            "decision.id",
            "person",
            "person.id",
            "answer",
            "approval.answer");
    private static final Map<String, String> ADMINISTRATION = Map.of(
            "actor_role", "actor.role", "actor", "actor.name", "change", "change.name", "subject", "change.subject");

    private AuditForm() {}

    /** The line of that tenant's receipt; one that can't be read has a line, too, which says no more than that. */
    static JsonObject of(String tenant, SealedReceipt sealed) {
        return Receipt.ifReadable(sealed)
                .map(receipt -> of(sealed, receipt))
                .orElseGet(() -> JsonObject.builder()
                        .put(EVENT, UNREADABLE)
                        .put(TENANT, tenant)
                        .put("receipt.id", sealed.receiptId())
                        .put(SEQUENCE, sealed.sequence())
                        .put("receipt.hash", sealed.hashHex())
                        .build());
    }

    private static JsonObject of(SealedReceipt sealed, Receipt receipt) {
        JsonObject body = receipt.body().members();
        JsonObject.Builder out = JsonObject.builder()
                .put(
                        "time",
                        Instant.ofEpochMilli(receipt.envelope().timeMillis()).toString())
                .put(EVENT, event(receipt).wire())
                .put(TENANT, receipt.envelope().tenant())
                .put("receipt.id", sealed.receiptId())
                .put(SEQUENCE, sealed.sequence())
                .put("receipt.hash", sealed.hashHex());
        Map<String, String> names = switch (receipt.envelope().kind()) {
            case DECISION -> DECISION;
            case OUTCOME -> OUTCOME;
            case APPROVAL -> APPROVAL;
            case ADMINISTRATION -> ADMINISTRATION;
        };
        new TreeMap<>(names).forEach((member, name) -> {
            String value = AuditLine.text(body, member);
            if (!value.isEmpty()) {
                out.put(name, value);
            }
        });
        return out.build();
    }

    private static EventName event(Receipt receipt) {
        return switch (receipt.envelope().kind()) {
            case DECISION ->
                switch (AuditLine.text(receipt.body().members(), "decision")) {
                    case "allow" -> EventName.TOOL_ALLOWED;
                    case "require_approval" -> EventName.TOOL_HELD;
                    default -> denied(AuditLine.text(receipt.body().members(), "door"));
                };
            case OUTCOME -> EventName.OUTCOME_RECORDED;
            case APPROVAL -> EventName.APPROVAL_ANSWERED;
            case ADMINISTRATION -> EventName.REGISTRY_CHANGED;
        };
    }

    private static EventName denied(String door) {
        return door.equals(Door.EGRESS.wire()) ? EventName.EGRESS_DENIED : EventName.TOOL_DENIED;
    }

    /** The line of something that has no receipt. */
    static JsonObject of(Event event) {
        JsonObject.Builder out = JsonObject.builder()
                .put("time", Instant.ofEpochMilli(event.timeMillis()).toString())
                .put(EVENT, event.name().wire())
                .put(TENANT, event.tenant().value());
        new TreeMap<>(event.fields()).forEach(out::put);
        return out.build();
    }

    /** The line for events that were too many to have one each. */
    static JsonObject of(KindLimit.Omitted omitted, long timeMillis) {
        return JsonObject.builder()
                .put("time", Instant.ofEpochMilli(timeMillis).toString())
                .put(EVENT, OMITTED)
                .put(TENANT, omitted.tenant().value())
                .put("audit.kind", omitted.name().wire())
                .put("audit.count", omitted.count())
                .build();
    }
}
