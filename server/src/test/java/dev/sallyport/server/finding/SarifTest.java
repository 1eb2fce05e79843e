package dev.sallyport.server.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.MalformedJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read of a scanner's file, and what is refused. */
class SarifTest {
    private static List<CodeFinding> read(String text) {
        return Sarif.read("semgrep", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<CodeFinding> results(String... results) {
        return read(SarifFiles.of(results));
    }

    private static String refused(String text) {
        return String.valueOf(
                assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage());
    }

    @Test
    void a_finding_has_its_rule_text_file_and_line_and_what_else_there_is_is_ignored() {
        CodeFinding one = results(SarifFiles.result("odd", "look", 7)).getFirst();
        assertEquals(new CodeFinding(one.id(), "odd", Level.WARNING, "look", "src/a.java", 7), one);
        assertTrue(one.id().matches("fnd_[0-9a-f]{32}"), one.id());
    }

    @Test
    void a_level_is_the_results_own_or_that_of_its_rule() {
        assertEquals(
                Level.ERROR,
                results(SarifFiles.result("bad", "x", 1)).getFirst().level());
        String own = SarifFiles.result("bad", "x", 1).replace("{\"ruleId\"", "{\"level\":\"note\",\"ruleId\"");
        assertEquals(Level.NOTE, results(own).getFirst().level());
    }

    @Test
    void a_fingerprint_that_is_given_makes_the_id_wherever_the_line_moves_and_a_source_has_its_own() {
        String given = SarifFiles.result("bad", "x", 1)
                .replace(
                        "{\"ruleId\"",
                        "{\"partialFingerprints\":{\"primaryLocationLineHash\":\"a:1\",\"column\":\"COLUMN\"},\"ruleId\"");
        CodeFinding one = results(given.replace("COLUMN", "1")).getFirst();
        CodeFinding moved = results(given.replace("COLUMN", "2").replace("\"startLine\":1", "\"startLine\":99"))
                .getFirst();
        assertEquals(one.id(), moved.id());
        CodeFinding elsewhere = results(given.replace("COLUMN", "1").replace("src/a.java", "src/b.java"))
                .getFirst();
        assertNotEquals(one.id(), elsewhere.id(), "an acceptance never reaches another file");
        String text = SarifFiles.of(given.replace("COLUMN", "1"));
        assertNotEquals(
                one.id(),
                Sarif.read("codeql", text.getBytes(StandardCharsets.UTF_8))
                        .getFirst()
                        .id());
    }

    @Test
    void without_one_rule_file_and_text_make_it_and_equal_ones_are_told_apart_by_their_order() {
        List<CodeFinding> two = results(SarifFiles.result("bad", "x", 9), SarifFiles.result("bad", "x", 4));
        assertEquals(List.of(4L, 9L), two.stream().map(CodeFinding::line).toList());
        assertNotEquals(two.get(0).id(), two.get(1).id());
        assertEquals(
                two.stream().map(CodeFinding::id).toList(),
                results(SarifFiles.result("bad", "x", 5), SarifFiles.result("bad", "x", 10)).stream()
                        .map(CodeFinding::id)
                        .toList());
        assertNotEquals(
                two.getFirst().id(),
                results(SarifFiles.result("bad", "y", 4)).getFirst().id());
    }

    @Test
    void what_passed_or_is_absent_is_no_finding() {
        String passed = SarifFiles.result("a", "x", 1).replace("{\"ruleId\"", "{\"kind\":\"pass\",\"ruleId\"");
        String absent =
                SarifFiles.result("a", "x", 1).replace("{\"ruleId\"", "{\"baselineState\":\"absent\",\"ruleId\"");
        assertEquals(List.of(), results(passed, absent));
        assertEquals(List.of(), read("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[]}]}"));
    }

    @Test
    void a_long_text_is_cut_and_no_character_is_halved() {
        CodeFinding one = results(SarifFiles.result("a", "x".repeat(499) + "\ud835\udc9c" + "y".repeat(90), 1))
                .getFirst();
        assertEquals("x".repeat(499), one.message());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [] | not an object
                    {"version":"2.0.0","runs":[]} | `version`
                    {"version":"2.1.0"} | lacks `runs`
                    {"version":"2.1.0","runs":{}} | the log.runs is not an array
                    {"version":"2.1.0","runs":[]} | the log has no run
                    {"version":"2.1.0","runs":[{}]} | runs[0] has no results, not even none: the scan failed
                    {"version":"2.1.0","runs":[{"results":null}]} | runs[0] has no results, not even none: the scan failed
                    {"version":"2.1.0","runs":[{"results":[],"invocations":[{"executionSuccessful":false}]}]} | the scan failed
                    {"version":"2.1.0","runs":[1]} | the log.runs[0] is not an object
                    {"version":"2.1.0","runs":[{"results":[{"ruleId":1}]}]} | runs[0].results[0].ruleId is not a string
                    {"version":"2.1.0","runs":[{"results":[{"level":"bad"}]}]} | runs[0].results[0].level takes
                    {"version":"2.1.0","runs":[{"results":[{"message":"x"}]}]} | runs[0].results[0].message is not an object
                    {"version":"2.1.0","runs":[{"results":[{"locations":[1]}]}]} | locations[0] is not an object
                    {"version":"2.1.0","runs":[{"results":[{"locations":[{"physicalLocation":{"region":{"startLine":-1}}}]}]}]} | startLine is not a whole number
                    {"version":"2.1.0","runs":[{"results":[{"partialFingerprints":{"a":1}}]}]} | partialFingerprints.a is not a string
                    """)
    void what_has_another_type_is_refused_with_its_place(String text, String place) {
        assertTrue(refused(text).contains(place), refused(text));
    }

    @Test
    void what_is_too_much_is_refused_with_the_limit() {
        String[] many = new String[Sarif.MOST_RESULTS + 1];
        java.util.Arrays.fill(many, "{}");
        assertTrue(refused(SarifFiles.of(many)).contains("more than 2000 results"));
        assertTrue(refused(SarifFiles.of(SarifFiles.result("r".repeat(201), "x", 1)))
                .contains("runs[0].results[0]: `ruleId` has 201 characters; it takes up to 200"));
        assertThrows(MalformedJson.class, () -> Sarif.read("s", new byte[Sarif.MOST_BYTES + 1]));
    }
}
