package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.server.telemetry.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;

/** Whether telemetry is on, every byte that would leave, and the deletion of what left. For the operator of the install's own tenant. */
final class TelemetryRoutes {
    private final Access access;
    private final Input input;
    private final Telemetry telemetry;
    private final EventSink events;
    private final InstantSource clock;

    TelemetryRoutes(ApiParts parts) {
        this.access = parts.access();
        this.input = new Input(parts.jsonLimits());
        this.telemetry = parts.telemetry();
        this.events = parts.meters();
        this.clock = parts.clock();
    }

    private interface Work {
        Reply run() throws IOException;
    }

    private Caller.Operator operator(Exchange exchange) {
        Caller.Operator operator = access.operator(exchange);
        if (!operator.tenant().equals(telemetry.tenant())) {
            throw new Problem(403, "telemetry_of_install", "telemetry is the matter of the install's own operator");
        }
        return operator;
    }

    private static Reply tried(Work work) {
        try {
            return work.run();
        } catch (IllegalStateException e) {
            throw new Problem(409, "telemetry_unset", String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw new Problem(502, "telemetry_unavailable", "it could not be done now: " + e.getMessage());
        }
    }

    Reply show(Exchange exchange) {
        operator(exchange);
        return tried(() -> Reply.json(200, status(telemetry.show())));
    }

    private JsonObject status(List<Telemetry.Outgoing> outgoing) throws IOException {
        JsonObject.Builder out = JsonObject.builder();
        telemetry.status().members().forEach(out::put);
        List<Json> rows = outgoing.stream()
                .<Json>map(o -> JsonObject.builder()
                        .put("window", o.window())
                        .put("open", o.isOpen())
                        .put("request", new String(o.request(), StandardCharsets.UTF_8))
                        .build())
                .toList();
        return out.put("outgoing", new JsonArray(rows)).build();
    }

    Reply turn(Exchange exchange) {
        Caller.Operator operator = operator(exchange);
        boolean on = input.read(exchange, body -> {
            boolean wanted = body.flag("on");
            body.end();
            return wanted;
        });
        return tried(() -> {
            if (on) {
                telemetry.switchOn();
            } else {
                telemetry.switchOff();
            }
            events.emit(new Event(
                    EventName.TELEMETRY_SWITCHED,
                    operator.tenant(),
                    clock.millis(),
                    "",
                    Map.of(
                            "telemetry.on", Boolean.toString(on),
                            "actor.name", operator.actor().name())));
            return Reply.json(200, telemetry.status());
        });
    }

    Reply delete(Exchange exchange) {
        operator(exchange);
        return tried(() -> passedOn(telemetry.delete()));
    }

    Reply deletion(Exchange exchange) {
        operator(exchange);
        return tried(() -> passedOn(telemetry.deletion()));
    }

    /** What the collector said, if it is strict JSON; nothing else of a stranger's goes on from here. */
    private static Reply passedOn(Wire.Answer answer) {
        try {
            if (answer.isGood() && StrictJson.parse(answer.body()) instanceof JsonObject said) {
                return Reply.json(200, said);
            }
        } catch (MalformedJson e) {
            // Answered below, like a refusal.
        }
        if (answer.status() == 404) {
            throw Input.missing("deletion");
        }
        throw new Problem(502, "collector_refused", "the collector answered " + answer.status());
    }
}
