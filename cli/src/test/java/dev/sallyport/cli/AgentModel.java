package dev.sallyport.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model that agent hosts take for their provider's, in the four dialects they speak: asks for one shell command, and is content with
 * whatever comes of it. Thread-safe.
 */
final class AgentModel implements AutoCloseable {
    private final String command;
    private final HttpServer http;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile String told = "";

    AgentModel(String command) throws IOException {
        this.command = command;
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        http.createContext("/", this::speak);
        http.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** How often it asked for the command. */
    int asked() {
        return asked.get();
    }

    /** What a host said came of it: its whole last question that holds a result. */
    String told() {
        return told;
    }

    private void speak(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String path = exchange.getRequestURI().getPath();
            if (path.endsWith("GenerateContent")) {
                said(exchange, gemini(wants(body, "functionResponse", "\"run_shell_command\"")));
            } else if (path.endsWith("/messages")) {
                said(exchange, claude(wants(body, "tool_result", "\"Bash\"")));
            } else if (path.endsWith("/responses")) {
                said(exchange, codex(wants(body, "function_call_output", "\"exec_command\"")));
            } else if (path.endsWith("/chat/completions")) {
                said(exchange, chat(wants(body, "\"role\":\"tool\"", "\"bash\"")));
            } else {
                exchange.sendResponseHeaders(404, -1);
            }
        }
    }

    private static void said(HttpExchange exchange, String events) throws IOException {
        byte[] bytes = events.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /** Whether to ask for the command: it was offered, and nothing came of it yet. Hosts ask for titles, too. */
    private boolean wants(String body, String result, String tool) {
        if (body.contains(result)) {
            told = body;
            return false;
        }
        boolean offered = body.contains(tool);
        if (offered) {
            asked.incrementAndGet();
        }
        return offered;
    }

    private String arguments(String name) {
        return "{\"" + name + "\":\"" + command + "\",\"description\":\"makes a file\"}";
    }

    private static String quoted(String json) {
        return json.replace("\"", "\\\"");
    }

    private String gemini(boolean asks) {
        String part = asks
                ? "{\"functionCall\":{\"name\":\"run_shell_command\",\"args\":" + arguments("command") + "}}"
                : "{\"text\":\"finished\"}";
        return "data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part
                + "]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1,"
                + "\"candidatesTokenCount\":1,\"totalTokenCount\":2}}\n\n";
    }

    private String claude(boolean asks) {
        String block = asks
                ? "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"Bash\",\"input\":{}}"
                : "{\"type\":\"text\",\"text\":\"\"}";
        String delta = asks
                ? "{\"type\":\"input_json_delta\",\"partial_json\":\"" + quoted(arguments("command")) + "\"}"
                : "{\"type\":\"text_delta\",\"text\":\"finished\"}";
        String start = "{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],"
                + "\"stop_reason\":null,\"stop_sequence\":null,\"usage\":{\"input_tokens\":1,\"output_tokens\":1}}";
        return event("message_start", "\"message\":" + start)
                + event("content_block_start", "\"index\":0,\"content_block\":" + block)
                + event("content_block_delta", "\"index\":0,\"delta\":" + delta)
                + event("content_block_stop", "\"index\":0")
                + event(
                        "message_delta",
                        "\"delta\":{\"stop_reason\":\"" + (asks ? "tool_use" : "end_turn")
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":1}")
                + "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";
    }

    private String codex(boolean asks) {
        String item = asks
                ? "{\"type\":\"function_call\",\"id\":\"fc_1\",\"call_id\":\"call_1\",\"name\":\"exec_command\",\"arguments\":\""
                        + quoted("{\"cmd\":\"" + command + "\"}") + "\"}"
                : "{\"type\":\"message\",\"role\":\"assistant\",\"id\":\"msg_1\",\"content\":"
                        + "[{\"type\":\"output_text\",\"text\":\"finished\"}]}";
        return event("response.created", "\"response\":{\"id\":\"resp_1\"}")
                + event("response.output_item.done", "\"item\":" + item)
                + event(
                        "response.completed",
                        "\"response\":{\"id\":\"resp_1\",\"usage\":{\"input_tokens\":1,\"input_tokens_details\":null,"
                                + "\"output_tokens\":1,\"output_tokens_details\":null,\"total_tokens\":2}}");
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"," + more + "}\n\n";
    }

    private String chat(boolean asks) {
        String delta = asks
                ? "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"index\":0,\"id\":\"call_1\",\"type\":\"function\","
                        + "\"function\":{\"name\":\"bash\",\"arguments\":\"" + quoted(arguments("command")) + "\"}}]}"
                : "{\"role\":\"assistant\",\"content\":\"finished\"}";
        StringBuilder out = new StringBuilder();
        for (String choice : List.of(
                "\"delta\":" + delta + ",\"finish_reason\":null",
                "\"delta\":{},\"finish_reason\":\"" + (asks ? "tool_calls" : "stop") + "\"")) {
            out.append(
                            "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,")
                    .append(choice)
                    .append("}]}\n\n");
        }
        return out.append("data: [DONE]\n\n").toString();
    }

    @Override
    public void close() {
        http.stop(0);
    }
}
