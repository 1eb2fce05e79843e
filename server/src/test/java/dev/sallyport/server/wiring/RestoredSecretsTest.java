package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was taken out of an answer comes back into a call only where the operator named server, tool and argument, and only there. */
@Timeout(60)
class RestoredSecretsTest {
    /** A token of the form that a code host gives out; put together here, so that it stands in no file. */
    private static final String TOKEN = "gh" + "p_" + "16C7e42F292c6912E7710c838347Ae178B4a";

    private static final String SETTINGS = """
            mcp:
              servers:
                box:
                  restore:
                    - {tool: send, path: /login/token, kinds: [github-token]}
                    - {tool: send, path: /url, kinds: [github-token]}
                    - {tool: send, path: /callback_url, kinds: [github-token], authority: true}
                    - {tool: send, path: /shelved, kinds: [github-token], from: [shelf]}
                    - {tool: send, path: /password, kinds: [password]}
                    - {tool: send, path: /key, kinds: [aws-access-key]}
            """;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @SuppressWarnings("NullAway.Init")
    private SecretRig rig;

    @BeforeEach
    void start() throws IOException {
        rig = new SecretRig(data);
        rig.upstream.onCall = (self, exchange, request) -> self.json(
                exchange,
                200,
                self.result(
                        request,
                        "{\"content\":[{\"type\":\"text\",\"text\":\"token: " + TOKEN + "\"}],\"echo\":"
                                + FakeUpstream.arguments(request) + "}"));
        rig.begin(SETTINGS);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private McpClient client() {
        return rig.client("box").open("2025-11-25");
    }

    /** The placeholder that a session was given for the token. */
    private static String placeholder(McpClient client) {
        String text = client.post(McpClient.call(1, "send", "{}")).toString();
        int from = text.indexOf("[redacted:github-token:");
        assertTrue(from >= 0 && !text.contains(TOKEN), text);
        return text.substring(from, text.indexOf(']', from) + 1);
    }

    private static String login(String token) {
        return "{\"login\":{\"token\":\"" + token + "\"}}";
    }

    private String sent() {
        return rig.upstream.last("tools/call").body();
    }

    @Test
    void a_placeholder_of_the_session_is_judged_and_recorded_as_such_and_sent_as_what_it_stands_for() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        McpClient.Said said = client.post(McpClient.call(2, "send", login("Bearer " + placeholder)));
        assertTrue(sent().contains("\"token\":\"Bearer " + TOKEN + "\""), sent());
        assertFalse(said.has(TOKEN), said::toString);
        assertTrue(rig.outcomes().contains("\"restores\":[\"github-token\"]"), rig.outcomes());
        // Stops the gateway, so that the outcome is written.
        rig.nothingWrittenHolds(TOKEN);
        assertTrue(rig.outcomes().contains("\"restored\":{\"github-token\":1}"), rig.outcomes());
    }

    @Test
    void what_the_server_says_of_it_is_taken_out_even_where_no_form_tells_it() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        rig.upstream.onCall = (self, exchange, request) -> {
            String hex = java.util.HexFormat.of().formatHex(TOKEN.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            self.json(exchange, 200, self.result(request, FakeUpstream.done("you said " + hex)));
        };
        McpClient.Said said = client.post(McpClient.call(2, "send", login(placeholder)));
        assertTrue(said.has("you said ****"), said::toString);
    }

    @Test
    void no_other_argument_kind_tool_or_server_is_given_it() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        for (String arguments : List.of(
                "{\"login\":{\"user\":\"" + placeholder + "\"}}",
                "{\"login\":{\"token\":[\"" + placeholder + "\"]}}",
                "{\"login\":{\"" + placeholder + "\":\"x\"}}",
                "{\"login/token\":\"" + placeholder + "\"}",
                "{\"url\":\"" + placeholder + "\"}",
                "{\"url\":\"https://collect.example/?t=" + placeholder + "\"}",
                "{\"login\":{\"token\":\"https://collect.example/?t=" + placeholder + "\"}}",
                "{\"shelved\":\"" + placeholder + "\"}",
                "{\"password\":\"" + placeholder + "\"}")) {
            client.post(McpClient.call(2, "send", arguments));
            assertTrue(sent().contains(placeholder) && !sent().contains(TOKEN), sent());
        }
        assertFalse(rig.outcomes().contains("restore"), rig.outcomes());
    }

    @Test
    void an_argument_that_decides_where_something_goes_is_given_it_only_if_that_is_said() throws Exception {
        McpClient client = client();
        String address = "https://example.org/?t=" + placeholder(client);
        client.post(McpClient.call(2, "send", "{\"callback_url\":\"" + address + "\"}"));
        assertTrue(sent().contains("https://example.org/?t=" + TOKEN), sent());
    }

    @Test
    void a_placeholder_that_is_guessed_split_or_of_another_session_or_agent_stays_text() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        String mark = placeholder.substring(placeholder.lastIndexOf('-') + 1, placeholder.length() - 1);
        for (String hostile : List.of(
                "[redacted:github-token:1-aaaaaaaa]",
                "[redacted:github-token:2-" + mark + "]",
                "[redacted:password:1-" + mark + "]",
                placeholder.substring(0, 12) + " " + placeholder.substring(12),
                placeholder.replace("[", "\\uFF3B"),
                placeholder.toUpperCase(java.util.Locale.ROOT))) {
            client.post(McpClient.call(2, "send", login(hostile)));
            assertFalse(sent().contains(TOKEN), sent());
        }
        McpClient elsewhere = rig.client("box");
        elsewhere.fields.put("Sallyport-Session", "another");
        elsewhere.open("2025-11-25").post(McpClient.call(3, "send", login(placeholder)));
        assertTrue(sent().contains(placeholder), sent());
        try (McpClient stranger = new McpClient(
                rig.gateway.url(), "box", rig.gateway.agent("stranger").token())) {
            stranger.fields.put("Sallyport-Session", "another");
            stranger.open("2025-11-25").post(McpClient.call(4, "send", login(placeholder)));
            assertTrue(sent().contains(placeholder), sent());
        }
    }

    @Test
    void with_the_shield_off_and_after_a_restart_nothing_is_put_back() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        rig.gateway
                .client()
                .post("/v1/shields", rig.gateway.operator(), "{\"shield\":\"secret-guard\",\"mode\":\"off\"}");
        client.post(McpClient.call(2, "send", login(placeholder)));
        assertTrue(sent().contains(placeholder) && !sent().contains(TOKEN), sent());
        rig.gateway
                .client()
                .post("/v1/shields", rig.gateway.operator(), "{\"shield\":\"secret-guard\",\"mode\":\"advisory\"}");
        rig.close();
        rig.again();
        client().post(McpClient.call(3, "send", login(placeholder)));
        assertTrue(sent().contains(placeholder) && !sent().contains(TOKEN), sent());
    }

    @Test
    void people_who_are_asked_see_the_placeholder_and_the_server_what_it_stands_for() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        TestGateway gateway = rig.gateway;
        String person = TestGateway.settled(
                gateway.client(), gateway.client().post("/v1/approvers", gateway.operator(), "{\"name\":\"ann\"}"));
        String rule = "@decision(\\\"require_approval\\\") permit(principal, action, resource);";
        gateway.client().post("/v1/policies", gateway.operator(), "{\"files\":{\"a.cedar\":\"" + rule + "\"}}");
        String call = McpClient.call(2, "send", login(placeholder))
                .replace("\"params\":{", "\"params\":{\"_meta\":{\"progressToken\":\"t\"},");
        try (McpClient.Lines lines = client.postStream(call, Map.of())) {
            String line = lines.until("waiting for approval");
            String approval = line.substring(line.indexOf("approval ") + "approval ".length())
                    .split(" ", 2)[0];
            String shown =
                    gateway.client().get("/v1/approvals/" + approval, person).text();
            assertTrue(shown.contains(placeholder) && !shown.contains(TOKEN), shown);
            assertTrue(shown.contains("\"restores\":{\"github-token\":1}"), shown);
            gateway.client().post("/v1/approvals/" + approval + "/approve", person, "{}");
            lines.until("result");
        }
        assertTrue(sent().contains("\"token\":\"" + TOKEN + "\""), sent());
        rig.nothingWrittenHolds(TOKEN);
    }

    @Test
    void a_canary_that_was_taken_out_of_an_answer_is_never_put_back() throws Exception {
        String planted = rig.gateway
                .client()
                .post("/v1/canaries", rig.gateway.operator(), "{\"kind\":\"cloud-key\"}")
                .string("text");
        String key = planted.substring(planted.indexOf("AKIA"), planted.indexOf("AKIA") + 20);
        rig.upstream.onCall = (self, exchange, request) ->
                self.json(exchange, 200, self.result(request, FakeUpstream.done("id: " + key + " token: " + TOKEN)));
        McpClient client = client();
        String text = client.post(McpClient.call(1, "send", "{}")).toString();
        String bait = text.substring(text.indexOf("[redacted:aws-access-key"));
        bait = bait.substring(0, bait.indexOf(']') + 1);
        String token = text.substring(text.indexOf("[redacted:github-token"));
        token = token.substring(0, token.indexOf(']') + 1);
        client.post(McpClient.call(2, "send", "{\"key\":\"" + bait + "\"}"));
        assertTrue(sent().contains(bait) && !sent().contains(key), sent());
        client.post(McpClient.call(3, "send", login(token)));
        assertTrue(sent().contains(TOKEN), sent());
    }

    @Test
    void policies_can_speak_of_it() throws Exception {
        McpClient client = client();
        String placeholder = placeholder(client);
        String rule = "permit(principal, action, resource); forbid(principal, action, resource) when "
                + "{ context has categories && context.categories.contains(\\\"restore:github-token\\\") };";
        Heard set = rig.gateway
                .client()
                .post("/v1/policies", rig.gateway.operator(), "{\"files\":{\"a.cedar\":\"" + rule + "\"}}");
        assertEquals(2, set.status() / 100, set::toString);
        int before = rig.upstream.calls.get();
        McpClient.Said denied = client.post(McpClient.call(2, "send", login(placeholder)));
        assertTrue(denied.has("receipt_id"), denied::toString);
        client.post(McpClient.call(3, "send", "{\"login\":{\"user\":\"" + placeholder + "\"}}"));
        assertEquals(before + 1, rig.upstream.calls.get());
    }

    @Test
    void no_line_of_a_log_holds_a_secret_of_an_argument_or_a_result() throws Exception {
        List<String> lines = LogLines.of(() -> {
            McpClient client = client();
            String placeholder = placeholder(client);
            client.post(McpClient.call(2, "send", login(placeholder)));
            client.post(McpClient.call(3, "send", "{\"text\":\"key " + TOKEN + "\"}"));
            client.post(McpClient.call(4, "send", "{\"broken\": " + TOKEN));
            client.post(McpClient.call(5, "send", "{}"), Map.of("X-Odd", TOKEN));
            rig.upstream.onCall = (self, exchange, request) -> self.json(exchange, 500, "failed with " + TOKEN);
            client.post(McpClient.call(8, "send", "{}"));
            rig.upstream.onCall = (self, exchange, request) -> self.json(exchange, 200, "no frame " + TOKEN);
            client.post(McpClient.call(9, "send", "{}"));
        });
        assertEquals(
                List.of(), lines.stream().filter(line -> line.contains(TOKEN)).toList());
        rig.nothingWrittenHolds(TOKEN);
    }
}
