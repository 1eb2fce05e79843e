package dev.sallyport.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people's own clients see of people's own servers is the same with the proxy in between: the official inspector and the official
 * client, each against a server directly and through a gateway that was made, started and pinned as an operator does it.
 */
@Tag("full")
@Timeout(600)
class ProxyParityTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String GATED = "-gated";

    @TempDir
    private static Path folder;

    private static RunningGateway gateway;
    private static final Map<String, List<String>> SERVERS = new TreeMap<>();

    @BeforeAll
    static void startAndPin() throws Exception {
        Peers.assume();
        Path files = Files.createDirectories(folder.resolve("files"));
        Files.writeString(files.resolve("there.txt"), "one\ntwo\n");
        copy(Tree.root().resolve("examples/mailroom/data"), folder.resolve("office"));
        gateway = RunningGateway.in(folder);
        // The inspector can answer for roots, the session's client for everything.
        pin("inspected", "roots", Peers.everything());
        pin("files", "roots", Peers.filesystem(files.toRealPath()));
        pin("everything", "common", Peers.everything());
        pin(
                "mailroom",
                "common",
                Peers.mailroom(folder.resolve("office")),
                "read_file=shadows_tool",
                "write_file=shadows_tool");
        pin("asker", "common", Peers.asker());
        Files.writeString(folder.resolve("mcp.json"), JSON.writeValueAsString(Map.of("mcpServers", hosts())));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (gateway != null) {
            gateway.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspected --method tools/list",
                "inspected --method resources/list",
                "inspected --method resources/templates/list",
                "inspected --method resources/read --uri demo://resource/static/document/features.md",
                "inspected --method prompts/list",
                "inspected --method prompts/get --prompt-name args-prompt --prompt-args city=Oslo",
                "inspected --method tools/call --tool-name echo --tool-arg message=hello",
                "inspected --method tools/call --tool-name get-sum --tool-arg a=2.5 b=40",
                "inspected --method tools/call --tool-name get-structured-content --tool-arg location=Chicago",
                "inspected --method tools/call --tool-name get-tiny-image",
                "inspected --method tools/call --tool-name get-resource-links --tool-arg count=4",
                "inspected --method tools/call --tool-name trigger-long-running-operation --tool-arg duration=1 steps=4",
                "files --method tools/list",
                "files --method tools/call --tool-name write_file --tool-arg path=FILES/new.txt content=fresh",
                "files --method tools/call --tool-name read_text_file --tool-arg path=FILES/there.txt",
                "files --method tools/call --tool-name list_directory --tool-arg path=FILES",
                "files --method tools/call --tool-name move_file --tool-arg source=FILES/none destination=FILES/other",
            })
    void inspector_seesTheSameWithAndWithoutTheProxy(String words) throws Exception {
        Program.Ended direct = inspect(words, "");
        Program.Ended gated = inspect(words, GATED);
        assertEquals(direct.out(), gated.out(), gated.err());
        assertEquals(direct.status(), gated.status(), gated.err());
        assertTrue(direct.out().startsWith("{"), direct + "");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "inspected --method tools/call --tool-name get-sum --tool-arg a=none",
                "inspected --method tools/call --tool-name no-such-tool",
                "files --method tools/call --tool-name read_text_file --tool-arg path=FILES/none.txt",
                "files --method tools/call --tool-name read_text_file --tool-arg path=/etc/hostname",
            })
    void inspector_seesTheSameErrors(String words) throws Exception {
        Program.Ended direct = inspect(words, "");
        Program.Ended gated = inspect(words, GATED);
        assertEquals(direct.out(), gated.out(), gated.err());
        assertEquals(direct.status(), gated.status(), gated.err());
        assertTrue(direct.status() != 0, direct + "");
    }

    @ParameterizedTest
    @CsvSource({
        "everything, 2025-11-25, 3",
        "mailroom, 2025-11-25, 0",
        "mailroom, 2026-07-28, 0",
        "asker, 2025-11-25, 1",
        "asker, 2026-07-28, 1",
    })
    void officialClient_playsTheSameSession(String play, String era, int askedBack) throws Exception {
        JsonNode direct = session(play, era, "");
        JsonNode gated = session(play, era, GATED);
        assertEquals(Play.withoutProgress(direct), Play.withoutProgress(gated));
        assertEquals(era, gated.path("version").asString());
        assertEquals(askedBack, gated.path("asked").size(), gated + "");
        for (JsonNode call : gated.path("calls")) {
            assertTrue(call.path("content").size() > 0 && !call.path("isError").asBoolean(false), call + "");
        }
        if (gated.has("long")) {
            assertTrue(gated.path("long").path("heard").size() > 1, gated + "");
            assertEquals("enough", gated.path("long").path("ended").asString());
            assertTrue(gated.path("after").path("content").size() > 0, gated + "");
        }
    }

    @Test
    void everyCallThroughTheProxy_isOnTheRecord() throws Exception {
        inspect("inspected --method tools/call --tool-name echo --tool-arg message=recorded", GATED)
                .orFail(List.of());
        Path receipts = folder.resolve("receipts.jsonl");
        List<String> export = Program.launcher(
                "receipts", "export", "--data", gateway.data().toString(), "--out", receipts.toString());
        Program.run(folder, Map.of(), export).orFail(export);
        List<String> verify = Program.launcher("receipts", "verify", receipts.toString());
        Program.run(folder, Map.of(), verify).orFail(verify);
        List<String> echoes = Files.readAllLines(receipts).stream()
                .filter(line -> line.contains("\"inspected\"") && line.contains("\"echo\""))
                .toList();
        assertTrue(echoes.stream().anyMatch(line -> line.contains("\"allow\"")), echoes + "");
    }

    private static Program.Ended inspect(String words, String gated) throws IOException, InterruptedException {
        List<String> rest = new ArrayList<>(
                List.of(words.replace("FILES", folder.resolve("files").toRealPath() + "")
                        .split(" ")));
        List<String> command = Stitch.of(
                Peers.inspector(),
                List.of("--config", folder.resolve("mcp.json").toString(), "--server", rest.removeFirst() + gated),
                rest);
        return Program.run(folder, Map.of(), command);
    }

    private static JsonNode session(String play, String era, String gated) throws Exception {
        return Play.of(folder, play, era, SERVERS.getOrDefault(play + gated, List.of()));
    }

    private static void pin(String name, String client, List<String> server, String... findings) throws Exception {
        gateway.pin(name, client, server, findings);
        SERVERS.put(name, server);
        SERVERS.put(name + GATED, gateway.before(name, server));
    }

    /** The servers as an agent host's configuration names them; hosts hand on next to nothing of their own environment. */
    private static Map<String, Object> hosts() {
        Map<String, Object> hosts = new TreeMap<>();
        SERVERS.forEach((name, command) -> hosts.put(
                name,
                Map.of(
                        "command", command.getFirst(),
                        "args", command.subList(1, command.size()),
                        "env", Map.of("SALLYPORT_NO_BUILD", "1"))));
        return hosts;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path source : all.toList()) {
                Files.copy(source, to.resolve(from.relativize(source).toString()));
            }
        }
    }
}
