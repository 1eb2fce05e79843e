package dev.sallyport.gate;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.shield.Verdict;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Tells the audit events of what the gate decided and what shields found: names and words from closed sets, never content. */
final class Announcing {
    private final GateParts parts;

    Announcing(GateParts parts) {
        this.parts = parts;
    }

    /** What was decided, and what the shields said of it. */
    void decision(Decided decided) {
        Decision decision = decided.judgement().decision();
        EventName name = switch (decision) {
            case Decision.Allow a -> EventName.TOOL_ALLOWED;
            case Decision.Deny d -> EventName.TOOL_DENIED;
            case Decision.RequireApproval r -> EventName.TOOL_HELD;
        };
        Facts facts = decided.facts();
        Map<String, String> fields = new HashMap<>();
        fields.put("agent.id", facts.who().agent().value());
        fields.put("session.id", facts.who().session().value());
        fields.put("decision.id", decided.id().value());
        fields.put("decision.reason", decision.reason().wire());
        fields.put("decision.asked_ms", Long.toString(facts.timeMillis()));
        fields.put("policy.digest", facts.policyDigest());
        fields.put("source.trust", facts.trust().weightiest().wire());
        what(facts.what(), fields);
        decided.trace().ifPresent(trace -> fields.put("trace.context", trace));
        ran(facts.shields(), fields);
        decided.trial().ifPresent(trial -> {
            fields.put("policy.trial", trial.beside(decided.judgement()).wire());
        });
        emit(name, facts.who().tenant(), decided.receiptId(), fields);
        for (Shielded one : facts.shields()) {
            finding(facts.who().tenant(), facts.who().agent(), facts.who().session(), decided.receiptId(), one);
        }
    }

    /** What was asked: the tool's name, whether an operator accepted it, and what closed sets say of it. */
    private static void what(Facts.What what, Map<String, String> fields) {
        // At the preview door the action is the visitor's method, a text that nobody accepted.
        boolean accepted =
                what.door() != Door.PREVIEW && (what.pin() == PinState.PINNED || what.pin() == PinState.CATALOGUED);
        fields.put("tool.name", what.tool());
        fields.put("tool.action", what.action());
        fields.put("tool.accepted", Boolean.toString(accepted));
        fields.put("tool.capability", what.capability().wire());
        fields.put("tool.effect", what.effect().name().toLowerCase(Locale.ROOT));
        fields.put("decision.door", what.door().wire());
    }

    /** Which shields ran, in what mode, and what they said. */
    private static void ran(List<Shielded> shields, Map<String, String> fields) {
        if (shields.isEmpty()) {
            return;
        }
        fields.put(
                "shields",
                shields.stream()
                        .map(one -> one.shield().wire() + " " + one.mode().wire() + " " + word(one))
                        .collect(Collectors.joining(",")));
        fields.put(
                "shield.categories",
                shields.stream()
                        .flatMap(one -> one.categories().stream())
                        .sorted()
                        .distinct()
                        .collect(Collectors.joining(",")));
    }

    private static String word(Shielded said) {
        return said.assessed() ? said.verdict().map(Verdict::wire).orElse("clean") : "unassessed";
    }

    /** What a shield said, if a person should be told of it. */
    void finding(TenantId tenant, AgentId agent, SessionId session, String receiptId, Shielded said) {
        if (!said.isNoted()) {
            return;
        }
        String verdict = said.assessed() ? said.verdict().map(Verdict::wire).orElse("") : "unassessed";
        Map<String, String> fields = Map.of(
                "agent.id", agent.value(),
                "session.id", session.value(),
                "shield", said.shield().wire(),
                "shield.mode", said.mode().wire(),
                "shield.verdict", verdict,
                "shield.categories", String.join(",", said.categories()),
                "shield.blocks", Boolean.toString(said.blocks()));
        emit(EventName.SHIELD_FINDING, tenant, receiptId, fields);
    }

    void emit(EventName name, TenantId tenant, String receiptId, Map<String, String> fields) {
        parts.events().emit(new Event(name, tenant, parts.clock().millis(), receiptId, fields));
    }
}
