package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.SessionEnd;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.config.Chosen;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.signin.Sessions;
import dev.sallyport.server.signin.SignedIn;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Who is signed in on the console, who came and was turned away, and how the gateway is set. */
public final class ConsoleRoutes {
    private static final int LIST_LIMIT = 1_000;

    private final Access access;
    private final Acts acts;
    private final Input input;
    private final InstantSource clock;
    private final TenantId house;
    private final Sessions sessions;
    private final Visits visits;
    private final Supplier<List<Chosen>> settings;

    /**
     * What they stand on.
     *
     * @param house the tenant whose install it is
     * @param settings every option
     */
    public record Parts(TenantId house, Sessions sessions, Visits visits, Supplier<List<Chosen>> settings) {}

    private ConsoleRoutes(ApiParts parts, Parts console) {
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
        this.house = console.house();
        this.sessions = console.sessions();
        this.visits = console.visits();
        this.settings = console.settings();
    }

    /** The routes over those. */
    public static List<Route> of(ApiParts parts, Parts console) {
        ConsoleRoutes routes = new ConsoleRoutes(parts, console);
        return List.of(
                new Route("GET", "/v1/console/sessions", routes::list),
                new Route("POST", "/v1/console/sessions/end", routes::end),
                new Route("GET", "/v1/console/visits", routes::visits),
                new Route("GET", "/v1/console/settings", routes::settings));
    }

    Reply list(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        List<Json> rows = sessions.of(operator.tenant()).stream()
                .<Json>map(present -> row(present.session()))
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("sessions", new JsonArray(rows)).build());
    }

    private static JsonObject row(SignedIn session) {
        return JsonObject.builder()
                .put("session", session.id())
                .put("name", session.as().person().value())
                .put("way", session.way().wire())
                .put("address", session.address())
                .put("started_at", DecisionForm.time(session.startedMillis()))
                .put("seen_at", DecisionForm.time(session.seenMillis()))
                .put("until", DecisionForm.time(session.untilMillis()))
                .build();
    }

    private record Ending(PersonId person, Optional<String> session, String why) {
        static Ending of(Fields body) {
            return new Ending(new PersonId(body.text("name")), body.optionalText("session"), Acts.why(body));
        }
    }

    /** Ends one session of a person, or all of them; at every gateway, and also if the person has none. */
    Reply end(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Ending ending = input.read(exchange, Ending::of);
        if (ending.session()
                .filter(id -> !id.matches("ses_[A-Za-z0-9_-]{1,40}"))
                .isPresent()) {
            throw Input.wrong("session takes the id of a session, as the list of sessions has it");
        }
        SessionEnd end = new SessionEnd(ending.person(), ending.session(), clock.millis());
        String receipt =
                acts.record(operator.actor(), new RegistryChange.EndSessions(operator.tenant(), end), ending.why());
        JsonObject.Builder out =
                JsonObject.builder().put("name", ending.person().value());
        ending.session().ifPresent(id -> out.put("session", id));
        return Reply.json(
                200, out.put("status", "ended").put("receipt_id", receipt).build());
    }

    Reply visits(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        int limit = (int) exchange.query("limit", 1, LIST_LIMIT, 100);
        List<Json> rows = visits.newest(operator.tenant(), limit).stream()
                .<Json>map(ConsoleRoutes::row)
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("visits", new JsonArray(rows)).build());
    }

    private static JsonObject row(Visit visit) {
        return JsonObject.builder()
                .put("time", DecisionForm.time(visit.timeMillis()))
                .put("kind", visit.kind().name().toLowerCase(Locale.ROOT))
                .put("name", visit.person())
                .put("way", visit.way())
                .put("address", visit.address())
                .put("why", visit.why())
                .build();
    }

    private static JsonObject row(Chosen chosen) {
        JsonObject.Builder out = JsonObject.builder()
                .put("option", chosen.option())
                .put("value", chosen.value())
                .put("from", chosen.from());
        if (!chosen.waits().isEmpty()) {
            out.put("at_restart", chosen.waits());
        }
        return out.build();
    }

    Reply settings(Exchange exchange) {
        if (!access.operator(exchange).tenant().equals(house)) {
            throw Input.missing("settings"); // they are the whole install's, so only those see them whose install it is
        }
        List<Json> rows = settings.get().stream().<Json>map(ConsoleRoutes::row).toList();
        return Reply.json(
                200, JsonObject.builder().put("settings", new JsonArray(rows)).build());
    }
}
