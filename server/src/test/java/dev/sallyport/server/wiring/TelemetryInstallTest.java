package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.server.collector.CollectorFolder;
import dev.sallyport.server.collector.CollectorServer;
import dev.sallyport.server.collector.TestCollector;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Telemetry of a whole install, to a whole collector. */
class TelemetryInstallTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private List<String> kept() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("c/objects"))) {
            List<Path> files = all.filter(Files::isRegularFile).toList();
            return files.isEmpty() ? List.of() : List.of(Files.readString(files.getFirst()));
        }
    }

    private String audited() throws IOException {
        for (String line : Files.readAllLines(folder.resolve("d/logs/audit.jsonl"))) {
            int json = line.indexOf('{');
            if (line.contains("telemetry.shipped")
                    && StrictJson.parse(line.substring(json).getBytes(StandardCharsets.UTF_8)) instanceof JsonObject o
                    && o.get("telemetry.batch") instanceof JsonString batch) {
                return batch.value();
            }
        }
        return "";
    }

    @Test
    void eachBatch_standsInTheAuditTrailByteForByte_andSurvivesAStopOfTheGateway() throws Exception {
        TestGateway first = TestGateway.start(folder.resolve("d"));
        first.close();
        try (CollectorServer collector = TestCollector.start(folder.resolve("c"), first.clock())) {
            TestGateway gateway = first.with(SettingsFile.parse("s.yaml", TestCollector.yaml(collector)));
            String id = gateway.client()
                    .post("/v1/telemetry", gateway.operator(), "{\"on\":true}")
                    .string("customer");
            new CollectorFolder(folder.resolve("c")).enrol(new CustomerId(id), "a");
            gateway.gateway()
                    .telemetry()
                    .intercepted(Install.DEFAULT_TENANT, gateway.clock().millis(), "Bash");
            gateway.close();
            try (TestGateway again = gateway.with(SettingsFile.parse("s.yaml", TestCollector.yaml(collector)))) {
                again.clock().advanceMillis(Window.MILLIS);
                again.gateway().ship();
                assertEquals(1, kept().size());
                assertEquals(kept().getFirst(), audited());
                assertTrue(audited().contains("{\"count\":1,\"tool\":\"Bash\"}"), audited());
            }
        }
    }

    @Test
    void nobodyButTheInstallsOperator_mayTurnIt_andWithoutACollectorNobodyMay() throws IOException {
        try (TestGateway gateway = TestGateway.start(folder.resolve("d"))) {
            Heard unset = gateway.client().post("/v1/telemetry", gateway.operator(), "{\"on\":true}");
            assertEquals("telemetry_unset", unset.code());
            assertFalse(Files.exists(folder.resolve("d/telemetry")));
        }
    }
}
