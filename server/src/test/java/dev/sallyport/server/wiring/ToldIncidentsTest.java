package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.config.SettingsFile;
import dev.sallyport.server.wiring.TestGateway.Enrolled;
import dev.sallyport.testkit.place.FakePagerDuty;
import dev.sallyport.testkit.place.Loopback;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From refused calls to a pager that rings, and that is quiet again when somebody closed the incident. */
@Timeout(120)
final class ToldIncidentsTest {
    private static final int STORM = 10;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    private Settings settings(Loopback pager) throws IOException {
        Files.writeString(data.resolve("pager.key"), FakePagerDuty.KEY);
        return SettingsFile.parse(data.resolve("s.yaml").toString(), """
                alerts:
                  destinations:
                    pager: {network: loopback, every: 0ms, pagerduty: {url: "%s", routing_key_file: pager.key}}
                  routes: {critical: [pager], high: [pager], cool_down: 0ms}
                """.formatted(pager.url("")));
    }

    private static void until(BooleanSupplier holds) {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!holds.getAsBoolean()) {
            assertTrue(System.nanoTime() < end, "it does not come about");
            Thread.onSpinWait();
        }
    }

    private static String incident(TestGateway gateway) {
        JsonObject first = (JsonObject) gateway.client()
                .get("/v1/incidents", gateway.operator())
                .items("incidents")
                .getFirst();
        return ((JsonString) Objects.requireNonNull(first.get("incident_id"))).value();
    }

    @Test
    void an_incident_rings_once_survives_a_restart_and_ends_with_its_closing() throws IOException {
        FakePagerDuty pager = new FakePagerDuty();
        try (Loopback at = new Loopback(pager);
                TestGateway gateway = TestGateway.start(data, settings(at))) {
            Enrolled agent = gateway.agent("a1");
            for (int i = 0; i < STORM; i++) {
                gateway.client()
                        .post("/v1/authorize", agent.token(), TestGateway.call(agent, "malicious_suspected", ""));
            }
            until(() -> pager.open() == 1);
            gateway.stop();
            gateway.begin();
            assertEquals(1, pager.open());
            String close = "/v1/incidents/" + incident(gateway) + "/close";
            assertEquals(
                    200,
                    gateway.client()
                            .post(close, gateway.operator(), "{\"verdict\":\"benign\"}")
                            .status());
            until(() -> pager.open() == 0);
            assertEquals(0, pager.dropped());
        }
    }
}
