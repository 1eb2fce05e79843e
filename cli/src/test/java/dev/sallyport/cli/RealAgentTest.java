package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.cli.remote.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real agent host, Gemini CLI, before a model of this test's own that asks for one shell command: with the hook that {@code install} wrote,
 * the command runs exactly when the gateway lets it.
 */
@Tag("full")
@Timeout(300)
class RealAgentTest {
    private static final Path CLI =
            HookSetUp.LAUNCHER.resolveSibling("house/hosts/agents/node_modules/@google/gemini-cli/bundle/gemini.js");
    private static final String SETTINGS = """
            {"security":{"auth":{"selectedType":"gemini-api-key"}},"general":{"enableAutoUpdate":false},\
            "privacy":{"usageStatisticsEnabled":false}}""";
    private static final String MADE = "made.txt";
    private static final String ALLOW = "permit (principal, action, resource);";
    private static final String DENY =
            ALLOW + " forbid (principal, action, resource) when { context.action == \\\"run_shell_command\\\" };";

    @TempDir
    private Path folder;

    private final AtomicInteger asked = new AtomicInteger();
    private HttpServer model;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
        assumeTrue(
                Files.exists(CLI),
                "skipped: no agent host here (100 MB: npm ci --ignore-scripts in house/hosts/agents)");
        model = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        model.createContext("/", this::speak);
        model.start();
    }

    @AfterEach
    void stop() {
        if (model != null) {
            model.stop(0);
        }
    }

    /** Asks for the command, and is content with whatever comes of it. */
    private void speak(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        asked.incrementAndGet();
        String part = body.contains("functionResponse")
                ? "{\"text\":\"finished\"}"
                : "{\"functionCall\":{\"name\":\"run_shell_command\",\"args\":{\"command\":\"touch " + MADE
                        + "\",\"description\":\"makes a file\"}}}";
        byte[] said = ("data: {\"candidates\":[{\"content\":{\"role\":\"model\",\"parts\":[" + part
                        + "]},\"finishReason\":\"STOP\",\"index\":0}],\"usageMetadata\":{\"promptTokenCount\":1,"
                        + "\"candidatesTokenCount\":1,\"totalTokenCount\":2}}\n\n")
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, said.length);
        exchange.getResponseBody().write(said);
        exchange.close();
    }

    /** Lets the agent work in a fresh folder under that policy; whether the file was made, and what the gateway recorded. */
    private Worked work(String policy) throws Exception {
        Path data = folder.resolve("data");
        Path home = Files.createDirectories(data.resolve("home"));
        Path project = Files.createDirectory(folder.resolve("project"));
        Running running = Running.in(data);
        try (running) {
            Gateway operator = new Gateway(
                    running.gateway().url(), Optional.of(running.keys().operatorKey()));
            byte[] body = ("{\"files\":{\"all.cedar\":\"" + policy + "\"}}").getBytes(StandardCharsets.UTF_8);
            operator.post("/v1/policies", body).orComplain();
            Files.writeString(Files.createDirectory(home.resolve(".gemini")).resolve("settings.json"), SETTINGS);
            HookSetUp.install(running, "gemini");
            Process agent = agent(home, project).start();
            agent.getOutputStream().close();
            String said = new String(agent.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(agent.waitFor(120, TimeUnit.SECONDS), said);
            assertEquals(0, agent.exitValue(), said);
            assertTrue(asked.get() >= 2, said);
            return new Worked(
                    Files.exists(project.resolve(MADE)),
                    operator.get("/v1/receipts?limit=50").toString());
        }
    }

    private record Worked(boolean made, String receipts) {}

    private ProcessBuilder agent(Path home, Path project) {
        ProcessBuilder builder = new ProcessBuilder(
                        "node", CLI.toString(), "-m", "gemini-2.5-flash", "--yolo", "-p", "make a file")
                .directory(project.toFile())
                .redirectErrorStream(true);
        Map<String, String> env = new TreeMap<>(Map.of(
                "HOME",
                home.toString(),
                "PATH",
                System.getenv("PATH"),
                "GEMINI_API_KEY",
                "none",
                "GEMINI_CLI_TRUST_WORKSPACE",
                "true",
                "GOOGLE_GEMINI_BASE_URL",
                "http://127.0.0.1:" + model.getAddress().getPort()));
        builder.environment().clear();
        builder.environment().putAll(env);
        return builder;
    }

    @Test
    void what_policy_denies_does_not_run_although_the_model_asks_and_the_host_approves_all() throws Exception {
        Worked worked = work(DENY);
        assertFalse(worked.made());
        assertTrue(
                worked.receipts().contains("\"run_shell_command\"")
                        && worked.receipts().contains("\"deny\""),
                worked.receipts());
    }

    @Test
    void what_policy_allows_runs() throws Exception {
        Worked worked = work(ALLOW);
        assertTrue(worked.made(), worked.receipts());
        assertFalse(worked.receipts().contains("\"deny\""), worked.receipts());
    }
}
