package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people's own clients see of people's own servers is the same at {@code /mcp/NAME}: a server at an address against itself, and
 * servers that are commands of the gateway against the same commands on standard input.
 */
@Tag("full")
@Timeout(300)
class HttpParityTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String GATED = "-gated";

    @TempDir
    private static Path folder;

    private static RunningGateway gateway;
    private static ServerProcess everything;
    private static final Map<String, List<String>> SERVERS = new TreeMap<>();

    @BeforeAll
    static void startAndPin() throws Exception {
        Peers.assume();
        Path files = Files.createDirectories(folder.resolve("files")).toRealPath();
        Map<String, List<String>> commands = Map.of(
                "files", Peers.filesystem(files),
                "memory", Peers.memory(folder.resolve("gated.jsonl")));
        Map<String, Object> configured = new TreeMap<>();
        commands.forEach((name, command) -> configured.put(name, Map.of("command", command)));
        // JSON is YAML.
        gateway = RunningGateway.in(folder, JSON.writeValueAsString(Map.of("mcp", Map.of("servers", configured))));
        everything = ServerProcess.listening(folder, Peers.everythingOverHttp());
        gateway.pinAt("everything", "common", everything.url());
        gateway.pinAt("inspected", "roots", everything.url());
        for (Map.Entry<String, List<String>> each : commands.entrySet()) {
            gateway.pin(each.getKey(), "common", each.getValue());
        }
        SERVERS.put("everything", List.of(everything.url().toString()));
        SERVERS.put("inspected", List.of(everything.url().toString()));
        SERVERS.put("files", Peers.filesystem(files));
        SERVERS.put("memory", Peers.memory(folder.resolve("direct.jsonl")));
        String token = gateway.register("peer");
        List.copyOf(SERVERS.keySet())
                .forEach(name ->
                        SERVERS.put(name + GATED, List.of(gateway.door(name).toString(), token)));
        Files.writeString(folder.resolve("mcp.json"), JSON.writeValueAsString(Map.of("mcpServers", hosts())));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (everything != null) {
            everything.close();
        }
        if (gateway != null) {
            gateway.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--method tools/list",
                "--method resources/templates/list",
                "--method resources/read --uri demo://resource/static/document/features.md",
                "--method prompts/get --prompt-name args-prompt --prompt-args city=Oslo",
                "--method tools/call --tool-name get-sum --tool-arg a=2.5 b=40",
                "--method tools/call --tool-name get-tiny-image",
                "--method tools/call --tool-name trigger-long-running-operation --tool-arg duration=1 steps=4",
                "--method tools/call --tool-name get-sum --tool-arg a=none",
            })
    void inspector_seesTheSameWithAndWithoutTheGateway(String words) throws Exception {
        Program.Ended direct = inspect("inspected", words);
        Program.Ended gated = inspect("inspected" + GATED, words);
        assertEquals(direct.out(), gated.out(), gated.err());
        assertEquals(direct.status(), gated.status(), gated.err());
        assertTrue(direct.out().startsWith("{") || direct.status() != 0, direct + "");
    }

    @ParameterizedTest
    @CsvSource({"everything, 3, 0", "files, 1, 1", "memory, 0, 0"})
    void officialClient_playsTheSameSession(String play, int askedBack, int failed) throws Exception {
        JsonNode direct = Play.of(playground(play), play, "2025-11-25", SERVERS.getOrDefault(play, List.of()));
        JsonNode gated = Play.of(playground(play), play, "2025-11-25", SERVERS.getOrDefault(play + GATED, List.of()));
        assertEquals(Play.withoutProgress(direct), Play.withoutProgress(gated));
        assertEquals(askedBack, gated.path("asked").size(), gated + "");
        List<Boolean> errors = new ArrayList<>();
        gated.path("calls").forEach(call -> errors.add(call.path("isError").asBoolean(false)));
        assertEquals(failed, errors.stream().filter(error -> error).count(), gated + "");
        assertTrue(errors.size() > 3, gated + "");
    }

    private static Path playground(String play) throws Exception {
        return play.equals("files") ? folder.resolve("files").toRealPath() : folder;
    }

    private static Program.Ended inspect(String server, String words) throws Exception {
        List<String> command = Stitch.of(
                Peers.inspector(),
                List.of("--config", folder.resolve("mcp.json").toString(), "--server", server),
                List.of(words.split(" ")));
        return Program.run(folder, Map.of(), command);
    }

    private static Map<String, Object> hosts() {
        Map<String, Object> hosts = new TreeMap<>();
        SERVERS.forEach((name, where) -> {
            if (where.getFirst().startsWith("http")) {
                Map<String, String> fields =
                        where.size() > 1 ? Map.of("Authorization", "Bearer " + where.getLast()) : Map.of();
                hosts.put(
                        name,
                        Map.of("type", "streamable-http", "url", URI.create(where.getFirst()), "headers", fields));
            }
        });
        return hosts;
    }
}
