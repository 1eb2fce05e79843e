package dev.sallyport.connect.mcp.proxy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Outcome;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class CallTest {
    @Test
    void anAllowedCall_reachesTheServerWithTheCanonicalBytesThatWereJudged_andItsAnswerComesBackAsItWas() throws Exception {
        try (Rig rig = Rig.with("read").handshake()) {
            rig.client("{ \"jsonrpc\":\"2.0\", \"params\": {\"name\":\"read\", \"_meta\":{\"progressToken\": 7},"
                    + "\"arguments\":{\"path\":\"b\\u0061\", \"n\": 1.50}}, \"method\":\"tools/call\", \"id\": 1.0 }");
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"result\":" + rig.server.callResult + "}", rig.next());
            String sent = rig.server.received.stream()
                    .map(FakeServer::text)
                    .filter(f -> f.contains("tools/call"))
                    .findFirst()
                    .orElseThrow();
            assertEquals(
                    "{\"jsonrpc\":\"2.0\",\"id\":1.0,\"method\":\"tools/call\",\"params\":{\"_meta\":{\"progressToken\":7},"
                            + "\"arguments\":{\"n\":1.5,\"path\":\"ba\"},\"name\":\"read\"}}",
                    sent);
            assertEquals(rig.door.askedParams(), rig.server.callParams());
            assertEquals("ba", rig.door.asked.getFirst().action().resource());
            assertEquals(Outcome.Status.SUCCEEDED, rig.door.awaitReport().status());
        }
    }

    @Test
    void aDeniedCall_isAResultThatSaysSo_andNeverReachesTheServer() throws Exception {
        try (Rig rig = Rig.with("deny_me").handshake()) {
            rig.client(Rig.call(2, "deny_me", "{}"));
            JsonObject result = rig.nextResult();
            assertEquals(JsonBoolean.of(true), result.get("isError"));
            Json meta = Objects.requireNonNull(result.get("_meta"));
            assertTrue(meta.toString().contains("policy_forbids"), meta.toString());
            assertTrue(String.valueOf(result.get("content")).contains("[policy_forbids] refused by Sallyport"));
            assertEquals(List.of(), rig.server.callParams());
        }
    }
}
