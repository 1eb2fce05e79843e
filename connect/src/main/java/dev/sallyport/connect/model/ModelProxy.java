package dev.sallyport.connect.model;

import dev.sallyport.connect.broker.Scrubber;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.broker.SecretUnavailable;
import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.mcp.upstream.HttpUpstreams;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.Agent;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks models for agents, over connections they share. No redirect is followed: what an operator configured is where the words go. Of the agent's
 * header fields only the dialect's version is passed on. Thread-safe; calls block, so they are made on virtual threads.
 */
public final class ModelProxy implements AutoCloseable {
    private static final String EVENTS = "text/event-stream";
    private static final String VERSION_FIELD = "anthropic-version";
    private static final String USUAL_VERSION = "2023-06-01";
    private static final int OK = 200;

    private final ModelDoor door;
    private final ModelLimits.Patience patience;
    private final LongSupplier ticker;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("model-upstream-", 0).factory());
    private final HttpClient http = HttpUpstreams.client(threads);

    /**
     * A proxy.
     *
     * @param ticker nanoseconds of a monotonic clock
     */
    public ModelProxy(ModelDoor door, ModelLimits.Patience patience, LongSupplier ticker) {
        this.door = door;
        this.patience = patience;
        this.ticker = ticker;
    }

    /**
     * Asks a model what an agent asks, if it may.
     *
     * @param version the value of the agent's {@code anthropic-version}, if it sent one
     * @throws dev.sallyport.action.json.MalformedJson if the request is no strict JSON
     * @throws ModelRefusal if nothing is asked, or nothing can be answered
     */
    public ModelAnswer ask(
            Agent agent, SessionId session, ModelDialect dialect, byte[] body, Optional<String> version) {
        ModelExchange exchange = door.ask(agent, session, dialect, body);
        Outgoing outgoing = outgoing(exchange, body, version);
        Passing passing = new Passing(exchange, patience, ticker, outgoing.scrubber());
        boolean begun = false;
        try {
            HttpResponse<Arriving> answer = sent(exchange, outgoing.request());
            passing.from(answer.body());
            ModelAnswer given = given(exchange, answer, passing);
            begun = true;
            return given;
        } finally {
            if (!begun) {
                passing.failed();
            }
        }
    }

    private record Outgoing(HttpRequest request, Optional<Scrubber> scrubber) {}

    /** After the record: the credential is resolved, and the question written anew but for its body. */
    private Outgoing outgoing(ModelExchange exchange, byte[] body, Optional<String> version) {
        ModelRoute route = exchange.asked().route();
        Map<String, String> fields = new HashMap<>();
        Optional<Scrubber> scrubber = Optional.empty();
        try {
            for (Map.Entry<String, SecretTemplate> field : route.fields().entrySet()) {
                TokenBroker.Resolved resolved = resolved(exchange.asked(), field.getValue());
                fields.put(field.getKey().toLowerCase(Locale.ROOT), resolved.text());
                scrubber = Optional.of(
                        scrubber.map(s -> s.and(resolved.scrubber())).orElse(resolved.scrubber()));
            }
        } catch (SecretUnavailable e) {
            exchange.notStarted();
            throw new ModelRefusal(
                    502, "secret_unresolvable", "the credential of this model can't be had, so nothing was sent");
        }
        if (route.dialect() == ModelDialect.ANTHROPIC) {
            fields.putIfAbsent(VERSION_FIELD, version.orElse(USUAL_VERSION));
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(route.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", exchange.asked().request().streams() ? EVENTS : "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        fields.forEach(request::setHeader);
        return new Outgoing(request.build(), scrubber);
    }

    private TokenBroker.Resolved resolved(ModelExchange.Asked asked, SecretTemplate template) throws SecretUnavailable {
        return door.broker()
                .resolve(
                        template,
                        asked.route().tool(),
                        asked.agent().tenant(),
                        asked.agent().key());
    }

    private HttpResponse<Arriving> sent(ModelExchange exchange, HttpRequest request) {
        CompletableFuture<HttpResponse<Arriving>> flight = http.sendAsync(request, info -> new Arriving());
        try {
            return flight.get(patience.firstByte(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            flight.cancel(true);
            throw new ModelRefusal(503, "gateway_stopping", "the gateway stops");
        } catch (TimeoutException e) {
            flight.cancel(true);
            throw new ModelRefusal(502, "upstream_silent", "the model's upstream did not begin to answer in time");
        } catch (ExecutionException e) {
            if (isUnsent(e)) {
                exchange.notStarted();
                throw new ModelRefusal(502, "upstream_unreachable", "the model's upstream can't be reached");
            }
            throw new ModelRefusal(502, "upstream_broken", "the connection to the model's upstream broke");
        }
    }

    private static boolean isUnsent(@Nullable Throwable broken) {
        Throwable cause = broken;
        while (cause != null && !(cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }

    private static ModelAnswer given(ModelExchange exchange, HttpResponse<Arriving> answer, Passing passing) {
        if (answer.statusCode() != OK) {
            throw UpstreamRefusal.of(answer, passing);
        }
        String type = answer.headers().firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean streams = exchange.asked().request().streams();
        if (streams != type.startsWith(EVENTS) || !(streams || type.startsWith("application/json"))) {
            throw ModelRefusal.malformed("it is not of the type that was asked for");
        }
        return streams
                ? new ModelAnswer.Streamed(passing::stream)
                : new ModelAnswer.Whole(passing.whole(AnswerFilter.of(exchange)));
    }

    @Override
    public void close() {
        http.shutdownNow();
        threads.shutdownNow();
    }
}
