package dev.sallyport.server.wiring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A model of either dialect on loopback that keeps what it was asked and answers what a test says. */
final class FakeModel implements AutoCloseable {
    /** One question as it came. */
    record Got(String path, Map<String, String> fields, String body) {}

    /** Answers one question. */
    interface Behaviour {
        void answer(HttpExchange exchange) throws IOException;
    }

    final List<Got> got = new CopyOnWriteArrayList<>();
    volatile Behaviour behaviour = exchange -> json(exchange, 200, openAi("\"hello\"", ""));
    private final HttpServer http;

    FakeModel() throws IOException {
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::handle);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + "/v1");
    }

    private void handle(HttpExchange exchange) throws IOException {
        Map<String, String> fields = new TreeMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> fields.put(name.toLowerCase(Locale.ROOT), String.join("|", values)));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        got.add(new Got(exchange.getRequestURI().getPath(), fields, body));
        behaviour.answer(exchange);
    }

    static void json(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, status, "application/json", body);
    }

    /** Events, each of which is flushed by itself. */
    static void events(HttpExchange exchange, String stream) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0);
        try (OutputStream out = exchange.getResponseBody()) {
            for (String event : stream.split("(?<=\n\n)", -1)) {
                out.write(event.getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        }
    }

    static void send(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** A whole answer of OpenAI's dialect. */
    static String openAi(String content, String calls) {
        return "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":" + content
                + (calls.isEmpty() ? "" : ",\"tool_calls\":[" + calls + "]") + "},\"finish_reason\":\""
                + (calls.isEmpty() ? "stop" : "tool_calls") + "\"}]}";
    }

    /** A call of OpenAI's dialect. */
    static String call(String id, String name, String arguments) {
        return "{\"id\":\"" + id + "\",\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"arguments\":\""
                + arguments.replace("\"", "\\\"") + "\"}}";
    }

    /** A whole answer of Anthropic's dialect. */
    static String anthropic(String blocks) {
        return "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"claude-1\",\"content\":["
                + blocks
                + "],\"stop_reason\":\"" + (blocks.contains("tool_use") ? "tool_use" : "end_turn")
                + "\",\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
