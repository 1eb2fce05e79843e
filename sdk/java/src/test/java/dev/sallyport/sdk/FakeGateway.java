package dev.sallyport.sdk;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.action.Action;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A gateway that answers what a test told it to, route by route, the last answer again and again, and notes what it was asked. It
 * computes the hash from the bytes that arrived. Safe for use by several threads.
 */
final class FakeGateway implements AutoCloseable {
    static final String TOKEN = "tok-4f1d-secret";
    static final String AUTHORIZE = "POST /v1/authorize";
    static final String LOOK = "GET /v1/approvals/apr_1";
    static final String CONSUME = "POST /v1/approvals/apr_1/consume";
    static final String OUTCOMES = "POST /v1/outcomes";

    /** What one request is answered with. */
    interface Reaction {
        void answer(HttpExchange exchange, FakeGateway gateway) throws IOException;
    }

    /** One request that came. */
    record Asked(String route, String authorization, String body) {}

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Map<String, Deque<Reaction>> reactions = new HashMap<>();
    private final List<Asked> asked = new ArrayList<>();
    private Scheme scheme = Scheme.AEGIS_JCS_1;
    private String hash = "";

    FakeGateway() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
        on(OUTCOMES, says(201, "{\"decision_id\":\"dec_1\",\"status\":\"succeeded\",\"receipt_id\":\"rcp_3\"}"));
        on(CONSUME, consumed("allow"));
    }

    FakeGateway hashing(Scheme other) {
        scheme = other;
        return this;
    }

    synchronized FakeGateway on(String route, Reaction... answers) {
        reactions.put(route, new ArrayDeque<>(List.of(answers)));
        return this;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Settings settings() {
        return Settings.of(url(), new Secret(TOKEN), "agent-1");
    }

    synchronized List<Asked> asked(String route) {
        return asked.stream().filter(each -> each.route().equals(route)).toList();
    }

    synchronized List<Asked> asked() {
        return List.copyOf(asked);
    }

    synchronized String hash() {
        return hash;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String route = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Reaction reaction;
        synchronized (this) {
            asked.add(new Asked(route, exchange.getRequestHeaders().getFirst("Authorization"), body));
            if (route.equals(AUTHORIZE)) {
                hash = hashOf(body);
            }
            Deque<Reaction> left = reactions.getOrDefault(route, new ArrayDeque<>());
            reaction = left.isEmpty() ? problem(404, "no_such_route") : left.getFirst();
            if (left.size() > 1) {
                left.removeFirst();
            }
        }
        try (exchange) {
            reaction.answer(exchange, this);
        }
    }

    private String hashOf(String body) {
        JsonObject request = (JsonObject) StrictJson.parse(body.getBytes(StandardCharsets.UTF_8));
        return request.get("tool_call") instanceof JsonObject call
                ? Action.fromJson(call).hash(scheme).hex()
                : "";
    }

    /** That text, with {@code $HASH} and {@code $SCHEME} filled in. */
    static Reaction says(int status, String text, String... headers) {
        return (exchange, gateway) -> {
            for (int i = 0; i < headers.length; i += 2) {
                exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
            }
            byte[] bytes = text.replace("$HASH", gateway.hash())
                    .replace("$SCHEME", gateway.scheme.id())
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    static Reaction hangsUp() {
        return (exchange, gateway) -> exchange.close();
    }

    static Reaction saysNothing() {
        return (exchange, gateway) -> {
            try {
                gateway.closing.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
        };
    }

    static Reaction problem(int status, String code, String... headers) {
        return says(
                status,
                "{\"type\":\"urn:p\",\"status\":" + status + ",\"code\":\"" + code + "\",\"detail\":\"said " + TOKEN
                        + "\",\"receipt_id\":\"rcp_9\"}",
                headers);
    }

    static Reaction decided(String decision) {
        return says(200, decision(decision, ""));
    }

    static String decision(String decision, String more) {
        return "{\"decision_id\":\"dec_1\",\"decision\":\"" + decision
                + "\",\"risk_score\":7,\"risk_level\":\"low\",\"reason\":\"some_reason\",\"matched_policies\":[\"p1\"],"
                + "\"receipt_id\":\"rcp_1\",\"action_hash\":\"$HASH\",\"action_hash_scheme\":\"$SCHEME\"" + more + "}";
    }

    static Reaction held() {
        return says(200, decision("require_approval", ",\"approval\":" + approvalText("PENDING")));
    }

    static Reaction approval(String status) {
        return says(200, approvalText(status));
    }

    private static String approvalText(String status) {
        return "{\"approval_id\":\"apr_1\",\"status\":\"" + status + "\",\"action_hash\":\"$HASH\","
                + "\"approver_group\":\"approvers\",\"expires_at\":\"2026-11-21T08:00:00Z\"}";
    }

    static Reaction consumed(String decision) {
        return says(
                200,
                "{\"approval_id\":\"apr_1\",\"status\":\"CONSUMED\",\"decision_id\":\"dec_2\",\"decision\":\""
                        + decision
                        + "\",\"receipt_id\":\"rcp_2\",\"action_hash\":\"$HASH\",\"action_hash_scheme\":\"$SCHEME\"}");
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
