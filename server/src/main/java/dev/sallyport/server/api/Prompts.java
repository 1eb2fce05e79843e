package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;

/**
 * {@code POST /v1/sessions/{id}/prompts}: what the user said. It counts as the user's word only of an agent that an operator registered
 * with {@code speaks_for_user}; of any other it is kept as a text that nobody vouches for, because a claim may only tighten.
 */
final class Prompts {
    private final Gate gate;
    private final Access access;
    private final Input input;

    Prompts(ApiParts parts) {
        this.gate = parts.gate();
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
    }

    Reply say(Exchange exchange) {
        Agent agent = access.agent(exchange);
        SessionId session = Input.named(exchange.path("id"), SessionId::new, "session");
        String text = input.read(exchange, body -> body.text("text"));
        if (text.isBlank()) {
            throw Input.wrong("text takes what the user said, and that is blank");
        }
        boolean vouched = gate.say(agent.tenant(), agent.id(), session, text)
                .orElseThrow(() -> new Problem(
                        409,
                        "prompts_full",
                        "this session holds a million characters of the user's words; begin another session"));
        return Reply.json(
                201,
                JsonObject.builder()
                        .put("session", session.value())
                        .put("vouched", vouched)
                        .build());
    }
}
