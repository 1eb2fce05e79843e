package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.erasure.Erased;
import dev.sallyport.gate.erasure.Eraser;
import dev.sallyport.gate.erasure.ErasureFailed;
import dev.sallyport.gate.erasure.Selection;
import dev.sallyport.gate.erasure.Why;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.Optional;

/** Payloads that an operator has removed. Receipts stay. */
final class Erasures {
    private final Access access;
    private final Input input;
    private final Journal journal;
    private final Eraser eraser;

    Erasures(ApiParts parts) {
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.journal = parts.journal();
        this.eraser = parts.eraser();
    }

    private record Asked(Selection selection, String reason) {}

    Reply erase(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Asked asked = input.read(exchange, body -> asked(operator.tenant(), body));
        if (asked.selection() instanceof Selection.OneDecision one
                && !eraser.knows(operator.tenant(), one.decision())) {
            throw Input.missing("decision");
        }
        try {
            Erased erased = eraser.erase(operator.actor(), asked.selection(), new Why.Asked(asked.reason()));
            return Reply.json(200, form(erased));
        } catch (ErasureFailed e) {
            throw Acts.unavailable();
        }
    }

    static JsonObject form(Erased erased) {
        return JsonObject.builder()
                .put("decisions", erased.decisions())
                .put("waiting", erased.waiting())
                .put("receipts", DecisionForm.texts(erased.receipts()))
                .put("overwriting", erased.overwriting().wire())
                .build();
    }

    private Asked asked(TenantId tenant, Fields body) {
        Optional<Selection> decision =
                body.optionalText("decision_id").map(id -> new Selection.OneDecision(new DecisionId(id)));
        Optional<Selection> agent = body.optionalText("agent").map(key -> new Selection.OfAgent(agent(tenant, key)));
        Optional<Selection> before = body.whole().get("before_ms") == null
                ? Optional.empty()
                : Optional.of(new Selection.Before(body.integer("before_ms")));
        long named = java.util.stream.Stream.of(decision, agent, before)
                .filter(Optional::isPresent)
                .count();
        if (named != 1) {
            throw Input.wrong("give exactly one of `decision_id`, `agent` and `before_ms`");
        }
        String reason = Acts.why(body);
        body.end();
        return new Asked(decision.or(() -> agent).or(() -> before).orElseThrow(), reason);
    }

    /** An agent by its id or by the key it registered with. */
    private AgentId agent(TenantId tenant, String name) {
        return journal.registry().agents(tenant).stream()
                .filter(a -> a.key().equals(name) || a.id().value().equals(name))
                .map(Agent::id)
                .findFirst()
                .orElseThrow(() -> Input.missing("agent"));
    }
}
