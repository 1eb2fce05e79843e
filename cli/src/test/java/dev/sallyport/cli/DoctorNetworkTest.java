package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.remote.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What doctor tries over the network: MCP servers at the gateway's address, and addresses that only the gateway may reach. */
@Timeout(120)
class DoctorNetworkTest {
    @TempDir
    private Path folder;

    private ReachedTool tool;
    private Running running;
    private String token;

    @BeforeEach
    void start() throws IOException {
        tool = new ReachedTool(folder);
        running = Running.in(folder.resolve("data"));
        Ran.with("", running.operator(), "mcp", "pin", "box", "--json", "--url", tool.mcpUrl())
                .exits(0);
        byte[] agent = "{\"agent_key\":\"worker\"}".getBytes(StandardCharsets.UTF_8);
        token = new Gateway(running.gateway().url(), Optional.of(running.keys().operatorKey()))
                .post("/v1/agents/register", agent)
                .orComplain()
                .text("agent_token", "");
    }

    @AfterEach
    void stop() {
        running.close();
        tool.close();
    }

    private Ran doctor(String... more) {
        Map<String, String> env = new HashMap<>(running.anybody());
        env.put("HOME", folder.resolve("home").toString());
        env.put("WORK_TOKEN", token);
        List<String> words = new ArrayList<>(List.of("doctor", "--project", folder.toString(), "--json"));
        words.addAll(List.of(more));
        return Ran.with("", env, words.toArray(new String[0]));
    }

    /** What doctor says of the one server that Cursor is configured with. */
    private String says(String url, String bearer) throws IOException {
        Path config = Files.createDirectories(folder.resolve("home/.cursor")).resolve("mcp.json");
        Files.writeString(
                config,
                "{\"mcpServers\":{\"box\":{\"url\":\"%s\",\"headers\":{\"Authorization\":\"Bearer %s\"}}}}"
                        .formatted(url, bearer));
        return doctor().out()
                .lines()
                .filter(line -> line.contains("\"kind\":\"server\""))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_server_at_the_gateways_address_is_tried_and_not_reached() throws IOException {
        String gated = running.gateway().url().resolve("/mcp/box").toString();
        String denied = says(gated, "${env:WORK_TOKEN}");
        assertTrue(denied.contains("\"blocked\":true") && denied.contains("the gateway denied it"), denied);
        String unknown = says(gated, "sp_ag_nobody");
        assertTrue(unknown.contains("\"blocked\":true"), unknown);
        assertEquals(0, tool.count());
    }

    @Test
    void what_only_looks_like_the_gateway_is_found_out() throws IOException {
        String open = says(tool.mcpUrl() + "/box", "${env:WORK_TOKEN}");
        assertTrue(open.contains("\"blocked\":false") && open.contains("was let through"), open);
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String silent = says("http://127.0.0.1:" + port + "/mcp/box", "x");
        assertTrue(silent.contains("\"blocked\":false") && silent.contains("no gateway answers"), silent);
    }

    @Test
    void a_way_round_the_proxy_is_told_and_a_closed_one_too() throws IOException {
        int port;
        try (ServerSocket outside = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = outside.getLocalPort();
            Ran open = doctor("--direct", "127.0.0.1:" + port).exits(1);
            assertTrue(
                    open.out().contains("\"kind\":\"network\"") && open.out().contains("\"blocked\":false"),
                    open.out());
        }
        Ran closed = doctor("--direct", "127.0.0.1:" + port).exits(0);
        assertTrue(closed.out().contains("\"blocked\":true"), closed.out());
        assertFalse(doctor().out().contains("\"kind\":\"network\""), "nothing is tried that nobody asked for");
        Ran.with("", Map.of("HOME", folder.toString()), "doctor", "--direct", "nowhere")
                .refuses("HOST:PORT");
    }
}
