package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Freezing a session stops who was in it, under whatever name it goes on. */
class ContainmentTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard act(Enrolled agent, String session) {
        return gateway.client()
                .post(
                        "/v1/authorize",
                        agent.token(),
                        TestGateway.call(agent, "trusted_internal_unsigned", "\"session\":\"" + session + "\","));
    }

    private Heard freeze(String session) {
        return gateway.client().post("/v1/sessions/" + session + "/freeze", gateway.operator(), "{\"why\":\"odd\"}");
    }

    @Test
    void an_agent_whose_session_is_frozen_gains_nothing_by_another_name() {
        Enrolled attacker = gateway.agent("attacker");
        Enrolled other = gateway.agent("other");
        assertEquals("allow", act(attacker, "s1").string("decision"));
        assertEquals("allow", act(other, "s2").string("decision"));
        Heard frozen = freeze("s1");
        assertEquals(1, frozen.items("frozen_agents").size(), frozen::toString);
        assertTrue(frozen.text().contains(attacker.id()), frozen::toString);
        assertEquals("agent_frozen", act(attacker, "renamed").string("reason"));
        assertEquals("allow", act(other, "s2").string("decision"), "who was not in the session goes on");
    }

    @Test
    void it_does_not_matter_that_the_gateway_was_started_anew_in_between() {
        Enrolled attacker = gateway.agent("attacker");
        assertEquals("allow", act(attacker, "s1").string("decision"));
        gateway.restart();
        assertEquals(1, freeze("s1").items("frozen_agents").size());
        assertEquals("agent_frozen", act(attacker, "renamed").string("reason"));
    }

    @Test
    void everyone_who_used_the_session_is_held_each_with_a_receipt_that_says_why() {
        Enrolled one = gateway.agent("one");
        Enrolled two = gateway.agent("two");
        act(one, "shared");
        act(two, "shared");
        long before = gateway.receipts(gateway.operator());
        assertEquals(2, freeze("shared").items("frozen_agents").size());
        assertEquals(before + 3, gateway.receipts(gateway.operator()));
        String receipts =
                gateway.client().get("/v1/receipts?limit=2", gateway.operator()).text();
        assertTrue(receipts.contains("\"change\":\"agent_frozen\""), receipts);
        assertTrue(receipts.contains("with its session `shared`: odd"), receipts);
        assertEquals(
                2,
                freeze("shared").items("frozen_agents").size(),
                "a freeze that ends by itself becomes the operator's");
    }

    @Test
    void a_session_nobody_used_holds_nobody_and_unfreezing_leaves_the_agents_frozen() {
        Enrolled agent = gateway.agent("a1");
        assertEquals(0, freeze("unseen").items("frozen_agents").size());
        assertEquals("session_frozen", act(agent, "unseen").string("reason"));
        act(agent, "s1");
        freeze("s1");
        gateway.client().post("/v1/sessions/s1/unfreeze", gateway.operator(), "{}");
        assertEquals("agent_frozen", act(agent, "s1").string("reason"));
        gateway.client().post("/v1/agents/" + agent.id() + "/unfreeze", gateway.operator(), "{}");
        assertEquals("allow", act(agent, "s1").string("decision"));
    }
}
