package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.PilotLog;
import dev.sallyport.govern.pilot.ShieldWeek;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a pilot measured, from its records to a gateway's mode. */
@Timeout(120)
class PilotApplyTest {
    private static final List<String> SHIELDS = List.of("canary", "package-gate", "egress-monitor");
    private static final List<String> MEMBERS = List.of("a1", "a2", "a3");

    @TempDir
    private Path folder = Path.of("");

    private Path records = Path.of("");

    /** A pilot whose cohort A measured so many false alarms among 500 events of each shield a week, and is over. */
    private void measured(int wrong) throws IOException {
        records = folder.resolve("records");
        Path pilot = Files.createDirectories(records.resolve("pilot"));
        Ed25519Key key = Ed25519Key.generate("test/pilot", new SecureRandom());
        KeyFile.write(pilot.resolve("pilot.key"), key);
        PilotLog log = new PilotLog(pilot.resolve("records.jsonl"), key);
        Instant start = LocalDate.now(ZoneOffset.UTC)
                .minusDays(40)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        log.append(start, before -> List.of(new Fact.Began("test/pilot", SHIELDS)));
        for (String member : MEMBERS) {
            log.append(start, before -> List.of(new Fact.Joined(member, Cohort.A, "")));
        }
        for (int week = 0; week < 4; week++) {
            LocalDate from = LocalDate.ofInstant(start, ZoneOffset.UTC).plusWeeks(week);
            Map<String, ShieldWeek> shields = new HashMap<>();
            SHIELDS.forEach(shield -> shields.put(shield, new ShieldWeek(250, 0, 250, wrong, 0, 10, 20, 30)));
            for (String member : MEMBERS) {
                log.append(
                        start.plus(Duration.ofDays(7L * (week + 1))),
                        before -> List.of(new Fact.Week(member, from, 7, Map.of("Bash", 1_000L), shields)));
            }
        }
        log.append(start.plus(Duration.ofDays(30)), before -> List.of(new Fact.Advanced(Phase.B)));
    }

    private Ran apply(Running running, String... more) {
        Map<String, String> env = new HashMap<>(running.operator());
        List<String> words = new ArrayList<>(List.of("pilot", "apply", "a1"));
        words.addAll(List.of(more));
        words.addAll(List.of("--data", records.toString()));
        return Ran.with("", env, words.toArray(String[]::new));
    }

    private static String listed(Running running) {
        return Ran.with("", running.operator(), "shield", "list").exits(0).out();
    }

    @Test
    void a_mode_that_was_measured_is_set_and_one_that_was_not_earned_is_refused() throws IOException {
        measured(5);
        try (Running running = Running.in(folder.resolve("data"), SettingsFile.parse("s.yaml", ""))) {
            Ran dry = apply(running, "canary", "high-confidence", "--dry-run").exits(0);
            assertTrue(dry.out().contains("would set high-confidence"), dry.out());
            assertFalse(listed(running).contains("canary@1.0.0  high"), () -> listed(running));
            apply(running, "canary", "high-confidence", "--cell", "lab").exits(0);
            assertTrue(listed(running).contains("in lab: high-confidence"), () -> listed(running));
            Ran set = apply(running, "canary", "high-confidence").exits(0);
            assertTrue(set.out().contains("set high-confidence: cohort A's false positives"), set.out());
            assertTrue(listed(running).contains("canary@1.0.0  high-confidence"), () -> listed(running));
            assertTrue(
                    apply(running, "canary", "high-confidence").exits(0).out().contains("stands"));
            assertTrue(apply(running, "canary", "blocking").exits(1).out().contains("mode_not_graduated"));
            assertTrue(apply(running, "secret-guard", "blocking").exits(1).out().contains("unknown_shield"));
            apply(running, "canary", "advisory").exits(0);
            assertTrue(listed(running).contains("canary@1.0.0  advisory"), () -> listed(running));
            String log = Ran.of("pilot", "log", "--data", records.toString()).out();
            assertTrue(log.contains("ModeSet[customer=a1, shield=canary"), log);
        }
    }
}
