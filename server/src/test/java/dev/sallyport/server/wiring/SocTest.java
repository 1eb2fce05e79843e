package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.soc.bus.Bus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The second plane over HTTP: from refused calls to a frozen agent and back. */
@Timeout(120)
final class SocTest {
    private static final int STORM = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private static Settings example() {
        Path folder = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/playbooks");
        return SettingsFile.parse(
                "s.yaml",
                "soc: {respond: on, log_only_hours: 0, playbooks: \"%s\"}".formatted(folder.toAbsolutePath()));
    }

    /** Proves the playbook of the example over what happened, and lets it act. */
    static void activate(Client client, String operator) {
        Heard proven =
                client.post("/v1/playbooks/simulate", operator, "{\"playbook\":\"contain-agent@1\",\"record\":true}");
        assertTrue(proven.text().contains("receipt_id"), proven::toString);
        Heard acts = client.post("/v1/playbooks", operator, "{\"playbook\":\"contain-agent@1\",\"stage\":\"respond\"}");
        assertEquals("respond", acts.string("stage"), acts::toString);
    }

    private static Heard refused(TestGateway gateway, Enrolled agent) {
        return gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
    }

    private static void storm(TestGateway gateway, Enrolled agent, int calls) {
        for (int i = 0; i < calls; i++) {
            assertEquals("deny", refused(gateway, agent).string("decision"));
        }
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come about");
        }
    }

    private static Optional<JsonObject> alert(TestGateway gateway, String title) {
        return gateway.client().get("/v1/alerts?limit=200", gateway.operator()).items("alerts").stream()
                .map(row -> (JsonObject) row)
                .filter(row -> row.get("rule") instanceof JsonObject rule
                        && text(rule, "title").equals(title))
                .findFirst();
    }

    private static String text(JsonObject object, String member) {
        return object.get(member) instanceof JsonString text ? text.value() : "";
    }

    private static String reason(TestGateway gateway, Enrolled agent) {
        Heard heard = gateway.client()
                .post("/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
        // While standing changes a call may be stale twice; then nothing is decided.
        return heard.status() == 200 ? heard.string("reason") : "";
    }

    @Test
    void a_storm_of_refusals_freezes_the_agent_until_its_time_is_over_and_every_act_has_a_receipt() {
        try (TestGateway gateway = TestGateway.start(data, example())) {
            Enrolled agent = gateway.agent("a1");
            Enrolled other = gateway.agent("a2");
            activate(gateway.client(), gateway.operator());
            storm(gateway, agent, STORM);
            until(() -> reason(gateway, agent).contains("frozen"));
            assertFalse(reason(gateway, other).contains("frozen"));

            JsonObject alert =
                    alert(gateway, "Many refused actions of one agent").orElseThrow();
            String incident = text(alert, "incident_id");
            Heard seen = gateway.client().get("/v1/incidents/" + incident, gateway.operator());
            assertEquals("high", seen.string("incident.severity"));
            until(() -> gateway.client().get("/v1/incidents/" + incident, gateway.operator()).items("steps").stream()
                    .allMatch(step -> text((JsonObject) step, "state").equals("stands")));
            Heard contained = gateway.client().get("/v1/incidents/" + incident, gateway.operator());
            assertTrue(contained.number("incident.contained_ms") >= contained.number("incident.opened_ms"));
            for (Json step : contained.items("steps")) {
                String receipt = text((JsonObject) step, "receipt_id");
                String told = gateway.client()
                        .get("/v1/receipts/" + receipt, gateway.operator())
                        .text();
                assertTrue(told.contains("contain-agent@1") && told.contains(incident), told);
            }
            String metrics =
                    gateway.client().get("/metrics", gateway.operator()).text();
            for (String name : List.of(
                    "soc_mttd_seconds_count 1",
                    "soc_mttc_seconds_count 1",
                    "incidents_open{severity=\"high\"} 1",
                    "ase_emit_dropped_total 0")) {
                assertTrue(metrics.contains(name), name);
            }

            assertFalse(metrics.contains("provenance_denials_total 0"), "none was counted");

            gateway.clock().advanceMillis(3_600_000);
            until(() -> !reason(gateway, agent).contains("frozen"));
        }
    }

    @Test
    void a_playbook_that_nobody_activated_stops_nobody_and_writes_down_what_it_would_do() {
        Path file = Path.of(System.getProperty("sallyport.root", ".."), "examples/soc/sallyport.yaml");
        try (TestGateway gateway = TestGateway.start(data, SettingsFile.read(file))) {
            Enrolled agent = gateway.agent("a1");
            storm(gateway, agent, STORM);
            until(() -> alert(gateway, "Many refused actions of one agent").isPresent());
            String incident =
                    text(alert(gateway, "Many refused actions of one agent").orElseThrow(), "incident_id");
            Heard seen = gateway.client().get("/v1/incidents/" + incident, gateway.operator());
            assertTrue(seen.text().contains("the playbook is log_only"), seen::text);
            assertFalse(reason(gateway, agent).contains("frozen"));
        }
    }

    @Test
    void without_playbooks_nothing_is_stopped_and_the_incident_is_told_handed_over_and_closed() {
        try (TestGateway gateway = TestGateway.start(data)) {
            Enrolled agent = gateway.agent("a1");
            storm(gateway, agent, STORM);
            until(() -> alert(gateway, "Many refused actions of one agent").isPresent());
            assertFalse(reason(gateway, agent).contains("frozen"));
            List<Json> incidents = gateway.client()
                    .get("/v1/incidents?status=open", gateway.operator())
                    .items("incidents");
            assertEquals(1, incidents.size());
            String id = text((JsonObject) incidents.getFirst(), "incident_id");
            gateway.client().post("/v1/incidents/" + id + "/assign", gateway.operator(), "{\"assignee\":\"ann\"}");
            Heard closed = gateway.client()
                    .post(
                            "/v1/incidents/" + id + "/close",
                            gateway.operator(),
                            "{\"verdict\":\"benign\",\"note\":\"a test\"}");
            assertEquals("closed", closed.string("incident.status"));
            assertEquals("ann", closed.string("incident.assignee"));
            assertEquals(
                    0,
                    gateway.client().get("/v1/soc/summary", gateway.operator()).number("open_incidents"));
        }
    }

    @Test
    void another_tenant_sees_neither_alerts_nor_incidents_nor_events() {
        try (TestGateway gateway = TestGateway.start(data)) {
            String stranger = gateway.addTenant("globex").operatorKey();
            Enrolled agent = gateway.agent("a1");
            storm(gateway, agent, STORM);
            until(() -> alert(gateway, "Many refused actions of one agent").isPresent());
            String incident =
                    text(alert(gateway, "Many refused actions of one agent").orElseThrow(), "incident_id");
            assertEquals(List.of(), gateway.client().get("/v1/alerts", stranger).items("alerts"));
            assertEquals(
                    List.of(), gateway.client().get("/v1/incidents", stranger).items("incidents"));
            assertEquals(
                    404,
                    gateway.client().get("/v1/incidents/" + incident, stranger).status());
            assertEquals(
                    404,
                    gateway.client()
                            .post("/v1/incidents/" + incident + "/close", stranger, "{}")
                            .status());
            assertFalse(gateway.client()
                    .get("/v1/events?follow=false&after=-1", stranger)
                    .text()
                    .contains(agent.id()));
            assertEquals(403, gateway.client().get("/v1/alerts", agent.token()).status());
        }
    }

    @Test
    void events_are_resumed_behind_the_last_one_that_was_seen() {
        try (TestGateway gateway = TestGateway.start(data)) {
            Enrolled agent = gateway.agent("a1");
            storm(gateway, agent, 3);
            String all = gateway.client()
                    .get("/v1/events?follow=false&after=-1", gateway.operator())
                    .text();
            int last = all.lastIndexOf("id: ");
            int before = all.lastIndexOf("id: ", last - 1);
            String seen = all.substring(before + 4, all.indexOf('\n', before));
            Heard rest = gateway.client()
                    .send(
                            "GET",
                            "/v1/events?follow=false",
                            Optional.of(gateway.operator()),
                            null,
                            Map.of("Last-Event-ID", seen));
            assertEquals(":\n\n" + all.substring(last), rest.text());
            assertTrue(rest.text().contains("event: tool.denied"));
        }
    }

    @Test
    void a_reader_that_never_reads_costs_decisions_nothing_but_a_count() {
        try (MemoryGateway memory = new MemoryGateway(Settings.defaults(), false, true)) {
            Bus wedged = new Bus(2);
            memory.core.meters().tap(wedged, wedged::dropped);
            Heard registered = memory.client.post("/v1/agents/register", memory.operator, "{\"agent_key\":\"a\"}");
            Enrolled agent = new Enrolled(registered.string("agent_id"), registered.string("agent_token"));
            for (int i = 0; i < 20; i++) {
                Heard heard = memory.client.post(
                        "/v1/authorize", agent.token(), TestGateway.call(agent, "trusted_internal_unsigned", ""));
                assertEquals(200, heard.status());
            }
            assertTrue(wedged.dropped() >= 18);
            String metrics = memory.client.get("/metrics", memory.operator).text();
            assertFalse(metrics.contains("ase_emit_dropped_total 0"), metrics);
        }
    }

    @Test
    void a_plane_that_is_switched_off_leaves_the_gateway_as_it_is() {
        try (TestGateway gateway = TestGateway.start(data, SettingsFile.parse("s.yaml", "soc: {enabled: off}"))) {
            storm(gateway, gateway.agent("a1"), STORM);
            Heard summary = gateway.client().get("/v1/soc/summary", gateway.operator());
            assertEquals(0, summary.number("open_incidents"));
            assertTrue(summary.text().contains("\"enabled\":false"));
        }
    }
}
