package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.server.wiring.StartRefused;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A version of a shield from its distributor to a receipt: published, installed, pinned, rolled back; and refused where it was touched. */
@Timeout(120)
class ShieldReleaseTest {
    private static final String MANIFEST = """
            {"format":"sallyport/shield-release-data/1","shield":"egress-monitor","version":"1.0.7","base":"1.0",
             "find":[{"text":"drop.test-place.example","whole":true,"category":"egress-monitor:file-drop",
                      "verdict":"block","confidence":0.97}]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private String key = "";
    private Path data = Path.of("");
    private Path shelf = Path.of("");

    @BeforeEach
    void publish() throws IOException {
        data = folder.resolve("data");
        Path collector = folder.resolve("collector");
        shelf = collector.resolve("shields");
        key = Ran.of("collector", "init", "--name", "shields.example", "--data", collector.toString())
                .exits(0)
                .out()
                .strip();
        Path manifest = folder.resolve("manifest.json");
        Files.writeString(manifest, MANIFEST);
        Ran.of(
                        "collector",
                        "publish",
                        "--shield",
                        "egress-monitor@1.0.7",
                        "--manifest",
                        manifest.toString(),
                        "--data",
                        collector.toString())
                .exits(0);
    }

    private Ran install(String... more) {
        List<String> words = new ArrayList<>(List.of(
                "shield", "install", "egress-monitor@1.0.7", "--from", shelf.toString(), "--data", data.toString()));
        words.addAll(List.of(more));
        return Ran.of(words.toArray(String[]::new));
    }

    private static void refused(Ran ran, String words) {
        assertTrue(ran.exits(1).err().contains(words), ran::err);
    }

    private Path installed(String end) {
        return data.resolve("shields/egress-monitor/1.0.7" + end);
    }

    private static String listed(Running running) {
        return Ran.with("", running.operator(), "shield", "list", "--json")
                .exits(0)
                .out();
    }

    /** An agent that asks whether it may fetch something. */
    private record Agent(Gateway gateway, Gateway operator, String id) {
        static Agent of(Running running) {
            Gateway operator = new Gateway(
                    running.gateway().url(), Optional.of(running.keys().operatorKey()));
            Reply made = operator.post(
                    "/v1/agents/register",
                    JsonObject.builder().put("agent_key", "a1").build());
            return new Agent(
                    new Gateway(running.gateway().url(), Optional.of(made.text("agent_token", ""))),
                    operator,
                    made.text("agent_id", ""));
        }

        /** Which version looked at it, by the receipt, and what was decided. */
        String fetch(String url) {
            Reply decided = gateway.post("/v1/authorize", """
                    {"agent":{"id":"%s"},"tool_call":{"tool":"web","action":"fetch","resource":null,"mutates_state":false,\
                    "parameters":{"url":"%s"}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(id, url).getBytes(StandardCharsets.UTF_8));
            String receipt = operator.get("/v1/receipts/" + decided.text("receipt_id", ""))
                    .toString();
            String version = receipt.replaceAll("(?s).*\"version\":\"(egress-monitor@[0-9.]+)\".*", "$1");
            return version + " " + decided.text("decision", decided.toString());
        }
    }

    @Test
    void a_signed_version_stands_beside_the_built_in_one_runs_when_pinned_and_is_rolled_back_by_one_command() {
        Install.FreshKeys keys = Install.create(data, Sources.system());
        install("--key", key).exits(0);
        install().exits(0);
        try (Running running = Running.on(data, keys)) {
            assertTrue(listed(running).contains("\"installed\":[\"1.0.0\",\"1.0.7\"]"), () -> listed(running));
            Ran.with("", running.operator(), "shield", "mode", "egress-monitor", "high-confidence")
                    .exits(0);
            Agent agent = Agent.of(running);
            assertEquals("egress-monitor@1.0.0 allow", agent.fetch("https://drop.test-place.example/x"));
            Ran.with("", running.operator(), "shield", "pin", "egress-monitor", "1.0.7")
                    .exits(0);
            assertEquals("egress-monitor@1.0.7 deny", agent.fetch("https://drop.test-place.example/x"));
            Ran.with("", running.operator(), "shield", "rollback", "egress-monitor")
                    .exits(0);
            assertEquals("egress-monitor@1.0.0 allow", agent.fetch("https://drop.test-place.example/x"));
        }
    }

    @Test
    void what_is_not_signed_by_the_known_distributor_or_was_altered_is_not_installed() throws IOException {
        refused(install(), "no distributor's key");
        String other = Ran.of(
                        "collector",
                        "init",
                        "--name",
                        "evil.example",
                        "--data",
                        folder.resolve("evil").toString())
                .out()
                .strip();
        install("--key", key).exits(0);
        refused(install("--key", other), "another distributor");
        Path manifest = shelf.resolve("egress-monitor/1.0.7.manifest");
        Files.writeString(manifest, MANIFEST.replace("0.97", "0.10"));
        refused(install(), "not the one that was signed");
        Path note = shelf.resolve("egress-monitor/1.0.7.note");
        Files.writeString(note, Files.readString(note).replace("1.0.7", "1.0.8"));
        refused(install(), "did not sign");
    }

    @Test
    void what_was_altered_after_it_was_installed_keeps_the_gateway_from_starting() throws IOException {
        Install.FreshKeys keys = Install.create(data, Sources.system());
        install("--key", key).exits(0);
        Files.writeString(installed(".manifest"), MANIFEST.replace("block", "allow"));
        assertEquals(
                "release_altered",
                assertThrows(StartRefused.class, () -> Running.on(data, keys).close())
                        .code());
        Files.delete(installed(".manifest"));
        assertEquals(
                "release_altered",
                assertThrows(StartRefused.class, () -> Running.on(data, keys).close())
                        .code());
        Files.delete(installed(".note"));
        Running.on(data, keys).close();
    }
}
