package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.JsonText;
import dev.sallyport.connect.hook.Host;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The live negative test: a call that every gateway denies whatever its policy (writing into the gateway's own keys), put to the very
 * command that stands in the host's configuration, as the host would.
 */
final class Probe {
    private static final int DENIED = 2;

    private Probe() {}

    /**
     * How it went.
     *
     * @param blocked whether the host would not have run the call
     * @param how what the command did, for people
     */
    record Result(boolean blocked, String how, long millis) {}

    static Result of(Host host, Hooking.Installed hook, String ground, Map<String, String> env)
            throws IOException, InterruptedException {
        byte[] document = JsonText.of(document(host, hook.event(), ground)).getBytes(StandardCharsets.UTF_8);
        long began = System.nanoTime();
        ProcessBuilder builder = new ProcessBuilder(List.of("/bin/sh", "-c", hook.command()));
        builder.environment().clear();
        builder.environment().putAll(env);
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try {
            process.getOutputStream().write(document);
            process.getOutputStream().close();
        } catch (IOException ended) {
            // It ended without reading; how, is seen below.
        }
        Thread.Builder reader = Thread.ofVirtual();
        StringBuilder out = new StringBuilder();
        Thread reading = reader.start(() -> read(process, out));
        if (!process.waitFor(Hooking.HOST_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Result(
                    false, "it did not end within " + Hooking.HOST_SECONDS + " s", Hooking.HOST_SECONDS * 1000L);
        }
        reading.join();
        long millis = (System.nanoTime() - began) / 1_000_000;
        return judged(host, process.exitValue(), out.toString(), millis);
    }

    private static void read(Process process, StringBuilder out) {
        try {
            out.append(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            out.append("broken");
        }
    }

    static Result judged(Host host, int status, String out, long millis) {
        if (status == DENIED) {
            return new Result(true, "it refused without an answer of the gateway (status 2)", millis);
        }
        if (status != 0) {
            return new Result(false, "it ended with status " + status + ", which lets the call run", millis);
        }
        return isDenial(host, out)
                ? new Result(true, "the gateway denied it", millis)
                : new Result(false, "its answer does not deny", millis);
    }

    private static boolean isDenial(Host host, String out) {
        try {
            return StrictJson.parse(out.strip().getBytes(StandardCharsets.UTF_8)) instanceof JsonObject answer
                    && switch (host) {
                        case CLAUDE_CODE, CODEX ->
                            answer.get("hookSpecificOutput") instanceof JsonObject own
                                    && says(own.get("permissionDecision"));
                        case CURSOR -> says(answer.get("permission"));
                        case COPILOT -> says(answer.get("permissionDecision"));
                        case GEMINI, OPENCODE -> says(answer.get("decision"));
                    };
        } catch (MalformedJson none) {
            return false;
        }
    }

    private static boolean says(@Nullable Json decision) {
        return decision instanceof JsonString word && word.value().equals("deny");
    }

    /** A write below the gateway's data directory, by the host's own tool for that. */
    static JsonObject document(Host host, String event, String ground) {
        String file = ground + "/keys/doctor";
        JsonObject.Builder out = JsonObject.builder();
        return switch (host) {
            case CLAUDE_CODE ->
                snake(out, event, "Write", input("file_path", file)).build();
            case CODEX ->
                snake(out, event, "Bash", input("command", "touch " + file)).build();
            case GEMINI ->
                snake(out, event, "write_file", input("file_path", file)).build();
            case CURSOR ->
                snake(out, event, "Write", input("file_path", file))
                        .put("conversation_id", "doctor")
                        .build();
            case COPILOT ->
                out.put("sessionId", "doctor")
                        .put("timestamp", 0)
                        .put("cwd", "/")
                        .put("toolName", "create")
                        .put("toolArgs", input("path", file))
                        .build();
            case OPENCODE ->
                out.put("event", event)
                        .put("sessionID", "doctor")
                        .put("callID", "doctor")
                        .put("tool", "write")
                        .put("args", input("filePath", file))
                        .build();
        };
    }

    private static JsonObject.Builder snake(JsonObject.Builder out, String event, String tool, JsonObject input) {
        return out.put("session_id", "doctor")
                .put("hook_event_name", event)
                .put("cwd", "/")
                .put("tool_name", tool)
                .put("tool_input", input)
                .put("tool_use_id", "doctor");
    }

    private static JsonObject input(String name, String value) {
        return JsonObject.builder()
                .put(name, value)
                .put("content", "written by doctor's test")
                .build();
    }
}
