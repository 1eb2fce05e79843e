package dev.sallyport.govern.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    private static String good() {
        Aggregator counted = Runs.aggregator("a", Runs.START);
        counted.intercepted("Bash");
        counted.intercepted("Read");
        counted.fired(new Fired(
                Runs.TENANT,
                Runs.START,
                "Bash",
                "s",
                List.of(Runs.ran(Verdict.WARN, new Category("package-gate", "x"), 0.97, 40))));
        return new String(counted.open().orElseThrow().bytes(), StandardCharsets.UTF_8);
    }

    private static Optional<String> fault(String text) {
        return Schema.fault((JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void whatTheGatewayWrites_isWhatTheSchemaAllows() {
        assertEquals(Optional.empty(), fault(good()));
    }

    @Test
    void everyOtherBatch_isRefused() {
        String good = good();
        for (String[] change : new String[][] {
            {"{\"calls\"", "{\"args\":\"x\",\"calls\""},
            {"{\"count\":1,\"tool\":\"Bash\"}", "{\"count\":1,\"host\":\"h\",\"tool\":\"Bash\"}"},
            {"\"tool\":\"Read\"", "\"tool\":\"my_tool\""},
            {"\"count\":1,\"tool\":\"Bash\"", "\"count\":-1,\"tool\":\"Bash\""},
            {"\"count\":1,\"tool\":\"Bash\"", "\"count\":1.5,\"tool\":\"Bash\""},
            {"\"count\":1,\"tool\":\"Bash\"", "\"count\":\"1\",\"tool\":\"Bash\""},
            {"\"tool\":\"Bash\"},{\"count\":1,\"tool\":\"Read\"", "\"tool\":\"Read\"},{\"count\":1,\"tool\":\"Bash\""},
            {"\"tool\":\"Read\"", "\"tool\":\"Bash\""},
            {"\"confidence\":0.97", "\"confidence\":0.9712345"},
            {"\"confidence\":0.97", "\"confidence\":1.01"},
            {"\"verdict\":\"warn\"", "\"verdict\":\"maybe\""},
            {"package-gate:other", "package-gate:Other"},
            {"package-gate@1.0.0", "package-gate@1.0.0-x"},
            {"2026-11-21T19:45:00Z", "2026-11-21T19:46:00Z"},
            {"T19:50:00Z", "T19:50:00.123Z"},
            {"novel_pattern", "curious"},
            {"sallyport-telemetry-1", "sallyport-telemetry-2"},
            {"\"singles\":[", "\"singles\":{\"a\":1},\"b\":["},
            {"\"schema\":\"sallyport-telemetry-1\",", ""},
        }) {
            String bad = good.replace(change[0], change[1]);
            assertTrue(!bad.equals(good), change[0]);
            assertTrue(fault(bad).isPresent(), bad);
        }
    }

    @Test
    void theMembers_areThoseOfTheAgreement_andNoOthers() {
        // Source 1, section 3.1, what is taken of an event and of a week; and what a batch needs to be one.
        assertEquals(
                new TreeSet<>(List.of(
                        "category",
                        "confidence",
                        "customer",
                        "latency_us",
                        "session",
                        "shield",
                        "time",
                        "tool",
                        "verdict",
                        "count",
                        "p50_us",
                        "p95_us",
                        "p99_us",
                        "false_positives",
                        "novel",
                        "calls",
                        "events",
                        "latency",
                        "singles",
                        "reason",
                        "week",
                        "window",
                        "schema")),
                new TreeSet<>(Schema.paths().keySet().stream()
                        .map(path -> path.substring(path.lastIndexOf('.') + 1))
                        .toList()));
    }

    @Test
    void theSchemasFile_isWrittenFromTheTable() throws IOException {
        assertEquals(SchemaText.jsonSchema(), Files.readString(ROOT.resolve("spec/telemetry/schema.json")));
        assertTrue(StrictJson.parse(SchemaText.jsonSchema().getBytes(StandardCharsets.UTF_8)) instanceof JsonObject);
    }

    @Test
    void thePageOnDataHandling_isWrittenFromTheTable() throws IOException {
        assertEquals(SchemaText.dataHandling(), Files.readString(ROOT.resolve("docs/pilot/data-handling.md")));
    }

    @Test
    void theBoundary_strikesLongTexts_encodedBytes_andHosts() {
        for (String bad : List.of(
                "x ".repeat(33),
                "dGhpcyBpcyBhIHNlY3JldCB2YWx1ZQ",
                "0123456789abcdef0123456789abcdef",
                "evil.example.com",
                "see evil.example/x",
                "10.0.0.1",
                "fe80::1")) {
            assertTrue(Boundary.refusal(bad).isPresent(), bad);
        }
        for (String good : List.of(
                "package-gate@1.4.2",
                "egress-monitor:unknown-external",
                "run_shell_command",
                "2026-11-21T19:45:00Z",
                "warn")) {
            assertEquals(Optional.empty(), Boundary.refusal(good), good);
        }
    }

    @Test
    void aRowThatMayNotLeave_isTakenOut_andTheRestPasses() {
        String text = good().replace("\"tool\":\"Read\"", "\"tool\":\"evil.example.com\"");
        JsonObject batch = (JsonObject) StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
        Boundary.Passed passed = Boundary.strip(batch).orElseThrow();
        assertEquals(1, passed.stripped());
        assertEquals(Optional.empty(), Schema.fault(passed.batch()));
    }

    @Test
    void everyListedCategory_passesTheBoundary() {
        Vocabulary.builtIn().categories().forEach(c -> assertEquals(Optional.empty(), Boundary.refusal(c.wire())));
        ToolWord.all().forEach(w -> assertEquals(Optional.empty(), Boundary.refusal(w)));
    }
}
