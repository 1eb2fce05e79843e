package dev.sallyport.cli.hook;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The live negative test of a proxied MCP server: a tool that nobody can have pinned is called through the configured command. */
final class McpProbe {
    static final int SECONDS = 20;
    static final int CALL = 2;

    /** What is wrong when the call was not refused. */
    static final String LET_THROUGH = "a tool that nobody pinned was let through";

    private static final JsonLimits LIMITS = new JsonLimits(16 << 20, 128, 1_000_000, 16 << 20);
    /** The first word, the second, and the call. */
    static final List<String> FRAMES = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},"
                    + "\"clientInfo\":{\"name\":\"sallyport-doctor\",\"version\":\"1\"}}}",
            "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}",
            "{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/call\",\"params\":{\"name\":\"sallyport_doctor_probe\",\"arguments\":{}}}");

    private McpProbe() {}

    static Probe.Result of(McpConfigs.Configured server, Map<String, String> env)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(server.command()).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.start();
        try {
            CompletableFuture<String> how = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> listen(process, how));
            String said = how.get(SECONDS, TimeUnit.SECONDS);
            return new Probe.Result(said.isEmpty(), said.isEmpty() ? "the gateway denied it" : said, millis(began));
        } catch (TimeoutException e) {
            return new Probe.Result(false, "no answer within " + SECONDS + " s", millis(began));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            process.destroy();
        }
    }

    static long millis(long began) {
        return (System.nanoTime() - began) / 1_000_000;
    }

    /** Talks until the call is answered; what is wrong with the answer, nothing if it refuses. */
    private static void listen(Process process, CompletableFuture<String> how) {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            tell(process, FRAMES.getFirst());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                Optional<JsonObject> frame = frame(line);
                if (frame.map(f -> isId(f, 1)).orElse(false)) {
                    tell(process, FRAMES.get(1));
                    tell(process, FRAMES.get(2));
                } else if (frame.map(f -> isId(f, CALL)).orElse(false)) {
                    how.complete(refuses(frame.orElseThrow()) ? "" : LET_THROUGH);
                    return;
                }
            }
            how.complete("it ended without an answer");
        } catch (IOException broken) {
            how.complete("it ended without an answer");
        }
    }

    private static void tell(Process process, String frame) throws IOException {
        process.getOutputStream().write((frame + "\n").getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().flush();
    }

    static Optional<JsonObject> frame(String line) {
        try {
            return StrictJson.parse(line.getBytes(StandardCharsets.UTF_8), LIMITS, Numbers.ROUNDED)
                            instanceof JsonObject object
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (MalformedJson none) {
            return Optional.empty();
        }
    }

    static boolean isId(JsonObject frame, int id) {
        return frame.get("method") == null && frame.get("id") instanceof JsonNumber number && number.value() == id;
    }

    /** Refused by the gateway, in its own words: a server's own "no such tool" proves nothing. */
    static boolean refuses(JsonObject answer) {
        boolean ours = answer.get("result") instanceof JsonObject result
                && JsonBoolean.of(true).equals(result.get("isError"))
                && result.get("_meta") instanceof JsonObject meta
                && meta.get("dev.sallyport/decision") != null;
        boolean error = answer.get("error") instanceof JsonObject fault
                && fault.get("code") instanceof JsonNumber code
                && code.value() <= -32010
                && code.value() >= -32012;
        return ours || error;
    }
}
