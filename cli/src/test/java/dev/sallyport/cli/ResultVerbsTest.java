package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.server.config.SettingsFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Handing in runs of campaigns and code findings from the command line. */
class ResultVerbsTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private static Ran operator(Running running, String... args) {
        return Ran.with("", running.operator(), args);
    }

    @Test
    void a_run_is_submitted_listed_and_shown_and_what_is_wrong_with_one_is_said() {
        try (Running running = Running.in(folder, SettingsFile.parse("s.yaml", ""))) {
            String ordinary = ROOT.resolve("spec/campaign/accept/ordinary.json").toString();
            assertTrue(operator(running, "campaigns", "list").exits(0).out().contains("no campaign"));
            String said =
                    operator(running, "campaigns", "submit", ordinary).exits(0).out();
            assertTrue(said.contains("run 2025-11-22.1 of nightly, stopped 28 of 30, receipt rcp_"), said);
            operator(running, "campaigns", "submit", ordinary).exits(0);
            assertEquals(
                    1,
                    operator(running, "campaigns", "list", "--json")
                            .exits(0)
                            .rows()
                            .size());
            String shown =
                    operator(running, "campaigns", "show", "nightly").exits(0).out();
            assertTrue(shown.contains("prompt-injection  stopped 18 of 20 (90.0 %, 68.3 to 98.8)"), shown);
            String wrong = ROOT.resolve("spec/campaign/reject/attempts-do-not-add-up.json")
                    .toString();
            operator(running, "campaigns", "submit", wrong).refuses("rows[0]: `attempts` is 19");
            operator(running, "campaigns", "show", "a/b").refuses("is no campaign's id");
        }
    }

    @Test
    void the_harness_hands_its_figures_in() throws IOException {
        Path cases = Files.createDirectories(folder.resolve("cases"));
        Files.writeString(cases.resolve("c.jsonl"), """
                {"id":"a1","class":"override","shield":"injection-guard","attack":true,"subject":{"kind":"result","tool":"w","action":"f","content":"hello"}}
                {"id":"b1","class":"override","shield":"injection-guard","attack":false,"subject":{"kind":"result","tool":"w","action":"f","content":"good day"}}
                """);
        try (Running running = Running.in(folder.resolve("data"), SettingsFile.parse("s.yaml", ""))) {
            String said = operator(
                            running,
                            "baseline",
                            "run",
                            "--workloads",
                            cases.toString(),
                            "--out",
                            folder.resolve("baseline.json").toString(),
                            "--submit",
                            "harness")
                    .exits(0)
                    .out();
            assertTrue(said.contains("handed in: run "), said);
            String shown =
                    operator(running, "campaigns", "show", "harness").exits(0).out();
            assertTrue(shown.contains("override  stopped 0 of 1 ") && shown.contains("interrupted 0 of 1"), shown);
        }
    }

    @Test
    void findings_are_submitted_listed_by_level_and_accepted_with_a_reason() throws IOException {
        Path file = folder.resolve("results.sarif");
        Files.writeString(file, """
                {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"s"}},"results":[
                {"ruleId":"bad","level":"error","message":{"text":"look \\u001b[31m"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"src/a.java"},"region":{"startLine":7}}}]},
                {"ruleId":"odd","message":{"text":"look"}}]}]}
                """);
        try (Running running = Running.in(folder.resolve("data"), SettingsFile.parse("s.yaml", ""))) {
            String said = operator(
                            running,
                            "findings",
                            "submit",
                            file.toString(),
                            "--source",
                            "semgrep",
                            "--revision",
                            "5f2c1e7")
                    .exits(0)
                    .out();
            assertTrue(said.contains("semgrep, new 2, open 0, accepted 0, gone 0, receipt rcp_"), said);
            String listed = operator(running, "findings", "list", "--level", "error")
                    .exits(0)
                    .out();
            assertTrue(listed.contains("error  new  src/a.java:7  bad  look \\u{1b}[31m"), listed);
            JsonObject one = operator(running, "findings", "list", "--level", "error", "--json")
                    .rows()
                    .getFirst();
            String id = ((JsonString) Objects.requireNonNull(one.get("finding_id"))).value();
            operator(running, "findings", "accept", id, "--why", "a fixture", "--days", "30")
                    .exits(0);
            assertEquals(
                    1,
                    operator(running, "findings", "list", "--state", "accepted", "--json")
                            .rows()
                            .size());
            operator(running, "findings", "accept", id, "--why", " ", "--days", "30")
                    .refuses("`why`");
            operator(running, "findings", "list", "--state", "lost").refuses("`state` takes");
            operator(running, "findings", "submit", file.toString(), "--source", "a/b")
                    .refuses("is no source's id");
        }
    }
}
