package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import java.util.List;
import org.junit.jupiter.api.Test;

class EraTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    private static String stateless(int id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":{" + params + META
                + "}}";
    }

    private static List<String> listings(Rig rig) {
        return rig.server.received.stream()
                .map(FakeServer::text)
                .filter(f -> f.contains("tools/list"))
                .toList();
    }

    @Test
    void aStatelessCall_needsNoHandshake_andTheGatewaysOwnRequestSpeaksThatEraToo() throws Exception {
        try (Rig rig = Rig.with("read", "deny_it")) {
            rig.client(stateless(1, "tools/call", "\"name\":\"read\","));
            assertTrue(rig.next().contains("done"));
            assertEquals(1, listings(rig).size());
            assertTrue(listings(rig).getFirst().contains("\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\""));
            assertTrue(rig.server.callParams().getFirst().contains("2026-07-28"), "`_meta` is dispatched as judged");
            rig.client(stateless(2, "tools/call", "\"name\":\"deny_it\","));
            assertEquals(new JsonString("complete"), rig.nextResult().get("resultType"));
        }
    }

    @Test
    void aProbeThatAnOldServerRefuses_leavesTheHandshakeUndisturbed() throws Exception {
        try (Rig rig = Rig.with("read")) {
            rig.client(stateless(1, "server/discover", ""));
            rig.next();
            rig.awaitReceived("tools/list", 1);
        }
        try (Rig rig = Rig.with("read")) {
            rig.client(
                    "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\"}}");
            rig.next();
            rig.settle();
            assertEquals(List.of(), listings(rig), "nothing is asked before the client said that it is initialized");
            rig.client("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            rig.awaitReceived("tools/list", 1);
            assertTrue(rig.server.received.stream()
                    .map(FakeServer::text)
                    .toList()
                    .get(1)
                    .contains("notifications/initialized"));
        }
    }

    @Test
    void aRequestForMoreInput_andItsRetry_areTwoCalls_eachJudgedWithAllItsParameters() throws Exception {
        try (Rig rig = Rig.with("read")) {
            rig.server.callResult = "{\"resultType\":\"input_required\",\"requestState\":\"s\"}";
            rig.client(stateless(1, "tools/call", "\"name\":\"read\","));
            assertTrue(rig.next().contains("input_required"));
            rig.client(stateless(
                    2, "tools/call", "\"name\":\"read\",\"requestState\":\"s\",\"inputResponses\":{\"a\":{}},"));
            rig.next();
            assertEquals(2, rig.door.asked.size());
            assertTrue(rig.door.askedParams().get(1).contains("\"inputResponses\":{\"a\":{}}"));
            assertEquals(rig.door.askedParams(), rig.server.callParams());
        }
    }

    @Test
    void aBatch_isRefusedInEveryEra() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client("[" + Rig.call(1, "read", "{}") + "," + Rig.call(2, "read", "{}") + "]");
            String refused = rig.next();
            assertTrue(refused.contains("\"id\":null") && refused.contains("batch"), refused);
            assertEquals(List.of(), rig.server.callParams());
        }
    }
}
