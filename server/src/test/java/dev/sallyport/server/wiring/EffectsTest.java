package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What services saw, compared with what was decided. */
class EffectsTest {
    private static final String BAIT = "MARK3D-bait-nobody-may-use";
    private static final String SHIPPER = "the-shippers-own-token";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path data;

    @SuppressWarnings("NullAway.Init")
    private TestGateway gateway;

    @SuppressWarnings("NullAway.Init")
    private TestGateway.Enrolled agent;

    private int number;

    @BeforeEach
    void start() throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(data.resolve("bait.token"), BAIT), PosixFilePermissions.fromString("rw-------"));
        gateway = TestGateway.start(
                data, SettingsFile.parse(data.resolve("s.yaml").toString(), """
                secrets: {bait: {file: bait.token, canary: true}}
                effects: {window: 2m, skew: 10s, services: {hub: {token: %s, tools: [github]}}}
                """.formatted(Credentials.hash(SHIPPER))));
        agent = gateway.agent("coder");
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void a_release_that_was_never_begun_explains_nothing() {
        String decision = allowed().string("decision_id");
        gateway.client()
                .post(
                        "/v1/outcomes",
                        agent.token(),
                        "{\"decision_id\":\"" + decision + "\",\"status\":\"not_started\"}");
        assertTrue(found("\"decision_id\":\"" + decision + "\"").contains("not_started"));
    }

    @Test
    void a_canary_of_the_tenant_is_a_planted_credential_until_it_is_removed() {
        Heard planted = gateway.client().post("/v1/canaries", gateway.operator(), "{\"kind\":\"environment\"}");
        String value = planted.string("text").split("=", -1)[1].strip();
        String whose = decision(allowed()) + ",\"credential\":\"" + Credentials.hash(value) + "\"";
        assertEquals("bypass canary", found(whose));
        String remove = "/v1/canaries/" + planted.string("canary_id") + "/remove";
        gateway.client().post(remove, gateway.operator(), "{}");
        assertEquals("explained", found(whose));
    }

    private Heard allowed() {
        return gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
    }

    private Heard reported(String token, String service, String id, long offsetMillis, String more) {
        String time =
                Instant.ofEpochMilli(gateway.clock().millis() + offsetMillis).toString();
        return gateway.client()
                .post(
                        "/v1/effects",
                        token,
                        "{\"service\":\"" + service + "\",\"effect_id\":\"" + id + "\",\"time\":\"" + time
                                + "\",\"kind\":\"merge\"," + more + "}");
    }

    private String found(String more) {
        return found(0, more);
    }

    private String found(long offsetMillis, String more) {
        Heard heard = reported(SHIPPER, "hub", "e-" + number++, offsetMillis, more);
        assertEquals(200, heard.status(), heard::toString);
        return heard.json().get("reason") == null
                ? heard.string("result")
                : heard.string("result") + " " + heard.string("reason");
    }

    private static String decision(Heard decided) {
        return "\"decision_id\":\"" + decided.string("decision_id") + "\"";
    }

    @Test
    void an_effect_of_an_allowed_call_is_explained_once_and_in_its_time() {
        Heard first = allowed();
        assertEquals("allow", first.string("decision"));
        assertEquals("explained", found(decision(first) + ",\"agent\":\"" + agent.id() + "\""));
        assertEquals("bypass decision_spent", found(decision(first)));
        Heard second = allowed();
        assertEquals("bypass agent_differs", found(decision(second) + ",\"agent\":\"agt_other\""));
        assertEquals("bypass out_of_window", found(131_000, decision(second)));
        assertEquals("bypass out_of_window", found(-11_000, decision(second)));
        assertEquals("bypass hash_differs", found(decision(second) + ",\"action_hash\":\"" + "ab".repeat(32) + "\""));
        String hash = "\"action_hash\":\"" + second.string("action_hash") + "\"";
        assertEquals("explained", found(129_000, decision(second) + "," + hash));
        assertEquals("bypass no_decision", found("\"decision_id\":\"dec_nobody\""));
    }

    @Test
    void an_effect_that_names_no_decision_is_looked_for() {
        String whose = "\"agent\":\"" + agent.id() + "\"";
        assertEquals("bypass no_decision", found(whose));
        Heard decided = allowed();
        String hash = "\"action_hash\":\"" + decided.string("action_hash") + "\"";
        assertEquals("bypass no_decision", found("\"action_hash\":\"" + "ab".repeat(32) + "\""));
        assertEquals("explained", found(hash));
        assertEquals("bypass no_decision", found(whose));
        allowed();
        assertEquals("explained", found(whose));
    }

    @Test
    void what_was_not_allowed_or_is_of_another_tool_explains_nothing() {
        Heard denied = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
        assertEquals("bypass not_allowed", found(decision(denied)));
        Heard other = allowed();
        Heard heard = reported(gateway.operator(), "mail", "m1", 0, decision(other));
        assertEquals("service_differs", heard.string("reason"), heard::toString);
    }

    @Test
    void a_planted_credential_is_a_bypass_whatever_was_decided_and_nothing_holds_it() throws Exception {
        Heard decided = allowed();
        String canary = "\"credential\":\"" + Credentials.hash(BAIT) + "\"";
        assertEquals("bypass canary", found(decision(decided) + "," + canary));
        assertEquals("bypass no_decision", found("\"credential\":\"" + "ab".repeat(32) + "\",\"agent\":\"agt_x\""));
        assertTrue(gateway.client().get("/metrics", "").text().contains("sallyport_sdk_bypass_total 2"));
        gateway.stop();
        String audit = Files.readString(data.resolve("logs/audit.jsonl"));
        assertTrue(audit.contains("\"event\":\"sdk.bypass\"") && audit.contains("canary"), audit);
        assertFalse(audit.contains("MARK3D"), audit);
        gateway.begin();
    }

    @Test
    void a_report_counts_once_and_what_was_found_stands() {
        String nobody = "\"agent\":\"" + agent.id() + "\"";
        Heard first = reported(SHIPPER, "hub", "same", 0, nobody);
        allowed();
        Heard again = reported(SHIPPER, "hub", "same", 0, nobody);
        assertEquals("bypass", again.string("result"), again::toString);
        assertTrue(first.text().contains("\"repeated\":false") && again.text().contains("\"repeated\":true"));
        assertTrue(gateway.client().get("/metrics", "").text().contains("sallyport_sdk_bypass_total 1"));
        assertEquals(
                "effect_id_reused", reported(SHIPPER, "hub", "same", 1, nobody).code());
    }

    @Test
    void a_services_token_reports_for_itself_alone_and_an_agents_for_nobody() {
        String nobody = "\"agent\":\"a\"";
        assertEquals(403, reported(SHIPPER, "mail", "x1", 0, nobody).status());
        assertEquals(403, reported(agent.token(), "hub", "x2", 0, nobody).status());
        assertEquals(401, reported("another-token", "hub", "x3", 0, nobody).status());
        assertEquals(401, gateway.client().get("/v1/receipts", SHIPPER).status());
        assertEquals(
                "timestamp_out_of_range",
                reported(SHIPPER, "hub", "x4", 301_000, nobody).code());
        assertEquals(400, reported(SHIPPER, "hub", "with space", 0, nobody).status());
        assertEquals(400, reported(SHIPPER, "hub", "x5", 0, "\"more\":1").status());
    }
}
