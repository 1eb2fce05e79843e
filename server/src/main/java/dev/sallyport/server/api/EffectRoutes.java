package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.effect.Effect;
import dev.sallyport.server.effect.EffectCheck;
import dev.sallyport.server.effect.EffectPlan;
import dev.sallyport.server.effect.Weighed;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code POST /v1/effects}: services tell what they saw happen; what no decision explains is a bypass. */
public final class EffectRoutes {
    private static final long MOST_AHEAD_MILLIS = 300_000;

    private final EffectPlan plan;
    private final EffectCheck check;
    private final Access access;
    private final Input input;
    private final EventSink events;
    private final InstantSource clock;

    private EffectRoutes(ApiParts parts, EffectPlan plan, EffectCheck check, EventSink events) {
        this.plan = plan;
        this.check = check;
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.events = events;
        this.clock = parts.clock();
    }

    /**
     * The routes over those parts.
     *
     * @param events hears of bypasses
     */
    public static List<Route> of(ApiParts parts, EffectPlan plan, EffectCheck check, EventSink events) {
        return List.of(new Route("POST", "/v1/effects", new EffectRoutes(parts, plan, check, events)::report));
    }

    private Reply report(Exchange exchange) {
        Optional<String> service = access.presented(exchange).flatMap(plan::byToken);
        TenantId tenant = service.isPresent()
                ? access.ofTenant(exchange, tenantOf(service.get()))
                : access.operator(exchange).tenant();
        Effect effect = input.read(exchange, EffectRoutes::effect);
        if (service.isPresent() && !service.get().equals(effect.service())) {
            throw new Problem(403, "wrong_credential", "this token reports for `" + service.get() + "` alone");
        }
        if (effect.timeMillis() - clock.millis() > MOST_AHEAD_MILLIS) {
            throw new Problem(409, "timestamp_out_of_range", "`time` is more than five minutes ahead");
        }
        EffectCheck.Found found = check.weigh(tenant, effect);
        if (found.differs()) {
            throw new Problem(
                    409, "effect_id_reused", "another effect was reported under this `effect_id`; that one stands");
        }
        if (found.weighed() instanceof Weighed.Bypass bypass && !found.repeated()) {
            events.emit(event(tenant, effect, bypass));
        }
        return Reply.json(200, answer(effect, found));
    }

    private TenantId tenantOf(String service) {
        return Optional.ofNullable(plan.services().get(service)).orElseThrow().tenant();
    }

    private static Effect effect(Fields body) {
        return new Effect(
                body.text("service"),
                body.text("effect_id"),
                time(body.text("time")),
                body.text("kind"),
                Input.hash(body, "credential"),
                body.optionalText("agent").map(AgentId::new),
                body.optionalText("decision_id").map(DecisionId::new),
                Input.hash(body, "action_hash"));
    }

    private static long time(String text) {
        try {
            return Instant.parse(text).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw Input.wrong("`time` takes a time such as 2026-01-31T12:00:00Z");
        }
    }

    private Event event(TenantId tenant, Effect effect, Weighed.Bypass bypass) {
        Map<String, String> fields = new HashMap<>();
        boolean canary = bypass.reason() == Weighed.Reason.CANARY;
        fields.put("bypass.kind", canary ? "canary" : "effect");
        fields.put("bypass.reason", bypass.reason().wire());
        fields.put("service.name", effect.service());
        fields.put("effect.id", effect.id());
        fields.put("effect.kind", effect.kind());
        effect.agent().ifPresent(agent -> fields.put("agent.id", agent.value()));
        effect.decision().ifPresent(decision -> fields.put("decision.id", decision.value()));
        return new Event(EventName.SDK_BYPASS, tenant, clock.millis(), "", fields);
    }

    private static JsonObject answer(Effect effect, EffectCheck.Found found) {
        JsonObject.Builder out = JsonObject.builder()
                .put("service", effect.service())
                .put("effect_id", effect.id())
                .put("repeated", found.repeated());
        switch (found.weighed()) {
            case Weighed.Explained explained ->
                out.put("result", "explained")
                        .put("decision_id", explained.decision().value());
            case Weighed.Bypass bypass ->
                out.put("result", "bypass").put("reason", bypass.reason().wire());
            case Weighed.Unassessed unassessed ->
                out.put("result", "unassessed")
                        .put("reason", unassessed.reason().wire());
        }
        return out.build();
    }
}
