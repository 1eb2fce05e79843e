package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A freeze with a time, over the API: it ends by itself with a receipt, also across a restart, and the newest word counts. */
@Timeout(180)
class TimedFreezeTest {
    private static final long MINUTE = 60_000;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private Enrolled agent;

    @BeforeEach
    void start() {
        gateway = TestGateway.start(folder);
        agent = gateway.agent("a1");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard freeze(String body) {
        return gateway.client().post("/v1/agents/" + agent.id() + "/freeze", gateway.operator(), body);
    }

    private Heard unfreeze() {
        return gateway.client().post("/v1/agents/" + agent.id() + "/unfreeze", gateway.operator(), "{}");
    }

    private String decision() {
        return gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""))
                .string("decision");
    }

    private String receipts() {
        return gateway.client().get("/v1/receipts?limit=50", gateway.operator()).text();
    }

    private void allowsAgain() {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!decision().equals("allow")) {
            assertTrue(System.nanoTime() < end, this::receipts);
        }
    }

    @Test
    void it_ends_by_itself_with_a_receipt_that_names_it() {
        Heard frozen = freeze("{\"for_minutes\":30,\"why\":\"to look\"}");
        assertEquals(200, frozen.status(), frozen::toString);
        assertEquals("frozen", frozen.string("status"));
        assertFalse(frozen.string("until").isEmpty(), frozen::toString);
        gateway.clock().advanceMillis(29 * MINUTE);
        assertEquals("deny", decision());
        gateway.clock().advanceMillis(2 * MINUTE);
        allowsAgain();
        String said = receipts();
        assertTrue(said.contains("undo of step stp_by_hand_" + frozen.string("receipt_id")), said);
        assertTrue(said.contains("\"by-hand@1\"") && said.contains("a freeze with a time"), said);
    }

    @Test
    void it_ends_after_a_restart_too() {
        freeze("{\"for_minutes\":30}");
        gateway.restart();
        assertEquals("deny", decision());
        gateway.clock().advanceMillis(31 * MINUTE);
        allowsAgain();
    }

    @Test
    void without_a_time_it_stands_until_somebody_lifts_it_and_takes_the_time_of_one_before() {
        freeze("{\"for_minutes\":1}");
        Heard endless = freeze("{}");
        assertFalse(endless.text().contains("until"), endless::toString);
        Enrolled other = gateway.agent("a2");
        gateway.client().post("/v1/agents/" + other.id() + "/freeze", gateway.operator(), "{\"for_minutes\":1}");
        gateway.clock().advanceMillis(8 * 24 * 60 * MINUTE);
        long end = System.nanoTime() + 60_000_000_000L;
        while (!gateway.client()
                .post("/v1/authorize", other.token(), TestGateway.call(other, "trusted_internal_unsigned", ""))
                .string("decision")
                .equals("allow")) {
            assertTrue(
                    System.nanoTime() < end,
                    this::receipts); // the round that ended the other one looked at this one too
        }
        assertEquals("deny", decision());
        assertEquals(200, unfreeze().status());
        assertEquals("allow", decision());
    }

    @Test
    void the_newest_time_counts_even_if_it_is_shorter() {
        freeze("{\"for_minutes\":600}");
        freeze("{\"for_minutes\":5}");
        gateway.clock().advanceMillis(6 * MINUTE);
        allowsAgain();
    }

    @Test
    void what_was_lifted_and_frozen_anew_is_not_ended_by_the_time_of_before() {
        freeze("{\"for_minutes\":5}");
        unfreeze();
        freeze("{}");
        Enrolled other = gateway.agent("a2");
        gateway.client().post("/v1/agents/" + other.id() + "/freeze", gateway.operator(), "{\"for_minutes\":5}");
        gateway.clock().advanceMillis(6 * MINUTE);
        long end = System.nanoTime() + 60_000_000_000L;
        while (!gateway.client()
                .post("/v1/authorize", other.token(), TestGateway.call(other, "trusted_internal_unsigned", ""))
                .string("decision")
                .equals("allow")) {
            assertTrue(System.nanoTime() < end, this::receipts);
        }
        assertEquals("deny", decision());
    }

    @Test
    void times_that_are_none_are_refused_and_freeze_nobody() {
        for (String minutes : List.of("0", "-1", "10081", "1.5", "\"30\"", "null", "true")) {
            Heard refused = freeze("{\"for_minutes\":" + minutes + "}");
            assertEquals("wrong_form", refused.code(), minutes);
            assertEquals("allow", decision(), minutes);
        }
        assertEquals(
                404,
                gateway.client()
                        .post("/v1/agents/agt_nobody/freeze", gateway.operator(), "{\"for_minutes\":5}")
                        .status());
    }

    @Test
    void another_tenants_operator_freezes_nobody_here() {
        Install.FreshKeys globex = gateway.addTenant("globex");
        assertEquals(
                404,
                gateway.client()
                        .post("/v1/agents/" + agent.id() + "/freeze", globex.operatorKey(), "{\"for_minutes\":5}")
                        .status());
        assertEquals("allow", decision());
    }

    @Test
    void where_nothing_detects_nothing_ends_a_freeze_so_one_with_a_time_is_refused() {
        gateway.close();
        gateway = gateway.with(SettingsFile.parse("s.yaml", "soc: {enabled: off}"));
        Heard refused = freeze("{\"for_minutes\":5}");
        assertEquals("no_detection", refused.code(), refused::toString);
        assertEquals(200, freeze("{}").status());
    }
}
