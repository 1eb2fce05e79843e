package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.metrics.Meters;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What anyone on an allowed host may ask: does it live, is it ready, what does it measure, where is what. */
final class Health {
    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <meta charset="utf-8">
            <title>Sallyport</title>
            <h1>Sallyport</h1>
            <p>This gateway decides, records and proves the actions of AI agents. People answer held actions on the <a
            href="/console/">console</a>; for all else use the command line (<code>sallyport --help</code>) or the HTTP API.
            <ul>
            <li><a href="/healthz">/healthz</a> it lives
            <li><a href="/readyz">/readyz</a> it serves
            <li><a href="/metrics">/metrics</a> what it measures, for Prometheus
            <li>/v1/authorize, /v1/approvals, /v1/decisions, /v1/receipts, /v1/agents, /v1/policies, /v1/mcp/servers take a
            credential; spec/api/openapi.yaml describes them
            </ul>
            </html>
            """;

    private final BooleanSupplier ready;
    private final Meters meters;
    private final MetricsAccess metricsAccess;

    Health(ApiParts parts) {
        this.ready = parts.ready();
        this.meters = parts.meters();
        this.metricsAccess = parts.metricsAccess();
    }

    Reply lives(Exchange exchange) {
        return Reply.json(200, status("ok"));
    }

    Reply ready(Exchange exchange) {
        if (ready.getAsBoolean()) {
            return Reply.json(200, status("ready"));
        }
        throw new Problem(
                503,
                "not_ready",
                "the gateway is starting or stopping, or its store takes no records",
                JsonObject.of(),
                Map.of("Retry-After", "1"));
    }

    Reply metrics(Exchange exchange) {
        metricsAccess.check(exchange);
        return Reply.text(Meters.TYPE, meters.text());
    }

    Reply page(Exchange exchange) {
        return Reply.text("text/html; charset=utf-8", PAGE);
    }

    private static JsonObject status(String word) {
        return JsonObject.builder().put("status", word).build();
    }
}
