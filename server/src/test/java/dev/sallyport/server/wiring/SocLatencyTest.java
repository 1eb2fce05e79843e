package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.soc.bus.Bus;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Prints how long it takes from an event to its alert, from an alert to a frozen agent, and to emit. */
@Tag("slow")
@Timeout(600)
final class SocLatencyTest {
    private static final int AGENTS = 40;
    private static final int STORM = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @Test
    void from_the_tenth_refusal_to_the_frozen_agent() {
        Path root = Path.of(System.getProperty("sallyport.root", ".."));
        String text =
                "soc: {respond: on, log_only_hours: 0, playbooks: \"%s\", brake: {per_playbook: 10000, at_once: 10000}}"
                        .formatted(root.resolve("examples/soc/playbooks").toAbsolutePath());
        GatewayOptions options =
                new GatewayOptions(data, SettingsFile.parse("s.yaml", text).withPort(0), Optional.empty());
        Install.FreshKeys keys = Install.create(options, Sources.system());
        List<Long> frozen = new ArrayList<>();
        try (Gateway gateway = Gateway.start(options);
                Client client = new Client(gateway.url())) {
            SocTest.activate(client, keys.operatorKey());
            for (int i = 0; i < AGENTS; i++) {
                Heard heard = client.post("/v1/agents/register", keys.enrolmentKey(), "{\"agent_key\":\"a" + i + "\"}");
                Enrolled agent = new Enrolled(heard.string("agent_id"), heard.string("agent_token"));
                for (int call = 0; call < STORM; call++) {
                    client.post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
                }
                long begun = System.nanoTime();
                while (!client.post(
                                "/v1/authorize",
                                agent.token(),
                                TestGateway.call(agent, "trusted_internal_unsigned", ""))
                        .text()
                        .contains("frozen")) {
                    assertTrue(System.nanoTime() - begun < 30_000_000_000L, "it is not frozen");
                }
                frozen.add((System.nanoTime() - begun) / 1_000_000);
            }
            List<Long> alert = new ArrayList<>();
            client.get("/v1/alerts?limit=200", keys.operatorKey())
                    .items("alerts")
                    .forEach(row -> {
                        JsonObject one = (JsonObject) row;
                        alert.add(number(one, "detected_ms") - number(one, "event_ms"));
                    });
            List<Long> contain = new ArrayList<>();
            client.get("/v1/incidents?limit=200", keys.operatorKey())
                    .items("incidents")
                    .forEach(row -> {
                        JsonObject one = (JsonObject) row;
                        long detected = deniedAt(client, keys.operatorKey(), one);
                        contain.add(number(one, "contained_ms") - detected);
                    });
            print("event to alert", alert);
            print("alert to contained", contain);
            print("tenth refusal to a refused call of a frozen agent, over HTTP", frozen);
        }
    }

    /** When the alert that started the playbook was raised. */
    private static long deniedAt(Client client, String operator, JsonObject incident) {
        String id = incident.get("incident_id") instanceof JsonString text ? text.value() : "";
        return client.get("/v1/alerts?limit=200&incident=" + id, operator).items("alerts").stream()
                .map(row -> (JsonObject) row)
                .filter(row -> row.get("rule") instanceof JsonObject rule
                        && rule.get("stage") instanceof JsonString stage
                        && stage.value().equals("respond"))
                .mapToLong(row -> number(row, "detected_ms"))
                .min()
                .orElseThrow();
    }

    private static long number(JsonObject object, String member) {
        return object.get(member) instanceof JsonNumber number ? (long) number.value() : 0;
    }

    @Test
    void to_emit_with_room_and_without() {
        Event event = new Event(EventName.TOOL_DENIED, new TenantId("acme"), 1, "", Map.of());
        for (int round = 0; round < 5; round++) {
            Bus roomy = new Bus(1 << 20);
            Bus full = new Bus(2);
            System.out.printf(
                    Locale.ROOT, "emit: %.0f ns with room, %.0f ns full%n", emit(roomy, event), emit(full, event));
        }
    }

    private static double emit(Bus bus, Event event) {
        int times = 1_000_000;
        long begun = System.nanoTime();
        for (int i = 0; i < times; i++) {
            bus.emit(event);
        }
        return (System.nanoTime() - begun) / (double) times;
    }

    private static void print(String what, List<Long> millis) {
        long[] sorted = millis.stream().mapToLong(Long::longValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "%s: n=%d p50=%d ms p95=%d ms max=%d ms%n",
                what,
                sorted.length,
                sorted[sorted.length / 2],
                sorted[Math.min(sorted.length - 1, sorted.length * 95 / 100)],
                Arrays.stream(sorted).max().orElse(0));
    }
}
