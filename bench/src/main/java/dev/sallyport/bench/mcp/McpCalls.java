package dev.sallyport.bench.mcp;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.load.Load;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.cli.terminal.JsonText;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A client of one MCP endpoint over Streamable HTTP, as far as measuring needs one: opens sessions, and writes tool calls out beforehand.
 * Thread-safe.
 *
 * @param fields header fields of every request
 */
record McpCalls(HttpClient http, URI endpoint, Map<String, String> fields) {
    /** The revision it speaks. */
    static final String VERSION = "2025-11-25";

    private static final String ACCEPT = "application/json, text/event-stream";

    McpCalls {
        fields = Map.copyOf(fields);
    }

    /** The same with one more header field. */
    McpCalls with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(fields);
        more.put(name, value);
        return new McpCalls(http, endpoint, more);
    }

    /** Opens a session as every client must; its id. */
    String open() throws IOException, InterruptedException {
        JsonObject params = JsonObject.builder()
                .put("protocolVersion", VERSION)
                .put("capabilities", JsonObject.of())
                .put(
                        "clientInfo",
                        JsonObject.builder()
                                .put("name", "sallyport-bench")
                                .put("version", "1")
                                .build())
                .build();
        HttpResponse<String> answer = send(this, frame("initialize", params).put("id", 1));
        String id = answer.headers()
                .firstValue("Mcp-Session-Id")
                .orElseThrow(() -> new Broken("initialize was answered with " + answer.body()));
        HttpResponse<String> told = send(inSession(id), frame("notifications/initialized", JsonObject.of()));
        if (told.statusCode() != 202) {
            throw new Broken("notifications/initialized was answered with " + told.statusCode());
        }
        return id;
    }

    /**
     * One call of the server's tool in that session, for the load generator: no two have the same id or argument.
     *
     * @param run stands before the count, since ids of one session must differ in all runs
     */
    byte[] call(String session, String run) {
        JsonObject params = JsonObject.builder()
                .put("name", LookupServer.TOOL)
                .put(
                        "arguments",
                        JsonObject.builder().put("number", run + Load.COUNTER).build())
                .build();
        byte[] body = text(frame("tools/call", params).put("id", run + Load.COUNTER));
        StringBuilder head = new StringBuilder("POST " + endpoint.getPath() + " HTTP/1.1\r\nHost: "
                + endpoint.getAuthority() + "\r\nContent-Type: application/json\r\nAccept: " + ACCEPT
                + "\r\nContent-Length: " + body.length + "\r\n");
        inSession(session)
                .fields()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + body.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(body, 0, whole, start.length, body.length);
        return whole;
    }

    private McpCalls inSession(String id) {
        return with("Mcp-Session-Id", id).with("MCP-Protocol-Version", VERSION);
    }

    private static HttpResponse<String> send(McpCalls calls, JsonObject.Builder frame)
            throws IOException, InterruptedException {
        HttpRequest.Builder post = HttpRequest.newBuilder(calls.endpoint())
                .header("Content-Type", "application/json")
                .header("Accept", ACCEPT)
                .POST(HttpRequest.BodyPublishers.ofByteArray(text(frame)));
        calls.fields().forEach(post::header);
        return calls.http().send(post.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static JsonObject.Builder frame(String method, Json params) {
        return JsonObject.builder().put("jsonrpc", "2.0").put("method", method).put("params", params);
    }

    private static byte[] text(JsonObject.Builder frame) {
        return JsonText.of(frame.build()).getBytes(StandardCharsets.UTF_8);
    }
}
