package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.containment.Tier;
import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** What stands against agents, sessions, servers, tools and destinations short of a freeze: operators put it in force and end it. */
final class ContainmentRoutes {
    private static final long SECOND = 1_000;
    private static final List<String> KINDS = List.of("agent", "session", "server", "tool");

    private final Journal journal;
    private final Access access;
    private final Acts acts;
    private final Input input;
    private final InstantSource clock;

    ContainmentRoutes(ApiParts parts) {
        this.journal = parts.journal();
        this.access = parts.access();
        this.acts = new Acts(parts.gate());
        this.input = new Input(parts.jsonLimits());
        this.clock = parts.clock();
    }

    /** What an operator asks for. */
    private record Wanted(Measure measure, OptionalLong ttlMillis, String why) {
        static Wanted of(Fields body) {
            check(body);
            return new Wanted(measure(body), ttl(body), Acts.why(body));
        }

        /** A member that another measure takes, or a misspelt one, would be lost in silence. */
        private static void check(Fields body) {
            String wire = body.text("measure");
            for (String member : body.whole().members().keySet()) {
                boolean taken = switch (member) {
                    case "measure", "ttl_seconds", "why" -> true;
                    case "agent", "session", "server", "tool" -> !wire.equals(Measure.BlockDestination.WIRE);
                    case "group" -> wire.equals(Measure.ForceApproval.WIRE);
                    case "tier" -> wire.equals(Measure.RaiseTier.WIRE);
                    case "destination" -> wire.equals(Measure.BlockDestination.WIRE);
                    default -> false;
                };
                if (!taken) {
                    throw Input.wrong("`" + wire + "` takes no member `" + member + "`");
                }
            }
        }

        private static OptionalLong ttl(Fields body) {
            if (body.whole().get("ttl_seconds") == null) {
                return OptionalLong.empty();
            }
            long seconds = body.integer("ttl_seconds");
            if (seconds < 1 || seconds > Containment.LONGEST_MILLIS / SECOND) {
                throw Input.wrong("`ttl_seconds` takes 1 to " + Containment.LONGEST_MILLIS / SECOND
                        + "; without it the measure stands until somebody ends it");
            }
            return OptionalLong.of(seconds * SECOND);
        }

        private static Measure measure(Fields body) {
            String wire = body.text("measure");
            return switch (wire) {
                case Measure.ForceApproval.WIRE ->
                    new Measure.ForceApproval(
                            target(body), body.optionalText("group").orElse(Measure.ForceApproval.DEFAULT_GROUP));
                case Measure.RaiseTier.WIRE -> new Measure.RaiseTier(target(body), tier(body));
                case Measure.BlockDestination.WIRE -> new Measure.BlockDestination(Place.of(body.text("destination")));
                default -> throw Input.wrong("`measure` takes force_approval, raise_tier or block_destination");
            };
        }

        private static Optional<Tier> tier(Fields body) {
            return body.optionalText("tier")
                    .map(word -> Tier.byWire(word)
                            .orElseThrow(() -> Input.wrong("`tier` takes low, medium, high or critical")));
        }

        private static Target target(Fields body) {
            List<Target> named = KINDS.stream()
                    .flatMap(kind -> body.optionalText(kind).map(id -> Target.of(kind, id)).stream())
                    .toList();
            if (named.size() != 1) {
                throw Input.wrong("name one of `agent`, `session`, `server` and `tool`");
            }
            return named.getFirst();
        }
    }

    Reply list(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        List<Json> rows = journal.registry().containments(tenant).all(clock.millis()).stream()
                .<Json>map(ContainmentRoutes::row)
                .toList();
        return Reply.json(
                200,
                JsonObject.builder().put("containments", new JsonArray(rows)).build());
    }

    Reply put(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        known(operator.tenant(), wanted.measure());
        long now = clock.millis();
        Containment containment = new Containment(
                operator.tenant(),
                wanted.measure(),
                now,
                wanted.ttlMillis().isPresent() ? now + wanted.ttlMillis().getAsLong() : Containment.ENDLESS);
        String receipt = acts.record(operator.actor(), new RegistryChange.Contain(containment), wanted.why());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("containment", row(containment))
                        .put("receipt_id", receipt)
                        .build());
    }

    Reply end(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        Wanted wanted = input.read(exchange, Wanted::of);
        String key = wanted.measure().key();
        Containment standing = Input.found(
                journal.registry().containments(operator.tenant()).find(key, clock.millis()), "containment");
        String receipt = acts.record(
                operator.actor(),
                new RegistryChange.EndContainment(operator.tenant(), standing.measure()),
                wanted.why());
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("containment_id", key)
                        .put("status", "ended")
                        .put("receipt_id", receipt)
                        .build());
    }

    /** An agent must be there; a session, a server and a tool may come later, and stand contained when they do. */
    private void known(TenantId tenant, Measure measure) {
        Optional<Target> on = switch (measure) {
            case Measure.ForceApproval m -> Optional.of(m.on());
            case Measure.RaiseTier m -> Optional.of(m.on());
            case Measure.BlockDestination m -> Optional.empty();
        };
        if (on.isPresent()
                && on.get() instanceof Target.Agent agent
                && journal.registry().agent(tenant, agent.agent()).isEmpty()) {
            throw Input.missing("agent");
        }
    }

    private static JsonObject row(Containment containment) {
        JsonObject.Builder out = JsonObject.builder()
                .put("containment_id", containment.measure().key())
                .put("measure", containment.measure().wire());
        switch (containment.measure()) {
            case Measure.ForceApproval m -> out.put(m.on().kind(), m.on().id()).put("group", m.group());
            case Measure.RaiseTier m -> {
                out.put(m.on().kind(), m.on().id());
                m.to().ifPresent(tier -> out.put("tier", tier.wire()));
            }
            case Measure.BlockDestination m -> out.put("destination", m.place().text());
        }
        out.put("since", Instant.ofEpochMilli(containment.sinceMillis()).toString());
        if (containment.ends()) {
            out.put("until", Instant.ofEpochMilli(containment.untilMillis()).toString());
        }
        return out.build();
    }
}
