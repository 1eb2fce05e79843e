package dev.sallyport.soc.event;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptBody;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes the event of a receipt, from the receipts alone: so what was dropped on the way, or came before a restart, is read from the ledger
 * and is the same event again. Immutable.
 */
public final class ReceiptEvents {
    private static final Set<String> CATALOGUE =
            Set.of("register_server", "pin_tools", "quarantine_server", "restore_server");
    private static final Set<String> RESPONSES = Set.of(
            "agent_active",
            "agent_frozen",
            "agent_revoked",
            "freeze_session",
            "unfreeze_session",
            "quarantine_server",
            "restore_server");
    private static final Map<String, String> DECISION = Map.ofEntries(
            Map.entry("action", "tool.action"),
            Map.entry("agent", "agent.id"),
            Map.entry("approval_id", "approval.id"),
            Map.entry("assurance", "agent.assurance"),
            Map.entry("capability", "tool.capability"),
            Map.entry("decision", "decision"),
            Map.entry("decision_id", "decision.id"),
            Map.entry("door", "decision.door"),
            Map.entry("effect", "tool.effect"),
            Map.entry("grant", "grant.id"),
            Map.entry("phase", "decision.phase"),
            Map.entry("policies", "policy.ids"),
            Map.entry("policy_name", "policy.name"),
            Map.entry("reasons", "decision.reason"),
            Map.entry("session", "session.id"),
            Map.entry("tool", "tool.name"),
            Map.entry("trust", "source.trust"));
    private static final Map<String, String> WHO =
            Map.of("action", "tool.action", "agent", "agent.id", "session", "session.id", "tool", "tool.name");
    private static final Map<String, String> OUTCOME = Map.of(
            "agent", "agent.id",
            "decision_id", "decision.id",
            "hash_mismatch", "outcome.hash_mismatch",
            "status", "outcome.status");
    private static final Map<String, String> APPROVAL = Map.of(
            "answer", "approval.answer",
            "approval_id", "approval.id",
            "decision_id", "decision.id",
            "person", "person.id",
            "reason", "approval.reason",
            "via", "approval.via");
    private static final Map<String, String> ADMINISTRATION = Map.of(
            "actor", "actor.name",
            "actor_role", "actor.role",
            "change", "change.name",
            "mode", "change.mode",
            "person", "person.id",
            "subject", "change.subject");

    /** What other receipts and events are compared with or told by. */
    private static final Set<String> REMEMBERED = Stream.of(
                    WHO.keySet(), BusEvents.MUST_AGREE.values(), Set.of("decision", "door"))
            .flatMap(Collection::stream)
            .collect(Collectors.toUnmodifiableSet());

    private final Function<String, Optional<Receipt>> decisions;

    /** @param decisions the receipt of a decision of the same tenant, by the decision's id */
    public ReceiptEvents(Function<String, Optional<Receipt>> decisions) {
        this.decisions = decisions;
    }

    /** The receipt with nothing in its body but what another event is told by or compared with: thousands are remembered, and a whole one is 10 KB. */
    public static Receipt remembered(Receipt receipt) {
        JsonObject.Builder body = JsonObject.builder();
        receipt.body().members().members().forEach((member, value) -> {
            if (REMEMBERED.contains(member)) {
                body.put(member, value);
            }
        });
        return new Receipt(receipt.envelope(), new ReceiptBody(body.build()), receipt.sequence(), receipt.previous());
    }

    /** The event of a receipt. */
    public Seen of(String receiptId, Receipt receipt) {
        JsonObject body = receipt.body().members();
        Taken fields = new Taken();
        switch (receipt.envelope().kind()) {
            case DECISION -> {
                all(DECISION, body, fields);
                shields(body, fields);
            }
            case OUTCOME -> {
                all(OUTCOME, body, fields);
                who(body, fields, Set.of("agent.id"));
            }
            case APPROVAL -> {
                all(APPROVAL, body, fields);
                who(body, fields, Set.of());
            }
            case ADMINISTRATION -> administration(body, fields);
        }
        return new Seen(
                new TenantId(receipt.envelope().tenant()),
                receipt.sequence(),
                0,
                receipt.envelope().timeMillis(),
                category(receipt, body),
                name(receipt).wire(),
                receiptId,
                fields.fields());
    }

    private static void administration(JsonObject body, Taken fields) {
        all(ADMINISTRATION, body, fields);
        String change = Taken.text(body, "change");
        String subject = Taken.text(body, "subject");
        if (change.startsWith("agent_") || change.equals("register_agent")) {
            fields.put("agent.id", subject);
        } else if (change.endsWith("freeze_session")) {
            fields.put("session.id", subject);
        } else if (CATALOGUE.contains(change)) {
            fields.put("tool.name", subject);
        }
    }

    private static void all(Map<String, String> names, JsonObject body, Taken fields) {
        names.forEach((member, name) -> fields.put(name, body, member));
    }

    /** Whom an answer or an outcome concerns stands in the receipt of the decision it names. */
    private void who(JsonObject body, Taken fields, Set<String> known) {
        decisions
                .apply(Taken.text(body, "decision_id"))
                .ifPresent(decision -> WHO.forEach((member, name) -> {
                    if (!known.contains(name)) {
                        fields.put(name, decision.body().members(), member);
                    }
                }));
    }

    private static void shields(JsonObject body, Taken fields) {
        if (!(body.get("shields") instanceof JsonObject shields)) {
            return;
        }
        for (Map.Entry<String, Json> each : shields.members().entrySet()) {
            if (each.getValue() instanceof JsonObject said) {
                fields.put("shield.categories", said, "categories");
                if (said.get("assessed") instanceof JsonBoolean assessed && !assessed.value()) {
                    fields.put("shield.unassessed", each.getKey());
                }
                if (said.get("blocks") instanceof JsonBoolean blocks && blocks.value()) {
                    fields.put("shield.blocks", each.getKey());
                }
            }
        }
    }

    private static Category category(Receipt receipt, JsonObject body) {
        return switch (receipt.envelope().kind()) {
            case DECISION -> isEgress(body) ? Category.EGRESS : Category.AGENT_ACTION;
            case OUTCOME -> Category.AGENT_ACTION;
            case APPROVAL -> Category.APPROVAL;
            case ADMINISTRATION -> {
                String change = Taken.text(body, "change");
                yield RESPONSES.contains(change)
                        ? Category.RESPONSE
                        : CATALOGUE.contains(change) ? Category.TOOL_CATALOG : Category.AGENT_SESSION;
            }
        };
    }

    private static boolean isEgress(JsonObject body) {
        return Taken.text(body, "door").equals(Door.EGRESS.wire());
    }

    /** How the audit trail calls the receipt's event. */
    public static EventName name(Receipt receipt) {
        JsonObject body = receipt.body().members();
        return switch (receipt.envelope().kind()) {
            case DECISION ->
                switch (Taken.text(body, "decision")) {
                    case "allow" -> EventName.TOOL_ALLOWED;
                    case "require_approval" -> EventName.TOOL_HELD;
                    default -> isEgress(body) ? EventName.EGRESS_DENIED : EventName.TOOL_DENIED;
                };
            case OUTCOME -> EventName.OUTCOME_RECORDED;
            case APPROVAL -> EventName.APPROVAL_ANSWERED;
            case ADMINISTRATION -> EventName.REGISTRY_CHANGED;
        };
    }
}
