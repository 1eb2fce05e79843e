package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PilotVerbsTest {
    @TempDir
    Path folder = Path.of("");

    private Ran pilot(String... args) {
        return fed("", args);
    }

    private Ran fed(String stdin, String... args) {
        List<String> all = new ArrayList<>(List.of("pilot"));
        all.addAll(List.of(args));
        all.addAll(List.of("--data", folder.toString(), "--json"));
        return Ran.fed(stdin, all.toArray(String[]::new));
    }

    private void started() {
        assertEquals(0, pilot("start", "--name", "test/pilot").exit());
        assertEquals(0, pilot("join", "--id", "a1", "--cohort", "A").exit());
    }

    @Test
    void withoutAPilot_everyVerbSaysHowToBegin() {
        for (String verb :
                List.of("status", "criteria", "advance", "review", "report", "ga-checklist", "thresholds", "log")) {
            Ran ran = pilot(verb);
            assertEquals(2, ran.exit(), verb);
            assertTrue(ran.err().contains("pilot start"), ran.err());
        }
    }

    @Test
    void gatesAndCriteria_answerWithWhatIsMissing() {
        started();
        Ran advance = pilot("advance");
        assertEquals(1, advance.exit());
        assertTrue(advance.out().contains("2 more customers"), advance.out());
        Ran criteria = pilot("criteria");
        assertEquals(1, criteria.exit());
        assertEquals(6, criteria.out().lines().count(), criteria.out());
        assertEquals(1, pilot("review").exit());
        assertEquals(0, pilot("status").exit());
        assertEquals(1, pilot("ga-checklist").exit());
    }

    @Test
    void telemetry_isRecordedOnce_andReported() {
        started();
        LocalDate from = LocalDate.now(ZoneOffset.UTC).minusDays(7);
        String week =
                "{\"fact\":\"week\",\"customer\":\"a1\",\"from\":\"" + from + "\",\"days\":7,\"calls\":{\"shell\":900},"
                        + "\"shields\":{\"canary\":{\"block\":3,\"warn\":2,\"allow\":5,\"flagged\":1,\"auto\":0,\"p50\":9,\"p95\":20,\"p99\":44}}}\n";
        assertEquals(0, fed(week, "record", "-").exit());
        Ran again = fed(week, "record", "-");
        assertEquals(1, again.exit());
        assertTrue(again.out().contains("week_known"), again.out());
        Ran report = pilot("report");
        assertTrue(report.out().contains("\"catches\":4") && report.out().contains("\"p99_us\":44"), report.out());
        assertTrue(pilot("check-in", "a1").out().contains("false positives")
                || pilot("check-in", "a1").out().contains("False positives"));
        assertEquals(1, pilot("thresholds").exit());
    }

    @Test
    void aRollback_isOneCommand() {
        started();
        assertEquals(0, pilot("release", "canary@1.0.0", "--baseline", "b").exit());
        Ran rollout = pilot("rollout");
        assertTrue(rollout.out().contains("soaked"), rollout.out());
        Ran back = pilot("rollback", "a1", "canary");
        assertEquals(1, back.exit());
        assertTrue(back.out().contains("no_version_before"), back.out());
        assertEquals(0, pilot("pin", "a1", "canary@1.0.0").exit());
        assertEquals(0, pilot("pin", "a1", "canary", "--off").exit());
    }

    @Test
    void aStatement_isSignedByTheCustomer_andOneOfSomebodyElseIsRefused() throws IOException {
        assertEquals(0, pilot("start", "--name", "test/pilot").exit());
        String key = folder.resolve("customer.key").toString();
        Ran made = Ran.of("pilot", "sign", "--key-file", key, "--name", "customer/a1");
        assertEquals(0, made.exit());
        assertEquals(
                0,
                pilot("join", "--id", "a1", "--cohort", "A", "--key", made.out().strip())
                        .exit());
        Path note = folder.resolve("statement");
        Files.writeString(note, signed(key, "a1") + "\n");
        assertEquals(0, pilot("statement", note.toString()).exit());
        String other = folder.resolve("other.key").toString();
        assertEquals(
                0,
                Ran.of("pilot", "sign", "--key-file", other, "--name", "customer/b")
                        .exit());
        Files.writeString(note, signed(other, "a1") + "\n");
        Ran refused = pilot("statement", note.toString());
        assertEquals(1, refused.exit());
        assertTrue(refused.out().contains("statement_unsigned"), refused.out());
    }

    private static String signed(String key, String customer) {
        return Ran.of("pilot", "sign", "--key-file", key, "--customer", customer, "--words", "10 to 20 EUR")
                .out()
                .stripTrailing();
    }

    @Test
    void onboarding_saysWhatIsMissing_stepByStep() {
        Ran ran = pilot("onboard", "--telemetry", "off");
        assertEquals(1, ran.exit());
        assertEquals(5, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().contains("no install"), ran.out());
    }

    @Test
    void onboarding_checksARunningGateway_andItsReportButtons() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", ""))) {
            Ran ran = Ran.with(
                    "", running.operator(), "pilot", "onboard", "--telemetry", "off", "--data", folder.toString());
            assertTrue(ran.out().contains("canary: advisory"), ran.out());
            assertTrue(ran.out().contains("takes reports"), ran.out());
            assertTrue(ran.out().contains("buttons at /console/decisions/ID"), ran.out());
            Ran foreign = Ran.with(
                    "",
                    Map.of("SALLYPORT_TOKEN", "sp_op_" + "x".repeat(43)),
                    "pilot",
                    "onboard",
                    "--telemetry",
                    "off",
                    "--data",
                    folder.toString());
            assertTrue(foreign.out().contains("takes no reports from this key"), foreign.out());
        }
    }

    @Test
    void aSimulatedPilot_endsAsItsEndingSays() {
        assertEquals(0, Ran.of("pilot", "simulate", "--seed", "5").exit());
        Ran quiet = Ran.of("pilot", "simulate", "--ending", "quiet", "--weeks", "8", "--json");
        assertEquals(1, quiet.exit());
        assertTrue(quiet.out().contains("\"graduated\":false"), quiet.out());
        assertEquals(2, Ran.of("pilot", "simulate", "--ending", "happy").exit());
    }

    @Test
    void aChangedRecord_isNoticed() throws IOException {
        started();
        Path file = folder.resolve("pilot/records.jsonl");
        String text = Files.readString(file);
        Files.writeString(file, text.substring(text.indexOf('\n') + 1));
        Ran ran = pilot("log");
        assertEquals(2, ran.exit());
        assertTrue(ran.out().contains("record_chain"), ran.out());
    }
}
