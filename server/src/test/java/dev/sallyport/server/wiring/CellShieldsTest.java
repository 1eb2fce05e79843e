package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.Settings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shields' modes by cell, over the API: the most specific setting holds. */
class CellShieldsTest {
    private MemoryGateway gateway;

    @BeforeEach
    void start() {
        gateway = new MemoryGateway(Settings.defaults(), false, true);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Heard set(String body) {
        return gateway.client.post("/v1/shields", gateway.operator, "{\"shield\":\"canary\"," + body + "}");
    }

    private Heard agent(String token, String key, String cell) {
        return gateway.client.post(
                "/v1/agents/register", token, "{\"agent_key\":\"" + key + "\",\"environment\":\"" + cell + "\"}");
    }

    /** What is decided when an agent takes a planted value along. */
    private String decided(Heard agent, String canary) {
        return gateway.client
                .post("/v1/authorize", agent.string("agent_token"), """
                        {"agent":{"id":"%s"},"tool_call":{"tool":"notes","action":"read","resource":null,\
                        "mutates_state":false,"parameters":{"title":"%s"}},\
                        "context":{"source_trust":"trusted_internal_unsigned"}}""".formatted(agent.string("agent_id"), canary))
                .string("decision");
    }

    private String planted() {
        return gateway.client
                .post("/v1/canaries", gateway.operator, "{\"kind\":\"token\"}")
                .string("text");
    }

    @Test
    void a_cell_has_the_tenants_mode_until_it_has_its_own_and_again_after_it_inherits() {
        String canary = planted();
        Heard lab = agent(gateway.operator, "a1", "lab");
        Heard shop = agent(gateway.operator, "a2", "shop");
        assertEquals("allow", decided(lab, canary));
        Heard own = set("\"cell\":\"lab\",\"mode\":\"blocking\"");
        assertEquals(200, own.status(), own::toString);
        assertTrue(own.text().contains("\"cells\":[{\"cell\":\"lab\",\"mode\":\"blocking\""), own::toString);
        assertEquals("advisory", own.string("mode"), "the whole tenant's, which is as it was");
        assertEquals("deny", decided(lab, canary));
        assertEquals("allow", decided(shop, canary));
        set("\"mode\":\"blocking\"");
        set("\"cell\":\"lab\",\"mode\":\"advisory\"");
        assertEquals("allow", decided(lab, canary));
        assertEquals("deny", decided(shop, canary));
        set("\"cell\":\"lab\",\"mode\":\"inherit\"");
        assertEquals("deny", decided(lab, canary));
    }

    @Test
    void a_cell_is_set_back_by_itself_and_its_first_setting_back_to_none() {
        set("\"cell\":\"lab\",\"mode\":\"off\"");
        set("\"cell\":\"lab\",\"mode\":\"blocking\"");
        String back = "/v1/shields/canary/rollback";
        Heard off = gateway.client.post(back, gateway.operator, "{\"cell\":\"lab\"}");
        assertTrue(off.text().contains("\"mode\":\"off\""), off::toString);
        assertEquals(
                "shield_never_set",
                gateway.client.post(back, gateway.operator, "{}").code());
        assertEquals(
                "shield_never_set",
                gateway.client
                        .post(back, gateway.operator, "{\"cell\":\"shop\"}")
                        .code());
        set("\"cell\":\"shop\",\"mode\":\"off\"");
        Heard none = gateway.client.post(back, gateway.operator, "{\"cell\":\"shop\"}");
        assertTrue(none.text().contains("\"cells\":[{\"cell\":\"lab\","), none::toString);
        assertTrue(!none.text().contains("{\"cell\":\"shop\",\"mode\""), none::toString);
    }

    @Test
    void a_roll_back_that_says_what_it_was_shown_is_refused_once_that_changed() {
        String back = "/v1/shields/canary/rollback";
        Heard shown = set("\"mode\":\"blocking\"");
        String rollbacks = "\"rollbacks\":[{\"standing\":\"blocking/high-confidence@1/newest:1.0.0\","
                + "\"back_to\":\"advisory/high-confidence@1/newest:1.0.0\"}]";
        assertTrue(shown.text().contains(rollbacks), shown::toString);
        String bound = rollbacks.substring("\"rollbacks\":[".length(), rollbacks.length() - 1);
        set("\"mode\":\"off\"");
        Heard late = gateway.client.post(back, gateway.operator, bound);
        assertEquals("shield_changed", late.code(), late::toString);
        assertEquals("off/high-confidence@1/newest:1.0.0", late.string("standing"));
        assertEquals("blocking/high-confidence@1/newest:1.0.0", late.string("back_to"));
        String half = "{\"standing\":\"off/high-confidence@1/newest:1.0.0\"}";
        assertEquals(
                "blocking", gateway.client.post(back, gateway.operator, half).string("mode"));
        assertEquals(
                "shield_changed",
                gateway.client.post(back, gateway.operator, half).code());
        assertEquals("off", gateway.client.post(back, gateway.operator, "{}").string("mode"), "as before, unbound");
    }

    @Test
    void of_many_roll_backs_at_once_that_were_shown_the_same_one_is_done() {
        set("\"mode\":\"blocking\"");
        String bound = "{\"standing\":\"blocking/high-confidence@1/newest:1.0.0\"}";
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        try (ExecutorService many = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 8; i++) {
                many.execute(() -> {
                    Heard heard = gateway.client.post("/v1/shields/canary/rollback", gateway.operator, bound);
                    if (heard.status() == 200) {
                        done.add(heard.string("receipt_id"));
                    }
                });
            }
        }
        assertEquals(1, done.size(), done::toString);
    }

    @Test
    void thresholds_of_cells_and_of_the_tenant_are_rules_of_different_versions() {
        assertTrue(set("\"cell\":\"lab\",\"threshold_percent\":80").text().contains("high-confidence@2"));
        assertTrue(set("\"cell\":\"shop\",\"threshold_percent\":70").text().contains("high-confidence@3"));
        assertEquals("high-confidence@4", set("\"threshold_percent\":60").string("rule"));
        gateway.client.post("/v1/shields/canary/rollback", gateway.operator, "{}");
        assertEquals("high-confidence@5", set("\"threshold_percent\":65").string("rule"));
    }

    @Test
    void what_a_cell_can_not_have_is_refused() {
        for (String wrong : new String[] {
            "\"mode\":\"inherit\"",
            "\"cell\":\"lab\",\"version\":\"1.0.0\"",
            "\"cell\":\"\",\"mode\":\"off\"",
            "\"cell\":\"la\\nb\",\"mode\":\"off\""
        }) {
            assertEquals("wrong_form", set(wrong).code(), wrong);
        }
    }

    @Test
    void whoever_enrols_an_agent_does_not_choose_a_cell_in_which_shields_may_do_less() {
        String enrolment = gateway.enrolment();
        set("\"mode\":\"blocking\"");
        set("\"cell\":\"lab\",\"mode\":\"advisory\"");
        assertEquals("operator_only", agent(enrolment, "a1", "lab").code());
        assertEquals(201, agent(enrolment, "a2", "shop").status());
        assertEquals(201, agent(gateway.operator, "a1", "lab").status());
        set("\"cell\":\"lab\",\"mode\":\"blocking\"");
        assertEquals(201, agent(enrolment, "a3", "lab").status());
    }

    @Test
    void another_tenant_sees_and_sets_its_own_cells_alone() {
        String other = gateway.tenant(new TenantId("other"), true);
        set("\"cell\":\"lab\",\"mode\":\"blocking\"");
        Heard theirs = gateway.client.get("/v1/shields", other);
        assertTrue(!theirs.text().contains("lab"), theirs::toString);
    }
}
