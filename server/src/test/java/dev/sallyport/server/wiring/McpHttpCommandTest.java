package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A server behind {@code /mcp/NAME} that is a command of the gateway's. */
@Timeout(60)
class McpHttpCommandTest {
    /** Answers in shell: its process, a word of its configuration, and one of the gateway's environment. */
    private static final String SERVER = """
            answer() { printf '{"jsonrpc":"2.0","id":%s,"result":%s}\\n' "$id" "$1"; }
            while IFS= read -r line; do
              id=$(printf '%s' "$line" | sed -n 's/.*"id":\\("[^"]*"\\|[0-9]*\\).*/\\1/p')
              case $line in
                *'"initialize"'*) answer '{"protocolVersion":"2025-11-25","capabilities":{"tools":{}},"serverInfo":{"name":"s","version":"1"}}' ;;
                *'"tools/list"'*) answer "{\\"tools\\":[$(cat "$1")]}" ;;
                *'"leave"'*) exit 3 ;;
                *'"tools/call"'*) answer "{\\"content\\":[{\\"type\\":\\"text\\",\\"text\\":\\"pid=$$ word=$WORD user=${USER:-none}.\\"}]}" ;;
              esac
            done
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @SuppressWarnings("NullAway.Init")
    private McpOverHttp rig;

    @BeforeEach
    void start() throws Exception {
        Path script = Files.writeString(folder.resolve("server.sh"), SERVER);
        Path tools = folder.resolve("tools.json");
        rig = new McpOverHttp(
                SettingsFile.parse(
                        "command.yaml",
                        "mcp: {sessions: {commands: 2}, servers: {shell: {command: [/bin/sh, " + script + ", " + tools
                                + "], environment: [WORD=mine]}, gone: {command: [/does/not/exist]}}}"),
                "read");
        Files.writeString(
                tools, Optional.ofNullable(rig.upstream.tools.get("read")).orElseThrow());
        for (String key : new String[] {"shell", "gone"}) {
            rig.gateway.client.post("/v1/mcp/servers", rig.gateway.operator, "{\"key\":\"" + key + "\"}");
            rig.pin(key);
        }
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private McpClient client(String server) {
        return rig.client(server, rig.agent.string("agent_token"));
    }

    private static long process(McpClient.Said said) {
        return Long.parseLong(said.body().replaceFirst("(?s).*pid=([0-9]+) .*", "$1"));
    }

    @Test
    void each_session_has_a_process_of_its_own_that_sees_what_it_was_given_and_ends_with_it() throws Exception {
        McpClient one = client("shell").open("2025-11-25");
        McpClient other = client("shell").open("2025-11-25");
        McpClient.Said said = one.post(McpClient.call(1, "read", "{}"));
        assertTrue(said.has("word=mine user=none."), said::toString);
        long process = process(said);
        assertNotEquals(process, process(other.post(McpClient.call(1, "read", "{}"))));
        assertTrue(ProcessHandle.of(process).isPresent());
        ProcessHandle handle = ProcessHandle.of(process).orElseThrow();
        assertEquals(200, one.delete().status());
        handle.onExit().get(20, TimeUnit.SECONDS);
        assertTrue(other.post(McpClient.call(2, "read", "{}")).has("word=mine"));
    }

    @Test
    void a_call_nobody_pinned_does_not_reach_it_and_one_that_is_leaves_a_record() {
        McpClient client = client("shell").open("2025-11-25");
        long before = rig.gateway.journal.receiptCount(MemoryGateway.TENANT);
        assertTrue(client.post(McpClient.call(1, "other", "{}")).has("tool_unknown"));
        assertTrue(client.post(McpClient.call(2, "read", "{}")).has("word=mine"));
        assertTrue(rig.gateway.journal.receiptCount(MemoryGateway.TENANT) >= before + 2);
    }

    @Test
    void more_processes_than_there_may_be_are_not_started() {
        McpClient first = client("shell").open("2025-11-25");
        client("shell").open("2025-11-25");
        McpClient.Said said = client("shell")
                .post(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
        assertEquals(429, said.status(), said::toString);
        assertEquals("60", said.field("retry-after"));
        assertTrue(said.has("too_many_commands"), said::toString);
        first.delete();
        client("shell").open("2025-11-25");
    }

    @Test
    void a_command_that_ends_or_never_starts_is_an_error_with_a_code() {
        McpClient client = client("shell").open("2025-11-25");
        assertTrue(client.post(McpClient.call(1, "read", "{}")).has("word=mine"));
        McpClient.Said said = client.post(McpClient.call("\"leave\"", "read", "{}"));
        assertTrue(said.has("server_exited"), said::toString);
        assertEquals(404, client.post(McpClient.call(3, "read", "{}")).status());
        said = client("gone")
                .post(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
        assertTrue(said.has("server_not_started"), said::toString);
        assertFalse(said.has("/does/not/exist"), said::toString);
    }

    @Test
    void a_stateless_request_is_told_which_revisions_it_can_use() {
        McpClient.Said said = client("shell")
                .post(McpClient.statelessCall(1, "read", "{}"), McpClient.stateless("tools/call", Optional.of("read")));
        assertEquals(400, said.status(), said::toString);
        assertTrue(said.has("-32022") && said.has("\"supported\":[\"2025-03-26\""), said::toString);
    }
}
