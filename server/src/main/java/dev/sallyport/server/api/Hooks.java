package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.hook.Dialect;
import dev.sallyport.connect.hook.HookDoor;
import dev.sallyport.connect.hook.HookEvent;
import dev.sallyport.connect.hook.HookMark;
import dev.sallyport.connect.hook.Host;
import dev.sallyport.connect.hook.Ruling;
import dev.sallyport.gate.form.FormBroken;
import dev.sallyport.gate.identity.TraceParent;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * {@code POST /v1/hooks/{host}}: an agent host's hook, in the host's own dialect. Once the agent is known every answer has status 200 and is
 * the host's document, refusals of what can't be read included: several hosts run what was answered with another status. An agent whose
 * token was revoked, or that comes too often, was known once: it hears its refusal that way, too.
 */
final class Hooks {
    private static final Set<String> ONCE_KNOWN = Set.of("credential_revoked", "rate_limited");

    private final HookDoor door;
    private final Access access;
    private final JsonLimits limits;
    private final Optional<URI> console;

    Hooks(ApiParts parts) {
        this.door = new HookDoor(parts.gate(), parts.journal(), parts.records(), parts.clock());
        this.access = parts.access();
        this.limits = parts.jsonLimits();
        this.console = parts.console();
    }

    Reply hear(Exchange exchange) {
        Optional<String> named = exchange.query("event");
        try {
            Agent agent = access.agent(exchange);
            return document(answered(dialect(exchange), named, agent, exchange), agent.tokenHash());
        } catch (Problem problem) {
            Optional<String> known =
                    ONCE_KNOWN.contains(problem.code()) ? access.presented(exchange) : Optional.empty();
            String token = known.orElseThrow(() -> problem);
            return document(
                    refused(dialect(exchange), named, problem.code(), String.valueOf(problem.getMessage())), token);
        }
    }

    private static Dialect dialect(Exchange exchange) {
        return Input.found(Host.byWire(exchange.path("host")), "hook host").dialect();
    }

    private static Reply document(JsonObject answer, String tokenHash) {
        return new Reply.Whole(200, Reply.JSON, JsonText.bytes(answer), Map.of(HookMark.FIELD, HookMark.of(tokenHash)));
    }

    private JsonObject answered(Dialect dialect, Optional<String> named, Agent agent, Exchange exchange) {
        try {
            Optional<TraceParent> within = TraceParent.of(exchange.headers(TraceParent.FIELD));
            HookEvent event = read(dialect, named, exchange.body());
            URI console = this.console.orElseGet(exchange::origin);
            return dialect.answer(event.name(), door.hear(agent, event, console, within));
        } catch (Problem problem) {
            return refused(dialect, named, problem.code(), String.valueOf(problem.getMessage()));
        } catch (MalformedJson e) {
            return refused(dialect, named, "malformed_json", String.valueOf(e.getMessage()));
        } catch (FormBroken e) {
            return refused(dialect, named, "wrong_form", String.valueOf(e.getMessage()));
        }
    }

    private static JsonObject refused(Dialect dialect, Optional<String> named, String code, String why) {
        return dialect.answer(named.orElseGet(dialect::usual), new Ruling.Refuse(code, why));
    }

    /** What may run is read exactly, because it is hashed; what is only told is rounded. */
    private HookEvent read(Dialect dialect, Optional<String> named, byte[] body) {
        HookEvent event = dialect.read(named, object(StrictJson.parse(body, limits, Numbers.ROUNDED)));
        return event instanceof HookEvent.Before ? dialect.read(named, object(StrictJson.parse(body, limits))) : event;
    }

    private static JsonObject object(Json document) {
        if (document instanceof JsonObject object) {
            return object;
        }
        throw new FormBroken("the hook's document is not an object");
    }
}
