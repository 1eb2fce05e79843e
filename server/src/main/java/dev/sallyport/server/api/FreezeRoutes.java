package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.OptionalLong;

/** Freezing an agent: for a time, or until somebody lifts it. */
final class FreezeRoutes {
    private final Journal journal;
    private final Access access;
    private final Input input;
    private final FreezeControls freezes;

    FreezeRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.freezes = parts.controls().freezes();
    }

    private record Freezing(OptionalLong minutes, String why) {
        static Freezing of(Fields body) {
            return new Freezing(
                    body.whole().get("for_minutes") == null
                            ? OptionalLong.empty()
                            : OptionalLong.of(body.integer("for_minutes")),
                    Acts.why(body));
        }
    }

    Reply freeze(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        AgentId id = Input.named(exchange.path("id"), AgentId::new, "agent");
        Freezing asked = input.readOrEmpty(exchange, Freezing::of);
        Agents.refuseRevoked(Input.found(journal.registry().agent(operator.tenant(), id), "agent"));
        FreezeControls.Frozen frozen = freezes.freeze(operator.actor(), id, asked.minutes(), asked.why());
        JsonObject.Builder out =
                JsonObject.builder().put("agent_id", id.value()).put("status", "frozen");
        frozen.untilMillis().ifPresent(until -> out.put("until", DecisionForm.time(until)));
        return Reply.json(200, out.put("receipt_id", frozen.receipt()).build());
    }
}
