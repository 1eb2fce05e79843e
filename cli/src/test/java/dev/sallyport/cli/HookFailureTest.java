package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.cli.remote.Gateway;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The hook door's row of the failure table: whatever fails, a call that changes things does not run. */
@Timeout(120)
class HookFailureTest {
    private static final String WRITE = """
            {"session_id":"s1","hook_event_name":"PreToolUse","tool_name":"Write",\
            "tool_input":{"file_path":"/src/a","content":"x"},"tool_use_id":"t1"}""";
    private static final String AFTER = """
            {"session_id":"s1","hook_event_name":"PostToolUse","tool_name":"Write","tool_input":{},"tool_response":"ok"}""";
    private static final String MARK = "0123456789abcdef0123456789abcdef";

    @BeforeAll
    static void curlIsThere() {
        assumeTrue(HookSetUp.curl(), "skipped: no curl");
    }

    private static HookSetUp.Ended write(Path data) throws Exception {
        return HookSetUp.hook(data, WRITE, "claude-code", "PreToolUse");
    }

    private static String agentId(Running gateway) {
        return Ran.with("", gateway.operator(), "agents", "--json").exits(0).rows().stream()
                .map(r -> String.valueOf(r.get("agent_id")))
                .findFirst()
                .orElseThrow()
                .replaceAll(".*(agt_[a-z0-9]+).*", "$1");
    }

    @Test
    void gateway_down(@TempDir Path data) throws Exception {
        try (Running gateway = Running.in(data)) {
            HookSetUp.claude(gateway);
            assertFalse(write(data).refuses());
        }
        HookSetUp.Ended ended = write(data);
        assertEquals(2, ended.status(), ended::toString);
        assertTrue(ended.err().contains("no gateway runs"), ended::toString);
        assertEquals(
                "{}\n",
                HookSetUp.hook(data, AFTER, "claude-code", "PostToolUse").out(),
                "nothing is left to refuse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"freeze", "revoke"})
    void agent_frozen_and_token_revoked(String how, @TempDir Path data) throws Exception {
        try (Running gateway = Running.in(data)) {
            HookSetUp.claude(gateway);
            assertFalse(write(data).refuses());
            Ran.with("", gateway.operator(), "agent", how, agentId(gateway)).exits(0);
            HookSetUp.Ended ended = write(data);
            assertTrue(ended.refuses(), ended::toString);
            assertEquals(0, ended.status(), ended::toString);
            assertTrue(
                    ended.out().contains(how.equals("revoke") ? "[credential_revoked]" : "[agent_frozen]"),
                    ended::toString);
        }
    }

    @Test
    void policy_broken(@TempDir Path data) throws Exception {
        try (Running gateway = Running.in(data)) {
            HookSetUp.claude(gateway);
            Gateway api = new Gateway(
                    gateway.gateway().url(), Optional.of(gateway.keys().operatorKey()));
            String policy = "permit (principal, action, resource) when { 9223372036854775807 + 1 > 0 };";
            byte[] body = ("{\"files\":{\"a.cedar\":\"" + policy + "\"}}").getBytes(StandardCharsets.UTF_8);
            assertTrue(api.post("/v1/policies", body).ok());
            HookSetUp.Ended ended = write(data);
            assertTrue(ended.refuses() && ended.out().contains("[policy_error]"), ended::toString);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "slow | ",
                "no mark | HTTP/1.1 200 OK\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "another mark | HTTP/1.1 200 OK\\r\\nSallyport-Hook: ffff456789abcdef0123456789abcdef\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "cut off | HTTP/1.1 200 OK\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 9\\r\\n\\r\\n{}",
                "half a document | HTTP/1.1 200 OK\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 4\\r\\n\\r\\n{\"a\"",
                "no document | HTTP/1.1 200 OK\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 0\\r\\n\\r\\n",
                "an error | HTTP/1.1 500 Oops\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "unknown credential | HTTP/1.1 401 No\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "elsewhere | HTTP/1.1 302 Go\\r\\nLocation: http://127.0.0.1/\\r\\nSallyport-Hook: MARK\\r\\nContent-Length: 2\\r\\n\\r\\n{}",
                "no http | hello"
            })
    void gateway_slow_and_wrong_answers(String name, @Nullable String answer, @TempDir Path data) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Files.createDirectories(data.resolve("hooks"));
            Files.writeString(
                    data.resolve("hooks/claude-code"),
                    "#sallyport-hook-1 " + MARK + "\nheader = \"Authorization: Bearer sp_ag_x\"\n");
            Files.writeString(
                    data.resolve("gateway.json"),
                    "{\"pid\":" + ProcessHandle.current().pid() + ",\"url\":\"http://127.0.0.1:" + server.getLocalPort()
                            + "\"}");
            Thread.ofVirtual().start(() -> serve(server, answer));
            HookSetUp.Ended ended =
                    HookSetUp.hook(data, Map.of("SALLYPORT_HOOK_DEADLINE", "1"), WRITE, "claude-code", "PreToolUse");
            assertEquals(2, ended.status(), () -> name + ": " + ended);
            assertEquals("", ended.out(), name);
        }
    }

    private static void serve(ServerSocket server, @Nullable String answer) {
        try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[4096]);
            if (answer == null) {
                socket.getInputStream().readAllBytes(); // until the other end gives up
                return;
            }
            String text = answer.replace("\\r\\n", "\r\n").replace("MARK", MARK);
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException ended) {
            // The test is over, or curl has seen enough.
        }
    }

    @Test
    void a_gateway_that_died_and_left_its_address_behind(@TempDir Path data) throws Exception {
        Process dead = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        dead.waitFor();
        Files.createDirectories(data.resolve("hooks"));
        Files.writeString(data.resolve("hooks/claude-code"), "#sallyport-hook-1 " + MARK + "\n");
        Files.writeString(data.resolve("gateway.json"), "{\"pid\":" + dead.pid() + ",\"url\":\"http://127.0.0.1:1\"}");
        HookSetUp.Ended ended = write(data);
        assertEquals(2, ended.status());
        assertTrue(ended.err().contains("no gateway runs"), ended::toString);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "not what install wrote", "#sallyport-hook-1 short"})
    void a_credential_file_that_is_none(String text, @TempDir Path data) throws Exception {
        Files.createDirectories(data.resolve("hooks"));
        Files.writeString(data.resolve("hooks/claude-code"), text);
        assertEquals(2, write(data).status());
    }

    @Test
    void names_that_could_be_something_else(@TempDir Path data) throws Exception {
        assertEquals(2, HookSetUp.hook(data, WRITE, "../../etc/x").status());
        assertEquals(2, HookSetUp.hook(data, WRITE, "claude-code", "Pre?x=1").status());
    }

    @Test
    void the_verb_in_a_jvm_ends_with_0_or_2_as_well(@TempDir Path data) throws Exception {
        Ran.with(WRITE, Map.of("SALLYPORT_HOME", data.toString()), "hook", "claude-code", "PreToolUse")
                .exits(2);
        Ran.with(WRITE, Map.of("SALLYPORT_HOME", data.toString()), "hook", "emacs")
                .exits(2);
        assertEquals(
                "{}\n",
                Ran.with(AFTER, Map.of("SALLYPORT_HOME", data.toString()), "hook", "claude-code", "PostToolUse")
                        .exits(0)
                        .out());
        try (Running gateway = Running.in(data.resolve("g"))) {
            HookSetUp.claude(gateway);
            Map<String, String> env = gateway.anybody();
            assertEquals(
                    "{}\n",
                    Ran.with(WRITE, env, "hook", "claude-code", "PreToolUse")
                            .exits(0)
                            .out());
            Ran denied = Ran.with(
                    WRITE.replace("/src/a", gateway.data() + "/keys/x"), env, "hook", "claude-code", "PreToolUse");
            assertTrue(denied.exits(0).out().contains("[own_ground]"), denied::toString);
        }
    }
}
