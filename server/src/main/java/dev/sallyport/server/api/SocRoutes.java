package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.alert.AlertForm;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.detect.Severity;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.IncidentForm;
import dev.sallyport.soc.response.Step;
import dev.sallyport.soc.response.StepForm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** Alerts and incidents, as operators and people of the tenant see them. */
public final class SocRoutes {
    private static final int MOST = 200;
    private static final int USUAL = 50;
    private static final int OPEN = 1_000;

    private final Soc soc;
    private final Book book;
    private final Access access;
    private final Records records;

    private SocRoutes(ApiParts parts, Soc soc) {
        this.soc = soc;
        this.book = parts.aside().book();
        this.access = parts.access();
        this.records = parts.aside().shown();
    }

    /** The routes over those parts and that plane. */
    public static List<Route> of(ApiParts parts, Soc soc) {
        SocRoutes here = new SocRoutes(parts, soc);
        EventStream events = new EventStream(parts);
        IncidentActs acts = new IncidentActs(parts, soc, here::shown);
        StoryRoutes stories = new StoryRoutes(parts, soc, acts);
        return List.of(
                new Route("GET", "/v1/soc/summary", here::summary),
                new Route("GET", "/v1/alerts", here::alerts),
                new Route("GET", "/v1/incidents", here::incidents),
                new Route("GET", "/v1/incidents/{id}", here::incident),
                new Route("GET", "/v1/incidents/{id}/story", stories::story),
                new Route("GET", "/v1/incidents/{id}/narrate", stories::narrate),
                new Route("POST", "/v1/incidents/{id}/narrate", stories::again),
                new Route("POST", "/v1/incidents/{id}/narrate/review", stories::review),
                new Route("POST", "/v1/incidents/{id}/assign", acts::assign),
                new Route("POST", "/v1/incidents/{id}/close", acts::close),
                new Route("POST", "/v1/incidents/{id}/merge", acts::merge),
                new Route("POST", "/v1/incidents/{id}/steps/{step}/confirm", acts::confirm),
                new Route("POST", "/v1/incidents/{id}/steps/{step}/refuse", acts::refuse),
                new Route("GET", "/v1/events", events::follow));
    }

    /** Operators and people who approve; the reason an agent must not see what is known of it needs no words. */
    static Caller watcher(Access access, Exchange exchange) {
        Caller caller = access.caller(exchange);
        return switch (caller) {
            case Caller.Operator o -> caller;
            case Caller.Person p -> caller;
            case Caller.AgentCaller a ->
                throw access.refused(caller, exchange, "an operator key or a person's credential");
            case Caller.Enroller e ->
                throw access.refused(caller, exchange, "an operator key or a person's credential");
        };
    }

    Reply summary(Exchange exchange) {
        TenantId tenant = watcher(access, exchange).tenant();
        List<Incident> open = book.incidents(tenant, true, OPEN, 0);
        List<Incident> newest = book.incidents(tenant, false, OPEN, 0);
        JsonObject.Builder bySeverity = JsonObject.builder();
        for (Severity each : Severity.values()) {
            bySeverity.put(
                    each.wire(), open.stream().filter(i -> i.severity() == each).count());
        }
        long waiting = open.stream()
                .flatMap(i -> book.steps(tenant, i.id()).stream())
                .filter(s -> s.state() == Step.State.AWAITING)
                .count();
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("enabled", soc.plan().on())
                        .put("detects", soc.detects())
                        .put("responds", soc.plan().responds())
                        .put("open_incidents", open.size())
                        .put("by_severity", bySeverity.build())
                        .put("steps_waiting", waiting)
                        .put("receipts", records.receiptCount(tenant))
                        .put("dropped", soc.dropped())
                        .put(
                                "mttd_ms",
                                spread(newest.stream().mapToLong(i -> i.times().toDetectMillis())))
                        .put(
                                "mttc_ms",
                                spread(newest.stream()
                                        .map(i -> i.times().toContainMillis())
                                        .filter(OptionalLong::isPresent)
                                        .mapToLong(OptionalLong::getAsLong)))
                        .build());
    }

    /** How many there are, the middle one and the one that 19 of 20 do not exceed (nearest rank); without any, the count alone. */
    private static JsonObject spread(LongStream millis) {
        long[] sorted = millis.sorted().toArray();
        JsonObject.Builder out = JsonObject.builder().put("count", sorted.length);
        if (sorted.length > 0) {
            out.put("p50", sorted[(sorted.length - 1) / 2])
                    .put("p95", sorted[(int) Math.ceil(sorted.length * 0.95) - 1]);
        }
        return out.build();
    }

    Reply alerts(Exchange exchange) {
        TenantId tenant = watcher(access, exchange).tenant();
        int limit = (int) exchange.query("limit", 1, MOST, USUAL);
        int offset = (int) exchange.query("offset", 0, Integer.MAX_VALUE, 0);
        Optional<String> incident = exchange.query("incident");
        List<Alert> page = incident.isPresent()
                ? book.alertsOf(tenant, incident.get(), limit, offset)
                : book.alerts(tenant, limit, offset);
        return listed("alerts", page.stream().<Json>map(AlertForm::of).toList());
    }

    Reply incidents(Exchange exchange) {
        TenantId tenant = watcher(access, exchange).tenant();
        int limit = (int) exchange.query("limit", 1, MOST, USUAL);
        int offset = (int) exchange.query("offset", 0, Integer.MAX_VALUE, 0);
        String which = exchange.query("status").orElse("all");
        if (!List.of("all", "open").contains(which)) {
            throw new Problem(400, "bad_query", "`status` takes open or all");
        }
        List<Json> rows = book.incidents(tenant, which.equals("open"), limit, offset).stream()
                .<Json>map(IncidentForm::of)
                .toList();
        return listed("incidents", rows);
    }

    private static Reply listed(String name, List<Json> rows) {
        return Reply.json(
                200, JsonObject.builder().put(name, new JsonArray(rows)).build());
    }

    Reply incident(Exchange exchange) {
        TenantId tenant = watcher(access, exchange).tenant();
        return shown(Input.found(book.incident(tenant, exchange.path("id")), "incident"));
    }

    /** The incident with the steps of its playbooks, and whether each of its receipts is there. */
    Reply shown(Incident incident) {
        List<Json> steps = book.steps(incident.tenant(), incident.id()).stream()
                .<Json>map(StepForm::of)
                .toList();
        List<Json> receipts = new ArrayList<>();
        incident.chapters().stream()
                .flatMap(chapter -> chapter.receipts().stream())
                .distinct()
                .limit(MOST)
                .forEach(id -> receipts.add(JsonObject.builder()
                        .put("receipt_id", id)
                        .put("kept", records.receipt(incident.tenant(), id).isPresent())
                        .build()));
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("incident", IncidentForm.of(incident))
                        .put("steps", new JsonArray(steps))
                        .put("receipts", new JsonArray(receipts))
                        .build());
    }
}
