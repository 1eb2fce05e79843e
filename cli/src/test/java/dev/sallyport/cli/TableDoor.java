package dev.sallyport.cli;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.sdk.Claims;
import dev.sallyport.sdk.Client;
import dev.sallyport.sdk.Guard;
import dev.sallyport.sdk.Protected;
import dev.sallyport.sdk.SallyportException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ways from an agent to a tool, each played by whoever stands before it: the caller does what a host of that kind does with what it
 * hears, and runs its tool unless it must not.
 */
enum TableDoor {
    SDK {
        @Override
        Asker ready(FailureStage stage) {
            Guard guard = Guard.mutating("office", ReachedTool.TOOL)
                    .saying(Claims.from(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
            return () -> {
                try (Client client = stage.client()) {
                    return told(() -> Protected.protect(client, guard, arguments -> ran(stage))
                            .call(JsonObject.of()));
                }
            };
        }
    },
    CONSUME {
        @Override
        Asker ready(FailureStage stage) {
            FailureStage.Agreed agreed = stage.agreed();
            return () -> {
                try (Client client = stage.client()) {
                    return told(() -> {
                        client.consume(agreed.approval(), agreed.hash());
                        return ran(stage);
                    });
                }
            };
        }
    },
    HTTP_MCP {
        @Override
        Asker ready(FailureStage stage) throws Exception {
            String session = mcp(stage, 1, "initialize", INITIALIZE, "")
                    .headers()
                    .firstValue("mcp-session-id")
                    .orElseThrow();
            return () -> unlessSilent(() -> shown(mcp(stage, 2, "tools/call", CALL, session)));
        }
    },
    HTTP_HOOK {
        @Override
        Asker ready(FailureStage stage) {
            return () -> {
                HttpResponse<String> heard = send(
                        HttpRequest.newBuilder(stage.reach().url().resolve("/v1/hooks/claude-code?event=PreToolUse"))
                                .header("Authorization", "Bearer " + stage.hookToken())
                                .POST(HttpRequest.BodyPublishers.ofString(WRITE)));
                // A host that posts by itself runs whatever was not denied in so many words.
                return heard.statusCode() == 200 && heard.body().contains(DENIED) ? shown(heard) : ran(stage);
            };
        }

        // A host that posts by itself runs the call when nobody answers, so `install` never makes one do so.
        @Override
        String unlike(FailureStage stage, Asker asker) throws IOException {
            return stage.hookSettings().contains("\"type\": \"command\"")
                            && !stage.hookSettings().contains("\"http\"")
                    ? "no such hook is installed"
                    : ran(stage);
        }
    },
    SCRIPT_HOOK {
        @Override
        Asker ready(FailureStage stage) {
            return () -> {
                HookSetUp.Ended ended = HookSetUp.hook(
                        stage.data, Map.of("SALLYPORT_HOOK_DEADLINE", "1"), WRITE, "claude-code", "PreToolUse");
                return hooked(stage, ended.status(), ended.out(), ended.err());
            };
        }
    },
    JVM_HOOK {
        @Override
        Asker ready(FailureStage stage) {
            return () -> {
                Ran ran = Ran.with(WRITE, stage.env(stage.hookToken()), "hook", "claude-code", "PreToolUse");
                return hooked(stage, ran.exit(), ran.out(), ran.err());
            };
        }
    },
    EGRESS {
        @Override
        Asker ready(FailureStage stage) {
            return () -> unlessSilent(() -> proxied(stage));
        }
    },
    STDIO_MCP {
        @Override
        Asker ready(FailureStage stage) throws Exception {
            StdioClient client = linked(stage);
            client.say(rpc(1, "initialize", INITIALIZE));
            client.answer(1);
            client.say("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            return () -> {
                // Whoever stands in the gateway's place meets a link that is opened anew: the old one broke with the
                // gateway.
                boolean anew = stage.failure() == FailureStage.Failure.WRONG_ANSWER;
                StdioClient before = anew ? linked(stage) : client;
                before.say(rpc(2, "tools/call", CALL));
                return code(before.answer(2));
            };
        }
    };

    /** One call through a door that was made ready; what the caller was told. */
    interface Asker {
        String ask() throws Exception;
    }

    /** What a caller says when its tool ran. */
    static final String RAN = "ran";

    private static final String WRITE = """
            {"session_id":"s1","hook_event_name":"PreToolUse","tool_name":"Write",\
            "tool_input":{"file_path":"/src/a","content":"x"},"tool_use_id":"t1"}""";
    private static final String DENIED = "\"permissionDecision\":\"deny\"";
    private static final String INITIALIZE =
            "{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{},\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}";
    private static final String CALL = "{\"name\":\"" + ReachedTool.TOOL + "\",\"arguments\":{}}";
    private static final Pattern CODE = Pattern.compile(
            "\\[([a-z_]+)] refused|\"(?:code|reason|reason_code)\":\"([a-z_]+)\"|Sallyport-Code: ([a-z_]+)");
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    /** Opens what must be open before something goes wrong. */
    abstract Asker ready(FailureStage stage) throws Exception;

    /** What is so at a door where that failure cannot happen; as elsewhere the tool must not be reached. */
    String unlike(FailureStage stage, Asker asker) throws Exception {
        asker.ask();
        return "the caller heard somebody else";
    }

    private static String ran(FailureStage stage) {
        stage.tool.run();
        return RAN;
    }

    private static String told(Supplier<String> call) {
        try {
            return call.get();
        } catch (SallyportException refused) {
            return refused.getClass().getSimpleName() + " " + refused.code();
        }
    }

    private static String hooked(FailureStage stage, int status, String out, String err) {
        if (status == 2) {
            return "2 " + err.strip();
        }
        return status == 0 && out.contains(DENIED) ? code(out) : ran(stage);
    }

    private static String unlessSilent(Asker asker) throws Exception {
        try {
            return asker.ask();
        } catch (ConnectException refused) {
            return "no connection";
        } catch (HttpTimeoutException | SocketTimeoutException silent) {
            return "no answer";
        }
    }

    private static String code(String text) {
        Matcher found = CODE.matcher(text);
        if (!found.find()) {
            return text;
        }
        return found.group(1) != null ? found.group(1) : found.group(2) != null ? found.group(2) : found.group(3);
    }

    private static String shown(HttpResponse<String> heard) {
        return heard.body().contains("done") ? RAN : heard.statusCode() + " " + code(heard.body());
    }

    private static String rpc(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private static HttpResponse<String> mcp(FailureStage stage, int id, String method, String params, String session)
            throws IOException, InterruptedException {
        URI url = stage.reach().url().resolve("/mcp/box");
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + stage.agentToken())
                .header("Accept", "application/json, text/event-stream")
                .POST(HttpRequest.BodyPublishers.ofString(rpc(id, method, params)));
        if (!session.isEmpty()) {
            request.header("Mcp-Session-Id", session).header("MCP-Protocol-Version", "2025-11-25");
        }
        return send(request);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            return http.send(
                    request.header("Content-Type", "application/json")
                            .timeout(PATIENCE)
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String proxied(FailureStage stage) throws IOException {
        String[] where = stage.reach().egress().orElseThrow().split(":");
        String credential =
                Base64.getEncoder().encodeToString(("work:" + stage.agentToken()).getBytes(StandardCharsets.US_ASCII));
        try (Socket socket = new Socket(where[0], Integer.parseInt(where[1]))) {
            socket.setSoTimeout((int) PATIENCE.toMillis());
            String host = "localhost:" + stage.tool.port();
            OutputStream out = socket.getOutputStream();
            out.write(("GET http://" + host + "/ HTTP/1.1\r\nHost: " + host + "\r\nProxy-Authorization: Basic "
                            + credential + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            String heard = new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            return heard.endsWith("hello") ? RAN : heard.substring(9, 12) + " " + code(heard);
        }
    }

    private static StdioClient linked(FailureStage stage) throws IOException {
        List<String> words = new ArrayList<>(List.of("mcp", "--server", "pipe", "--"));
        words.addAll(stage.tool.command());
        return new StdioClient(stage.env(stage.agentToken()), words.toArray(new String[0]));
    }
}
