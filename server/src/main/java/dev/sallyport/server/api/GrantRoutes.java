package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;

/** Remembered approvals: operators and people see and revoke them; they come to be with a person's answer alone. */
final class GrantRoutes {
    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final InstantSource clock;

    GrantRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
    }

    Reply list(Exchange exchange) {
        Caller caller = allowed(exchange);
        long now = clock.millis();
        List<Json> rows = journal.registry().grants(caller.tenant()).stream()
                .filter(grant -> grant.expiresMillis() > now)
                .sorted(Comparator.comparingLong(Grant::createdMillis)
                        .reversed()
                        .thenComparing(Grant::id))
                .<Json>map(GrantRoutes::row)
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("grants", new JsonArray(rows)).build());
    }

    Reply revoke(Exchange exchange) {
        Caller caller = allowed(exchange);
        String id = exchange.path("id");
        String why = input.readOrEmpty(exchange, (Fields body) -> Acts.why(body));
        Grant grant = Input.found(
                journal.registry().grants(caller.tenant()).stream()
                        .filter(g -> g.id().equals(id))
                        .findFirst(),
                "grant");
        String receipt = acts.record(
                caller.actor(),
                new RegistryChange.RevokeGrant(caller.tenant(), id, grant.server(), grant.action()),
                why);
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("grant_id", id)
                        .put("status", "revoked")
                        .put("receipt_id", receipt)
                        .build());
    }

    /** Taking a grant away only tightens, so every person of the tenant may. */
    private Caller allowed(Exchange exchange) {
        Caller caller = access.caller(exchange);
        return switch (caller) {
            case Caller.Operator o -> o;
            case Caller.Person p -> p;
            case Caller.AgentCaller a -> throw access.refused(caller, exchange, "an operator's or a person's");
            case Caller.Enroller e -> throw access.refused(caller, exchange, "an operator's or a person's");
        };
    }

    /** A grant as it is shown: which arguments it binds, never to what. */
    static JsonObject row(Grant grant) {
        return JsonObject.builder()
                .put("grant_id", grant.id())
                .put("agent_id", grant.agent().value())
                .put("server", grant.server())
                .put("action", grant.action())
                .put(
                        "binds",
                        texts(grant.values().keySet().stream()
                                .map(name -> name.startsWith("\u0000") ? "(" + name.substring(1) + ")" : name)
                                .toList()))
                .put("influences", texts(grant.influences()))
                .put("sources", texts(grant.sources()))
                .put("approver_group", grant.group())
                .put("policies", texts(grant.policies()))
                .put("person", grant.person().value())
                .put("created_at", DecisionForm.time(grant.createdMillis()))
                .put("expires_at", DecisionForm.time(grant.expiresMillis()))
                .build();
    }

    static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
