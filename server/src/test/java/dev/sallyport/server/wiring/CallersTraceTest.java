package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.server.config.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where callers say in what trace of theirs they ask, at each door. */
@Timeout(60)
class CallersTraceTest {
    private static final String SPAN = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final String OTHER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    private static final Set<EventName> DECISIONS =
            Set.of(EventName.TOOL_ALLOWED, EventName.TOOL_DENIED, EventName.TOOL_HELD);

    /** The traces of the decisions since the last time, in order; an empty text for one without. */
    private static List<String> traces(MemoryGateway gateway) {
        List<Event> events = new ArrayList<>();
        gateway.house.events().drainTo(events);
        return events.stream()
                .filter(event -> DECISIONS.contains(event.name()))
                .map(event -> event.fields().getOrDefault("trace.context", ""))
                .toList();
    }

    private static void ask(MemoryGateway gateway, String token, Map<String, String> fields, String more) {
        Heard heard = gateway.client.send("POST", "/v1/authorize", Optional.of(token), """
                {"agent":{"id":"a"},%s"tool_call":{"tool":"t","action":"read","resource":null,"mutates_state":false,\
                "parameters":{}},"context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(more), fields);
        assertEquals(200, heard.status(), heard::toString);
    }

    @Test
    void an_authorisation_hangs_in_the_trace_of_the_field_or_of_the_body() {
        try (MemoryGateway gateway = new MemoryGateway(Settings.defaults(), false, true)) {
            String token = gateway.client
                    .post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"a\"}")
                    .string("agent_token");
            ask(gateway, token, Map.of(), "");
            ask(gateway, token, Map.of("Traceparent", SPAN), "");
            ask(gateway, token, Map.of("traceparent", SPAN), "\"trace\":{\"run_id\":\"r\",\"trace_id\":\"run-7\"},");
            String own = SPAN.substring(3, 35);
            ask(gateway, token, Map.of("traceparent", SPAN), "\"trace\":{\"trace_id\":\"" + own + "\"},");
            ask(gateway, token, Map.of("traceparent", SPAN), "\"trace\":{\"trace_id\":\"" + OTHER + "\"},");
            assertEquals(List.of("", SPAN, SPAN, SPAN, OTHER), traces(gateway));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MARK3D",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                SPAN + "-MARK3D"
            })
    void a_field_of_another_form_is_as_none_at_all(String wrong) throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            String token = rig.agent.string("agent_token");
            ask(rig.gateway, token, Map.of("traceparent", wrong), "");
            Map<String, String> fields = McpClient.stateless("tools/call", Optional.of("read"));
            fields.put("traceparent", wrong);
            McpClient.Said said = rig.client().post(McpClient.statelessCall(1, "read", "{}"), fields);
            assertTrue(said.status() == 200 && said.has("done"), said::toString);
            hook(rig.gateway, token, "/src/a", Map.of("traceparent", wrong));
            assertEquals(List.of("", "", ""), traces(rig.gateway));
        }
    }

    @Test
    void a_call_over_mcp_hangs_where_its_metadata_says_and_else_where_its_field_does() throws Exception {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            Map<String, String> plain = McpClient.stateless("tools/call", Optional.of("read"));
            Map<String, String> carried = new HashMap<>(plain);
            carried.put("traceparent", OTHER);
            String bare = McpClient.statelessCall(1, "read", "{}");
            McpClient client = rig.client();
            for (McpClient.Said said : List.of(
                    client.post(bare, plain),
                    client.post(meta(bare, SPAN), plain),
                    client.post(bare, carried),
                    client.post(meta(bare, SPAN), carried),
                    client.post(meta(bare, "MARK3D"), carried))) {
                assertTrue(said.has("done"), said::toString);
            }
            assertEquals(List.of("", SPAN, OTHER, SPAN, OTHER), traces(rig.gateway));
            assertTrue(
                    rig.upstream.got.stream()
                            .allMatch(got -> got.field("traceparent").isEmpty()),
                    "the field stays");
        }
    }

    @Test
    void each_call_of_a_session_hangs_where_it_says_itself() throws IOException {
        try (McpOverHttp rig = new McpOverHttp("read")) {
            McpClient client = rig.client().open("2025-11-25");
            client.fields.put("traceparent", SPAN);
            assertTrue(client.post(McpClient.call(1, "read", "{}")).has("done"));
            client.fields.put("traceparent", OTHER);
            assertTrue(client.post(McpClient.call(2, "read", "{}")).has("done"));
            client.fields.remove("traceparent");
            assertTrue(client.post(McpClient.call(3, "read", "{}")).has("done"));
            String told =
                    McpClient.call(4, "read", "{}").replace("}}}", "},\"_meta\":{\"traceparent\":\"" + SPAN + "\"}}}");
            assertTrue(client.post(told).has("done"));
            assertEquals(List.of(SPAN, OTHER, "", SPAN), traces(rig.gateway));
        }
    }

    @Test
    void a_hook_hangs_in_the_trace_of_its_field() {
        try (MemoryGateway gateway = new MemoryGateway(Settings.defaults(), false, true)) {
            String token = gateway.client
                    .post("/v1/agents/register", gateway.operator, "{\"agent_key\":\"a\"}")
                    .string("agent_token");
            hook(gateway, token, "/src/a", Map.of("traceparent", SPAN));
            hook(gateway, token, "/src/b", Map.of());
            assertEquals(List.of(SPAN, ""), traces(gateway));
        }
    }

    private static String meta(String call, String context) {
        return call.replace("\"_meta\":{", "\"_meta\":{\"traceparent\":\"" + context + "\",");
    }

    private static void hook(MemoryGateway gateway, String token, String file, Map<String, String> fields) {
        Heard heard = gateway.client.send(
                "POST", "/v1/hooks/claude-code?event=PreToolUse", Optional.of(token), """
                {"session_id":"s1","cwd":"/src","hook_event_name":"PreToolUse","tool_name":"Read",\
                "tool_input":{"file_path":"%s"},"tool_use_id":"t1"}""".formatted(file), fields);
        assertEquals(200, heard.status(), heard::toString);
    }
}
