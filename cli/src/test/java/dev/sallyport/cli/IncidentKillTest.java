package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.testkit.place.FakePagerDuty;
import dev.sallyport.testkit.place.Loopback;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed in the middle of an attack, or of an effect: the attack is one incident, the effect is done once. */
@Tag("full")
@Timeout(300)
class IncidentKillTest {
    private static final String STORM = "Many refused actions of one agent";
    private static final String LET_GO = "An agent was let go minutes after it was stopped";
    private static final int ROUNDS = 8;

    @TempDir
    private Path folder;

    private Path configuration(String yaml) throws IOException {
        return Files.writeString(folder.resolve("sallyport.yaml"), yaml);
    }

    @Test
    void a_storm_of_refusals_before_and_after_kill_9_is_one_incident_and_rings_once() throws Exception {
        Files.writeString(folder.resolve("pager.key"), FakePagerDuty.KEY);
        FakePagerDuty pager = new FakePagerDuty();
        try (Loopback at = new Loopback(pager);
                KilledGateway gateway =
                        new KilledGateway(folder.resolve("data"), configuration("""
                        alerts:
                          destinations:
                            pager: {network: loopback, every: 0ms, pagerduty: {url: "%s", routing_key_file: pager.key}}
                          routes: {critical: [pager], high: [pager], cool_down: 0ms}
                        """.formatted(at.url(""))))) {
            KilledGateway.Agent agent = gateway.agent("a1");
            gateway.refused(agent, 6);
            gateway.kill();
            gateway.start();
            assertEquals(List.of(), gateway.alerts(STORM), "six are no storm");
            gateway.refused(agent, 6);
            KilledGateway.until(() -> !gateway.alerts(STORM).isEmpty() && pager.open() == 1);
            gateway.kill();
            gateway.start();
            KilledGateway.Agent other = gateway.agent("a2");
            gateway.refused(other, 12);
            KilledGateway.until(() -> gateway.alerts(STORM).size() == 2 && pager.open() == 2);
            assertEquals(1, about(gateway.alerts(STORM), agent), "told twice");
            assertEquals(1, about(gateway.incidents(STORM), agent));
            assertTrue(pager.shown().values().stream().allMatch(times -> times == 1), pager.shown()::toString);
            assertEquals(List.of(), pager.wrong());
        }
    }

    private static long about(List<JsonObject> rows, KilledGateway.Agent agent) {
        return rows.stream().filter(row -> row.toString().contains(agent.id())).count();
    }

    @Test
    void a_sequence_whose_second_step_comes_after_kill_9_is_one_incident() throws Exception {
        try (KilledGateway gateway = new KilledGateway(folder.resolve("data"), configuration(""))) {
            KilledGateway.Agent agent = gateway.agent("a1");
            gateway.post("/v1/agents/" + agent.id() + "/freeze", gateway.operator(), "{}");
            gateway.kill();
            gateway.start();
            gateway.post("/v1/agents/" + agent.id() + "/unfreeze", gateway.operator(), "{}");
            KilledGateway.until(() -> !gateway.alerts(LET_GO).isEmpty());
            gateway.kill();
            gateway.start();
            gateway.refused(agent, 12);
            KilledGateway.until(() -> !gateway.alerts(STORM).isEmpty());
            assertEquals(1, gateway.alerts(LET_GO).size());
            assertEquals(1, gateway.incidents(LET_GO).size());
        }
    }

    @Test
    void an_effect_whose_step_was_begun_when_kill_9_came_is_done_exactly_once() throws Exception {
        Path playbooks = Files.createDirectory(folder.resolve("playbooks"));
        Path example = Path.of(System.getProperty("sallyport.root", ".."))
                .resolve("examples/soc/playbooks/contain-agent.json");
        Files.copy(example, playbooks.resolve("contain-agent.json"));
        Path data = folder.resolve("data");
        int begun = 0;
        try (KilledGateway gateway = new KilledGateway(data, configuration("""
                soc: {playbooks: playbooks, respond: on, log_only_hours: 0,
                  brake: {per_playbook: 1000, at_once: 1000, percent: 100, share: 100}}
                """))) {
            activate(gateway);
            for (int round = 1; round <= ROUNDS; round++) {
                KilledGateway.Agent agent = gateway.agent("a" + round);
                gateway.refused(agent, 10);
                String seen = killedAtFirstStep(gateway, data, agent.id());
                begun += seen.contains("\"state\":\"begun\"") ? 1 : 0;
                gateway.start();
                KilledGateway.until(() -> stands(gateway, agent) == 2);
                for (String change : List.of("agent_frozen", "freeze_session")) {
                    assertEquals(1, receipts(gateway, agent, change), change + " in round " + round);
                }
            }
        }
        System.out.println("bench=kill_in_step rounds=" + ROUNDS + " begun_at_kill=" + begun);
        assertTrue(begun > 0, "no kill met a step that was begun, so nothing is shown");
    }

    /** Proves the playbook of the example over what happened, and lets it act. */
    private static void activate(KilledGateway gateway) {
        gateway.refused(gateway.agent("a0"), 1);
        gateway.post(
                "/v1/playbooks/simulate", gateway.operator(), "{\"playbook\":\"contain-agent@1\",\"record\":true}");
        JsonObject acts = gateway.post(
                "/v1/playbooks", gateway.operator(), "{\"playbook\":\"contain-agent@1\",\"stage\":\"respond\"}");
        assertEquals("respond", KilledGateway.text(acts, "stage"), acts::toString);
    }

    /** Kills it as soon as it says that a step about the agent was begun; what the store holds of the steps then. */
    private String killedAtFirstStep(KilledGateway gateway, Path data, String agent)
            throws IOException, SQLException, InterruptedException {
        KilledGateway.until(() -> steps(gateway, agent).stream()
                .anyMatch(step -> !KilledGateway.text(step, "state").equals("planned")));
        gateway.kill();
        // Looked at in a copy: whoever opens the store itself would tidy up what the next start is to find.
        Path copy = Files.createTempDirectory(folder, "copy");
        for (String name : List.of("sallyport.db", "sallyport.db-wal")) {
            if (Files.exists(data.resolve(name))) {
                Files.copy(data.resolve(name), copy.resolve(name));
            }
        }
        StringBuilder held = new StringBuilder();
        try (Connection store = DriverManager.getConnection("jdbc:sqlite:" + copy.resolve("sallyport.db"));
                PreparedStatement asked = store.prepareStatement("SELECT body FROM soc_step WHERE target = ?")) {
            asked.setString(1, agent);
            try (ResultSet rows = asked.executeQuery()) {
                while (rows.next()) {
                    held.append(new String(rows.getBytes(1), StandardCharsets.UTF_8));
                }
            }
        }
        return held.toString();
    }

    private static List<JsonObject> steps(KilledGateway gateway, String agent) {
        return gateway.incidents(agent).stream()
                .flatMap(incident ->
                        KilledGateway.rows(
                                gateway.get("/v1/incidents/" + KilledGateway.text(incident, "incident_id")), "steps")
                                .stream())
                .filter(step -> KilledGateway.text(step, "target").equals(agent))
                .toList();
    }

    private static long stands(KilledGateway gateway, KilledGateway.Agent agent) {
        return steps(gateway, agent.id()).stream()
                .filter(step -> KilledGateway.text(step, "state").equals("stands"))
                .count();
    }

    private static long receipts(KilledGateway gateway, KilledGateway.Agent agent, String change) {
        return KilledGateway.rows(gateway.get("/v1/receipts?limit=500"), "receipts").stream()
                .map(JsonObject::toString)
                .filter(text -> text.contains(change) && text.contains(agent.id()) && text.contains("playbook"))
                .count();
    }
}
