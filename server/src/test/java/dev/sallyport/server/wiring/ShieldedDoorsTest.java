package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The shields of the gateway at its doors: what agents, their users and servers see of them. */
@Timeout(60)
class ShieldedDoorsTest {
    /** A token of the form that a code host gives out; put together here, so that it stands in no file. */
    private static final String TOKEN = "gh" + "p_" + "16C7e42F292c6912E7710c838347Ae178B4a";

    @Test
    void a_secret_in_an_answer_has_one_placeholder_for_the_whole_session_and_never_reaches_the_client()
            throws Exception {
        try (McpOverHttp rig = answering("token: " + TOKEN)) {
            McpClient client = rig.client().open("2025-11-25");
            McpClient.Said first = client.post(McpClient.call(1, "read", "{}"));
            McpClient.Said second = client.post(McpClient.call(2, "read", "{}"));
            assertFalse(first.has(TOKEN) || second.has(TOKEN), first::toString);
            String placeholder = placeholder(first);
            assertEquals(placeholder, placeholder(second));
            assertTrue(
                    first.has("\"dev.sallyport/advisories\":[\"secret-guard flagged this: review later\"]"),
                    first::toString);
            assertTrue(
                    categories(rig).contains("secret-guard:github-token"),
                    () -> categories(rig).toString());
        }
    }

    @Test
    void with_the_shield_off_an_answer_passes_in_the_bytes_it_came_in() throws Exception {
        try (McpOverHttp rig = answering("token: " + TOKEN)) {
            set(rig, "secret-guard", "off");
            assertTrue(rig.client()
                    .open("2025-11-25")
                    .post(McpClient.call(1, "read", "{}"))
                    .has(TOKEN));
        }
    }

    @Test
    void a_canary_in_a_call_is_told_and_passes_while_the_shield_advises_and_is_denied_once_it_blocks()
            throws Exception {
        try (McpOverHttp rig = answering("fine")) {
            String canary = rig.gateway
                    .client
                    .post("/v1/canaries", rig.gateway.operator, "{\"kind\":\"token\"}")
                    .string("text");
            String stolen = "{\"path\":\"" + new StringBuilder(canary).reverse() + "\"}";
            McpClient client = rig.client().open("2025-11-25");
            assertTrue(client.post(McpClient.call(1, "read", stolen)).has("fine"));
            assertTrue(categories(rig).contains("canary:planted"));
            set(rig, "canary", "blocking");
            McpClient.Said denied = client.post(McpClient.call(2, "read", stolen));
            assertTrue(denied.has("[shield_blocks]") && denied.has("receipt_id"), denied::toString);
            assertFalse(denied.has(canary), denied::toString);
            assertEquals(1, rig.upstream.calls.get());
        }
    }

    @Test
    void an_answer_that_a_shield_blocks_is_withheld_and_says_that_the_call_ran() throws Exception {
        try (McpOverHttp rig = answering("token: " + TOKEN)) {
            set(rig, "secret-guard", "blocking");
            McpClient.Said said = rig.client().open("2025-11-25").post(McpClient.call(1, "read", "{}"));
            assertTrue(said.has("[result_withheld]") && said.has("the call ran"), said::toString);
            assertFalse(said.has(TOKEN), said::toString);
        }
    }

    @Test
    void what_an_agent_may_use_is_compared_with_what_was_declared() throws Exception {
        try (McpOverHttp rig = answering("fine")) {
            set(rig, "capability-fence", "blocking");
            McpClient client = rig.client().open("2025-11-25");
            String grants = "/v1/agents/" + rig.agent.string("agent_id") + "/grants";
            rig.gateway.client.post(grants, rig.gateway.operator, "{\"grants\":[\"Read\"]}");
            assertTrue(
                    client.post(McpClient.call(1, "read", "{\"path\":\"a\"}")).has("[shield_blocks]"));
            rig.gateway.client.post(grants, rig.gateway.operator, "{\"grants\":[\"mcp__box__read\"]}");
            assertTrue(
                    client.post(McpClient.call(2, "read", "{\"path\":\"a\"}")).has("fine"));
        }
    }

    private static McpOverHttp answering(String text) throws Exception {
        McpOverHttp rig = new McpOverHttp("read");
        rig.upstream.onCall =
                (self, exchange, request) -> self.json(exchange, 200, self.result(request, FakeUpstream.done(text)));
        return rig;
    }

    private static void set(McpOverHttp rig, String shield, String mode) {
        Heard set = rig.gateway.client.post(
                "/v1/shields", rig.gateway.operator, "{\"shield\":\"" + shield + "\",\"mode\":\"" + mode + "\"}");
        assertEquals(200, set.status(), set::toString);
    }

    private static String placeholder(McpClient.Said said) {
        String text = said.toString();
        int from = text.indexOf("[redacted:github-token:");
        assertTrue(from >= 0, text);
        return text.substring(from, text.indexOf(']', from) + 1);
    }

    private static List<String> categories(McpOverHttp rig) {
        List<Event> events = new ArrayList<>();
        rig.gateway.house.events().drainTo(events);
        return events.stream()
                .filter(event -> event.name() == EventName.SHIELD_FINDING)
                .flatMap(event -> List.of(
                        event.fields().getOrDefault("shield.categories", "").split(","))
                        .stream())
                .toList();
    }
}
