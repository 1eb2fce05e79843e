package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owed;
import dev.sallyport.soc.outbox.Owing;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices that a destination did not take: an operator sees them, owes them again or drops them. */
public final class NoticeRoutes {
    private static final int MOST = 1_000;
    private static final int USUAL = 100;
    private static final Logger LOG = LoggerFactory.getLogger(NoticeRoutes.class);

    private final Access access;
    private final InstantSource clock;
    private final Supplier<NoticeOutbox> outbox;

    private NoticeRoutes(ApiParts parts, Supplier<NoticeOutbox> outbox) {
        this.access = parts.access();
        this.clock = parts.clock();
        this.outbox = outbox;
    }

    /** The routes over those parts and that outbox. */
    public static List<Route> of(ApiParts parts, Supplier<NoticeOutbox> outbox) {
        NoticeRoutes here = new NoticeRoutes(parts, outbox);
        return List.of(
                new Route("GET", "/v1/notices/dead", here::list),
                new Route("POST", "/v1/notices/dead/{id}/send", here::send),
                new Route("POST", "/v1/notices/dead/{id}/drop", here::drop));
    }

    Reply list(Exchange exchange) {
        TenantId tenant = access.operator(exchange).tenant();
        int limit = (int) exchange.query("limit", 1, MOST, USUAL);
        List<Json> rows = outbox.get().dead(tenant, limit).stream()
                .<Json>map(NoticeRoutes::row)
                .toList();
        return Reply.json(
                200, JsonObject.builder().put("notices", new JsonArray(rows)).build());
    }

    Reply send(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Owing.Key key = dead(operator.tenant(), exchange);
        Input.found(Optional.of(key).filter(k -> outbox.get().again(k, clock.millis())), "notice");
        return done(operator, key, "owed");
    }

    Reply drop(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Owing.Key key = dead(operator.tenant(), exchange);
        Input.found(Optional.of(key).filter(k -> outbox.get().drop(k)), "notice");
        return done(operator, key, "dropped");
    }

    private Owing.Key dead(TenantId tenant, Exchange exchange) {
        String id = exchange.path("id");
        return Input.found(
                outbox.get().dead(tenant, MOST).stream()
                        .map(owed -> owed.owing().key())
                        .filter(key -> key.text().equals(id))
                        .findFirst(),
                "notice");
    }

    private static Reply done(Caller.Operator operator, Owing.Key key, String status) {
        LOG.warn(
                "the dead notice {} of incident {} to `{}` is {}, by {}",
                key.text(),
                key.incident(),
                key.destination(),
                status,
                operator.actor().name());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("notice_id", key.text())
                        .put("status", status)
                        .build());
    }

    private static JsonObject row(Owed owed) {
        Owing owing = owed.owing();
        Notice notice = owing.notice();
        return JsonObject.builder()
                .put("notice_id", owing.key().text())
                .put("incident_id", owing.key().incident())
                .put("destination", owing.key().destination())
                .put("revision", owing.key().revision())
                .put("kind", owing.key().kind().word())
                .put("severity", notice.severity().word())
                .put("headline", notice.about().title())
                .put("attempts", owed.attempts())
                .put("why", owed.why())
                .put("created", Instant.ofEpochMilli(owing.createdMillis()).toString())
                .put("died", Instant.ofEpochMilli(owed.settledMillis()).toString())
                .build();
    }
}
