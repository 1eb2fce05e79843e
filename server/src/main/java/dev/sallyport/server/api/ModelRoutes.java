package dev.sallyport.server.api;

import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.connect.model.ModelAnswer;
import dev.sallyport.connect.model.ModelDialect;
import dev.sallyport.connect.model.ModelErrors;
import dev.sallyport.connect.model.ModelLimits;
import dev.sallyport.connect.model.ModelProxy;
import dev.sallyport.connect.model.ModelRefusal;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.http.Route;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code POST /v1/chat/completions} and {@code POST /v1/messages}: agents ask models. Every refusal is a problem that also is an error as the
 * dialect's clients know it.
 */
public final class ModelRoutes {
    private static final String KEY_FIELD = "x-api-key";
    private static final String VERSION_FIELD = "anthropic-version";
    private static final String EVENTS = "text/event-stream";

    private final ApiParts parts;
    private final ModelProxy proxy;

    private ModelRoutes(ApiParts parts, ModelProxy proxy) {
        this.parts = parts;
        this.proxy = proxy;
    }

    /** The routes over those parts. */
    public static List<Route> of(ApiParts parts, ModelProxy proxy) {
        ModelRoutes routes = new ModelRoutes(parts, proxy);
        return List.of(
                new Route("POST", "/v1/chat/completions", x -> routes.answer(ModelDialect.OPENAI, x)),
                new Route("POST", "/v1/messages", x -> routes.answer(ModelDialect.ANTHROPIC, x)));
    }

    private Reply answer(ModelDialect dialect, Exchange exchange) {
        try {
            return asked(dialect, exchange);
        } catch (ModelRefusal refusal) {
            throw inWordsOf(dialect, problem(refusal));
        } catch (MalformedJson e) {
            throw inWordsOf(dialect, new Problem(400, "malformed_json", String.valueOf(e.getMessage())));
        } catch (Problem problem) {
            throw inWordsOf(dialect, problem);
        }
    }

    private Reply asked(ModelDialect dialect, Exchange exchange) {
        Agent agent = switch (dialect) {
            case OPENAI -> parts.access().agent(exchange);
            case ANTHROPIC -> parts.access().agentNamedBy(exchange, KEY_FIELD);
        };
        SessionId session = SessionField.of(exchange, agent);
        Optional<String> version =
                exchange.headers(VERSION_FIELD).stream().findFirst().filter(text -> text.matches("[0-9a-z.-]{1,40}"));
        byte[] body = exchange.body(ModelLimits.REQUEST_BYTES);
        return switch (proxy.ask(agent, session, dialect, body, version)) {
            case ModelAnswer.Whole whole -> Reply.json(200, whole.document());
            case ModelAnswer.Streamed streamed ->
                new Reply.Streamed(200, EVENTS, streamed.source()::writeTo, Map.of("X-Accel-Buffering", "no"));
        };
    }

    private static Problem problem(ModelRefusal refusal) {
        return new Problem(
                refusal.status(),
                refusal.code(),
                String.valueOf(refusal.getMessage()),
                dev.sallyport.action.json.JsonObject.of(),
                refusal.waitSeconds()
                        .map(seconds -> Map.of("Retry-After", Long.toString(seconds)))
                        .orElse(Map.of()));
    }

    private static Problem inWordsOf(ModelDialect dialect, Problem problem) {
        return problem.with(
                ModelErrors.members(dialect, problem.status(), problem.code(), String.valueOf(problem.getMessage())));
    }
}
