package dev.sallyport.cli.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cli.Main;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class HarnessVerbsTest {
    /** Finds one word, with a confidence. */
    private record Probe(ShieldVersion version, String word, double confidence) implements Shield {
        @Override
        public boolean concerns(Subject subject) {
            return true;
        }

        @Override
        public List<Finding> inspect(Subject subject, Context context) {
            return subject.leaves().stream()
                    .filter(leaf -> leaf.text().contains(word))
                    .map(leaf ->
                            Finding.of(Verdict.BLOCK, new Category(version.name(), "word"), confidence, Span.of(leaf)))
                    .toList();
        }
    }

    private static final Probe OLD = new Probe(new ShieldVersion("canary", "1.0.0"), "evil", 0.9);
    private static final Probe NEW = new Probe(new ShieldVersion("canary", "1.0.1"), "il", 0.9);
    private static final Probe BLIND = new Probe(new ShieldVersion("canary", "1.0.2"), "never there", 0.9);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void writesWorkloads_andBeginsAPilot() throws IOException {
        Files.createDirectories(folder.resolve("cases"));
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 20; i++) {
            lines.append(line("a" + i, "an evil thing " + i, true));
            lines.append(line("b" + i, "an ordinary thing " + i, false));
        }
        Files.writeString(folder.resolve("cases/canary.jsonl"), lines);
        assertEquals(0, whole("pilot", "start", "--name", "test/pilot"));
    }

    private static String line(String id, String content, boolean attack) {
        return "{\"id\":\"" + id + "\",\"class\":\"echo\",\"shield\":\"canary\",\"attack\":" + attack
                + ",\"subject\":{\"kind\":\"result\",\"tool\":\"w\",\"action\":\"f\",\"content\":\"" + content
                + "\"}}\n";
    }

    private Terminal terminal() {
        out.reset();
        PrintStream printed = new PrintStream(out, true, StandardCharsets.UTF_8);
        return Terminal.of(new ByteArrayInputStream(new byte[0]), printed, printed, Map.of());
    }

    private int whole(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", folder.toString(), "--json"));
        return Main.run(all.toArray(String[]::new), terminal());
    }

    private int run(Function<Terminal, HarnessVerb> verb, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--data", folder.toString(), "--json", "--workloads", at("cases")));
        CommandLine line = new CommandLine(verb.apply(terminal()));
        line.setExecutionExceptionHandler((thrown, failing, parsed) -> {
            if (thrown instanceof Complaint complaint) {
                out.writeBytes(complaint.code().getBytes(StandardCharsets.UTF_8));
                return complaint.exit().code();
            }
            throw thrown;
        });
        return line.execute(all.toArray(String[]::new));
    }

    private String at(String file) {
        return folder.resolve(file).toString();
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private int baseline(Shield shield, String... more) {
        List<String> args = new ArrayList<>(List.of("--out", at("baseline.json")));
        args.addAll(List.of(more));
        return run(t -> new BaselineRunVerb(t, plants -> List.of(shield)), args.toArray(String[]::new));
    }

    private int check(Shield shield, String... more) {
        List<String> args = new ArrayList<>(List.of(at("baseline.json")));
        args.addAll(List.of(more));
        return run(t -> new BaselineCheckVerb(t, plants -> List.of(shield)), args.toArray(String[]::new));
    }

    @Test
    void aBaseline_isSignedStableAndChecked_andARegressionFails() throws IOException {
        assertEquals(0, baseline(OLD), this::printed);
        byte[] first = Files.readAllBytes(folder.resolve("baseline.json"));
        assertEquals(0, baseline(OLD), this::printed);
        assertArrayEquals(first, Files.readAllBytes(folder.resolve("baseline.json")));
        assertEquals(0, check(OLD), this::printed);
        assertEquals(1, check(BLIND), this::printed);
        assertTrue(printed().contains("\"what\":\"tpr\""), printed());
        assertEquals(0, whole("pilot", "baseline", at("baseline.json")), this::printed);
    }

    @Test
    void aChangedBaseline_isRefused() throws IOException {
        assertEquals(0, baseline(OLD));
        String text = Files.readString(folder.resolve("baseline.json"));
        Files.writeString(folder.resolve("baseline.json"), text.replace("\"fn\":0", "\"fn\":9"));
        assertEquals(2, check(OLD));
        assertTrue(printed().contains("baseline_changed"), printed());
    }

    @Test
    void aLooserThreshold_isRefused_alsoForTheNextBaseline() throws IOException {
        assertEquals(0, baseline(OLD));
        Files.writeString(folder.resolve("loose.json"), "{\"canary/echo\": 0.5}");
        assertEquals(1, check(OLD, "--thresholds", at("loose.json")));
        assertTrue(printed().contains("threshold_looser"), printed());
        assertEquals(1, baseline(OLD, "--previous", at("baseline.json"), "--thresholds", at("loose.json")));
    }

    @Test
    void aMissIsTakenIn_missedByTheOldVersion_andConfirmedByTheNewOne() throws IOException {
        assertEquals(0, whole("pilot", "join", "--id", "a1", "--cohort", "A"));
        Files.writeString(
                folder.resolve("trace.json"),
                "{\"miss\":\"m1\",\"customer\":\"a1\",\"shield\":\"canary\",\"class\":\"echo\",\"permission\":true,"
                        + "\"subject\":{\"kind\":\"result\",\"tool\":\"w\",\"action\":\"f\",\"content\":\"a vile thing at "
                        + "10.1.2.3\"}}");
        assertEquals(0, intake(OLD, at("trace.json")), this::printed);
        String kept = Files.readString(folder.resolve("cases/intake.jsonl"));
        assertTrue(kept.contains("192.0.2.") && !kept.contains("10.1.2.3"), kept);
        assertEquals(1, intake(OLD, "m1", "--confirm"));
        assertTrue(printed().contains("same_version"), printed());
        assertEquals(0, intake(NEW, "m1", "--confirm"), this::printed);
        assertTrue(
                printed().contains("\"old_catches\":false") && printed().contains("\"new_catches\":true"), printed());
        assertEquals(0, whole("pilot", "log"));
        assertTrue(printed().contains("\"fact\":\"caught\""), printed());
    }

    private int intake(Shield shield, String... args) {
        return run(t -> new TuneIntakeVerb(t, plants -> List.of(shield)), args);
    }

    @Test
    void withoutTelemetry_nothingIsProposed() {
        assertEquals(0, baseline(OLD));
        int exit = run(
                t -> new TuneProposeVerb(t, plants -> List.of(OLD)),
                "canary",
                "--baseline",
                at("baseline.json"),
                "--any-day",
                "--out",
                at("tune"));
        assertEquals(0, exit, this::printed);
        assertTrue(printed().contains("nothing to change"), printed());
        assertFalse(Files.exists(folder.resolve("tune")));
    }

    @Test
    void aFolderWithoutCases_isBadInput() {
        assertEquals(
                2,
                run(
                        t -> new BaselineRunVerb(t, plants -> List.of(OLD)),
                        "--workloads",
                        at("nowhere"),
                        "--out",
                        at("b.json")));
    }
}
