package dev.sallyport.cli.demo;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.JsonText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An agent host as far as MCP sees it: starts a server's command line and speaks newline-delimited JSON-RPC over its standard
 * streams (MCP 2025-11-25, transports, stdio). One thread reads; any thread may ask.
 */
public final class McpAgent implements AutoCloseable {
    private static final long ANSWER_SECONDS = 30;
    private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 128, 1_000_000, 16 << 20);

    private final Process process;
    private final OutputStream in;
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private int lastId;

    private McpAgent(Process process) {
        this.process = process;
        this.in = process.getOutputStream();
    }

    /** Starts the server's process; it ends when this is closed. */
    public static McpAgent start(ProcessBuilder server) throws IOException {
        McpAgent agent = new McpAgent(server.start());
        Thread.ofPlatform().daemon().name("mcp-answers").start(agent::read);
        return agent;
    }

    /** The handshake of the protocol's session era. */
    public JsonObject initialize() throws IOException {
        JsonObject params = JsonObject.builder()
                .put("protocolVersion", "2025-11-25")
                .put("capabilities", JsonObject.of())
                .put(
                        "clientInfo",
                        JsonObject.builder()
                                .put("name", "sallyport-demo")
                                .put("version", "1")
                                .build())
                .build();
        JsonObject answer = request("initialize", params);
        notify("notifications/initialized");
        return answer;
    }

    /** Calls a tool and waits for its answer. */
    ToolAnswer call(String tool, JsonObject arguments) throws IOException {
        return ToolAnswer.of(await("tools/call", begin(tool, arguments)));
    }

    /** Calls a tool whose answer comes later: a person has to look first. */
    CompletableFuture<JsonObject> begin(String tool, JsonObject arguments) throws IOException {
        return send(
                "tools/call",
                JsonObject.builder()
                        .put("name", tool)
                        .put("arguments", arguments)
                        .build());
    }

    /** Asks and waits for the answer. */
    public JsonObject request(String method, JsonObject params) throws IOException {
        return await(method, send(method, params));
    }

    /** Waits for the answer to what was asked. */
    static JsonObject await(String method, CompletableFuture<JsonObject> answer) throws IOException {
        try {
            return answer.get(ANSWER_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new IOException("no answer to " + method + " within " + ANSWER_SECONDS + " s", late);
        } catch (ExecutionException ended) {
            throw new IOException("the server ended before it answered " + method, ended);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    /** Asks; the answer comes later. */
    public synchronized CompletableFuture<JsonObject> send(String method, JsonObject params) throws IOException {
        int id = ++lastId;
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        write(JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", params)
                .build());
        return answer;
    }

    private synchronized void notify(String method) throws IOException {
        write(JsonObject.builder().put("jsonrpc", "2.0").put("method", method).build());
    }

    private void write(JsonObject frame) throws IOException {
        in.write((JsonText.of(frame) + "\n").getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Json frame = StrictJson.parse(line.getBytes(StandardCharsets.UTF_8), LIMITS, Numbers.ROUNDED);
                if (frame instanceof JsonObject object && object.get("id") instanceof JsonNumber id) {
                    Optional.ofNullable(waiting.remove((int) id.value())).ifPresent(a -> a.complete(object));
                }
            }
        } catch (IOException | RuntimeException broken) {
            waiting.values().forEach(a -> a.completeExceptionally(broken));
        }
        waiting.values().forEach(a -> a.completeExceptionally(new IOException("end of output")));
    }

    @Override
    public void close() throws IOException {
        in.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
