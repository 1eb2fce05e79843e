package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway holds for MCP servers reaches them after the record, and nobody else. */
@Timeout(60)
class McpSecretsTest {
    private static final String KEY = "MARK3D-key-of-the-server";
    private static final String PASSWORD = "MARK3D-\"pass<word>";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @SuppressWarnings("NullAway.Init")
    private SecretRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new SecretRig(data);
        rig.secret("key", KEY);
        rig.secret("smtp", PASSWORD);
        rig.begin("""
                secrets:
                  key: {file: key.token, uses: ['mcp:box', 'mcp:shell']}
                  smtp: {file: smtp.token, uses: ['mcp:box'], agents: [coder], cache: 0s}
                  other: {file: smtp.token, uses: ['egress:mail.example']}
                mcp:
                  servers:
                    box:
                      headers: {Authorization: 'Bearer secret://key', X-Plain: ours}
                      arguments:
                        - {tool: send, path: /login/password, secrets: [smtp, other]}
                    shell:
                      command: [/bin/sh, server.sh]
                      environment: ['WORD=secret://key']
                """);
    }

    @AfterEach
    void stop() throws IOException {
        rig.close();
    }

    private McpClient client() {
        return rig.client("box").open("2025-11-25");
    }

    private static String login(String password) {
        return "{\"login\":{\"user\":\"u\",\"password\":\"" + password + "\"}}";
    }

    @Test
    void the_servers_own_fields_are_on_every_request_and_in_nothing_that_is_written() throws Exception {
        rig.upstream.onCall = (self, exchange, request) -> {
            String sent = exchange.getRequestHeaders().getFirst("Authorization");
            String encoded = Base64.getEncoder().encodeToString(("a" + KEY).getBytes(StandardCharsets.US_ASCII));
            self.json(exchange, 200, self.result(request, FakeUpstream.done("heard " + sent + " and " + encoded)));
        };
        McpClient client = client();
        McpClient.Said said = client.post(McpClient.call(1, "send", "{}"));
        assertTrue(said.has("heard Bearer ****"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
        assertFalse(
                said.has(Base64.getEncoder().encodeToString("MARK3D".getBytes(StandardCharsets.US_ASCII))),
                said::toString);
        client.post(McpClient.statelessCall(2, "send", "{}"), McpClient.stateless("tools/call", Optional.of("send")));
        client.delete();
        for (FakeUpstream.Got got : rig.upstream.got) {
            assertEquals("Bearer " + KEY, got.field("authorization"), got.body());
            assertEquals("ours", got.field("x-plain"));
        }
        rig.nothingWrittenHolds("MARK3D");
    }

    @Test
    void a_reference_is_judged_as_a_reference_and_sent_as_its_value() throws Exception {
        rig.upstream.onCall = (self, exchange, request) -> self.json(
                exchange,
                200,
                self.result(request, "{\"content\":[],\"echo\":" + FakeUpstream.arguments(request) + "}"));
        McpClient.Said said = client().post(McpClient.call(1, "send", login("secret://smtp")));
        assertTrue(
                rig.upstream.last("tools/call").body().contains("MARK3D-\\\"pass<word>"),
                rig.upstream.last("tools/call").body());
        assertTrue(said.has("\"password\":\"***"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
        assertFalse(rig.upstream.last("tools/call").body().contains("secret://"));
        rig.nothingWrittenHolds("MARK3D");
    }

    @Test
    void a_reference_where_none_may_be_is_denied_on_the_record_and_not_sent() throws Exception {
        McpClient client = client();
        for (String arguments : new String[] {
            "{\"login\":{\"user\":\"secret://smtp\"}}", // another argument
            login("secret://key"), // another secret of this server
            login("secret://no-such"), // none at all, and answered alike
            "{\"more\":[\"secret://smtp\"]}"
        }) {
            long before = rig.gateway.receipts(rig.gateway.operator());
            McpClient.Said said = client.post(McpClient.call(1, "send", arguments));
            assertTrue(said.has("secret_scope"), said::toString);
            assertEquals(before + 1, rig.gateway.receipts(rig.gateway.operator()));
        }
        assertEquals(0, rig.upstream.calls.get());
        // Inside a longer text it is text.
        assertTrue(client.post(McpClient.call(2, "send", "{\"text\":\"see secret://smtp\"}"))
                .has("done"));
        assertTrue(rig.upstream.last("tools/call").body().contains("see secret://smtp"));
        // A reference that is allowed here, to a secret that is for something else: released, and then not sent.
        McpClient.Said said = client.post(McpClient.call(3, "send", login("secret://other")));
        assertTrue(said.has("secret_unresolvable"), said::toString);
        assertEquals(1, rig.upstream.calls.get());
    }

    @Test
    void a_secret_of_another_agent_and_one_that_is_gone_are_not_sent() throws Exception {
        String stranger = rig.gateway.agent("stranger").token();
        McpClient other = new McpClient(rig.gateway.url(), "box", stranger).open("2025-11-25");
        McpClient.Said said = other.post(McpClient.call(1, "send", login("secret://smtp")));
        assertTrue(said.has("secret_unresolvable"), said::toString);
        Files.delete(data.resolve("smtp.token"));
        assertTrue(
                client().post(McpClient.call(2, "send", login("secret://smtp"))).has("secret_unresolvable"));
        assertEquals(0, rig.upstream.calls.get());
        assertTrue(rig.outcomes().contains("not_started"), rig.outcomes());
        other.close();
    }

    @Test
    void without_its_secret_a_server_is_not_spoken_to_and_a_command_is_not_started() throws Exception {
        Files.writeString(data.resolve("server.sh"), "touch " + data.resolve("started"));
        rig.close();
        Files.delete(data.resolve("key.token"));
        rig.again();
        String open = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\","
                + "\"params\":{\"protocolVersion\":\"2025-11-25\"}}";
        int before = rig.upstream.got.size();
        for (String server : new String[] {"box", "shell"}) {
            McpClient.Said said = rig.client(server).post(open);
            assertTrue(said.has("secret_unresolvable"), said::toString);
        }
        assertEquals(before, rig.upstream.got.size());
        assertFalse(Files.exists(data.resolve("started")));
    }

    @Test
    void a_command_sees_its_secret_and_what_it_says_of_it_is_taken_out() throws Exception {
        Files.writeString(data.resolve("server.sh"), """
                while IFS= read -r line; do
                  case $line in
                    *'"initialize"'*) printf '{"jsonrpc":"2.0","id":"init","result":{"protocolVersion":"2025-11-25",'
                      printf '"capabilities":{},"serverInfo":{"name":"%s","version":"1"}}}\n' "word=$WORD" ;;
                  esac
                done
                """);
        McpClient client = rig.client("shell");
        McpClient.Said said = client.post("{\"jsonrpc\":\"2.0\",\"id\":\"init\",\"method\":\"initialize\","
                + "\"params\":{\"protocolVersion\":\"2025-11-25\",\"capabilities\":{}}}");
        assertTrue(said.has("word=*****"), said::toString);
        assertFalse(said.has("MARK3D"), said::toString);
    }
}
