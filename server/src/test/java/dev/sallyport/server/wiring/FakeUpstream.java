package dev.sallyport.server.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import dev.sallyport.connect.mcp.tool.ToolShape;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** An MCP server over HTTP of either era, on loopback, that keeps all it got. What it does with a call is the test's to say. */
final class FakeUpstream implements AutoCloseable {
    /** One request as it came. */
    record Got(String method, Map<String, List<String>> fields, String body) {
        String field(String name) {
            return String.join("|", fields.getOrDefault(name.toLowerCase(java.util.Locale.ROOT), List.of()));
        }
    }

    /** Answers one call. */
    interface Behaviour {
        void answer(FakeUpstream self, HttpExchange exchange, Frame.Request request) throws IOException;
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    final Map<String, String> tools = new ConcurrentSkipListMap<>();
    final Set<String> sessions = ConcurrentHashMap.newKeySet();
    final BlockingQueue<String> standing = new LinkedBlockingQueue<>();
    final AtomicInteger calls = new AtomicInteger();
    volatile boolean givesSessions = true;
    volatile Behaviour onCall =
            (self, exchange, request) -> self.json(exchange, 200, self.result(request, done("done")));
    volatile Behaviour onResume = (self, exchange, request) -> self.json(exchange, 405, "");
    /** Whether it takes that Authorization field. */
    volatile java.util.function.Predicate<String> admits = field -> true;

    private final AtomicInteger number = new AtomicInteger();
    private HttpServer http;

    FakeUpstream() throws IOException {
        http = listen(0);
    }

    private HttpServer listen(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
        return server;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/mcp");
    }

    /** Ends, forgets its sessions, and begins again at the same place. */
    void restart() throws IOException {
        int port = http.getAddress().getPort();
        http.stop(0);
        sessions.clear();
        http = listen(port);
    }

    FakeUpstream offer(String name, String description) {
        return offerEntry(
                name,
                "{\"name\":\"" + name + "\",\"description\":\"" + description
                        + "\",\"inputSchema\":{\"type\":\"object\",\"properties\":{\"path\":{\"type\":\"string\"}}}}");
    }

    FakeUpstream offerEntry(String name, String entry) {
        tools.put(name, entry);
        return this;
    }

    String hash(String name) {
        Json json = StrictJson.parse(
                Optional.ofNullable(tools.get(name)).orElseThrow().getBytes(StandardCharsets.UTF_8));
        return ToolShape.of(json).orElseThrow().hash();
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, List<String>> fields = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> fields.put(name.toLowerCase(java.util.Locale.ROOT), values));
        got.add(new Got(exchange.getRequestMethod(), fields, body));
        if (!admits.test(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")))) {
            json(exchange, 401, "");
            return;
        }
        String session = exchange.getRequestHeaders().getFirst("Mcp-Session-Id");
        if (session != null && !sessions.contains(session)) {
            json(exchange, 404, "");
            return;
        }
        switch (exchange.getRequestMethod()) {
            case "POST" -> post(exchange, body);
            case "GET" -> get(exchange);
            default -> {
                if (session != null) {
                    sessions.remove(session);
                }
                json(exchange, 200, "");
            }
        }
    }

    private void get(HttpExchange exchange) throws IOException {
        if (exchange.getRequestHeaders().containsKey("Last-Event-ID")) {
            onResume.answer(this, exchange, request("{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"resume\"}"));
            return;
        }
        begin(exchange);
        try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < 1_000; i++) {
                String next = standing.poll(20, TimeUnit.MILLISECONDS);
                out.write((next == null ? ":\n\n" : "data: " + next + "\n\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(HttpExchange exchange, String body) throws IOException {
        if (!(FrameReader.ofClient(body.getBytes(StandardCharsets.UTF_8)) instanceof Frame.Request request)) {
            json(exchange, 202, "");
            return;
        }
        switch (request.method()) {
            case "initialize" -> {
                if (givesSessions) {
                    String id = "upstream-" + number.incrementAndGet();
                    sessions.add(id);
                    exchange.getResponseHeaders().set("Mcp-Session-Id", id);
                }
                String version = request.params().get("protocolVersion") instanceof JsonString v ? v.value() : "none";
                json(
                        exchange,
                        200,
                        result(
                                request,
                                "{\"protocolVersion\":\"" + version
                                        + "\",\"capabilities\":{\"tools\":{}},\"serverInfo\":{\"name\":\"f\",\"version\":\"1\"}}"));
            }
            case "tools/list" ->
                json(exchange, 200, result(request, "{\"tools\":[" + String.join(",", tools.values()) + "]}"));
            case "tools/call" -> {
                calls.incrementAndGet();
                onCall.answer(this, exchange, request);
            }
            case "no/such" -> json(exchange, 404, error(request, -32601));
            default -> json(exchange, 200, result(request, "{}"));
        }
    }

    static Frame.Request request(String text) {
        return (Frame.Request) FrameReader.ofClient(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The arguments of a call, as JSON. */
    static String arguments(Frame.Request request) {
        return new String(
                dev.sallyport.connect.mcp.frame.Reply.bytes(
                        Frame.object(request.params(), "arguments").orElseThrow()),
                StandardCharsets.UTF_8);
    }

    static String done(String text) {
        return "{\"content\":[{\"type\":\"text\",\"text\":\"" + text + "\"}]}";
    }

    String result(Frame.Request request, String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + new String(request.rawId(), StandardCharsets.UTF_8) + ",\"result\":"
                + result + "}";
    }

    String error(Frame.Request request, int code) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + new String(request.rawId(), StandardCharsets.UTF_8)
                + ",\"error\":{\"code\":" + code + ",\"message\":\"no\"}}";
    }

    void json(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Begins an event stream. */
    void begin(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
    }

    /** Answers with an event stream of that text, as it is. */
    void events(HttpExchange exchange, String text) throws IOException {
        begin(exchange);
        exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        exchange.close();
    }

    /** How many requests came whose body has that text. */
    long received(String text) {
        return got.stream().filter(g -> g.body().contains(text)).count();
    }

    /** The newest request whose body has that text. */
    Got last(String text) {
        return got.stream()
                .filter(g -> g.body().contains(text))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
