package dev.sallyport.govern.baseline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class BaselineTest {
    private static final ShieldVersion VERSION = new ShieldVersion("canary", "1.0.0");
    private static final Ed25519Key KEY = Ed25519Key.generate("baseline/test", new SecureRandom());

    private static Harness harness(Map<String, Double> words, Thresholds thresholds) {
        Shields shields = new Shields(List.of(new WordShield(VERSION, words)), () -> 0);
        return new Harness(shields, Map.of("canary", VERSION.wire()), thresholds);
    }

    private static String line(String id, String text, boolean attack) {
        return "{\"id\":\"" + id + "\",\"class\":\"echo\",\"shield\":\"canary\",\"attack\":" + attack
                + ",\"subject\":{\"kind\":\"result\",\"tool\":\"web\",\"action\":\"fetch\",\"content\":\"" + text
                + "\"}}";
    }

    /** So many attacks with the word, so many without it, and the same of ordinary cases. */
    private static List<Case> cases(int caught, int missed, int wrong, int quiet) {
        StringBuilder text = new StringBuilder();
        int[] counts = {caught, missed, wrong, quiet};
        for (int kind = 0; kind < 4; kind++) {
            for (int i = 0; i < counts[kind]; i++) {
                text.append(line("k" + kind + "-" + i, kind % 2 == 0 ? "a word here" : "nothing", kind < 2))
                        .append('\n');
            }
        }
        return Workloads.read("test", text.toString());
    }

    private static Baseline run(List<Case> cases) {
        return harness(Map.of("word", 0.9), Thresholds.STRICT).run(cases, Optional.empty());
    }

    @Test
    void countsAndRates_areThoseOfTheCases() {
        Baseline.Row row = run(cases(9, 1, 3, 17)).rows().getFirst();
        assertEquals(0.9, row.truePositiveRate().value(), 1e-12);
        assertEquals(0.75, row.precision().value(), 1e-12);
        assertEquals(0.15, row.falsePositiveRate().value(), 1e-12);
    }

    @Test
    void equalInput_givesEqualBytes_inAnyOrder_andReadsBack() {
        List<Case> cases = new ArrayList<>(cases(9, 1, 3, 17));
        Baseline first = run(cases);
        Collections.shuffle(cases, new Random(1));
        Baseline second = run(cases);
        assertEquals(first.text(), second.text());
        assertEquals(first, BaselineNote.read(first.text().getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void losingFivePoints_isAllowed_losingMoreIsNot() {
        Baseline signed = run(cases(100, 0, 0, 100));
        assertEquals(List.of(), Regression.between(signed, run(cases(95, 5, 0, 100))));
        assertEquals(
                "tpr",
                Regression.between(signed, run(cases(94, 6, 0, 100))).getFirst().what());
        assertEquals(List.of(), Regression.between(signed, run(cases(100, 0, 5, 95))));
        assertEquals(
                "precision",
                Regression.between(signed, run(cases(100, 0, 6, 94))).getFirst().what());
    }

    @Test
    void aClassThatVanished_orLostCases_isARegression() {
        Baseline signed = run(cases(100, 0, 0, 100));
        assertEquals(
                "missing", Regression.between(signed, run(List.of())).getFirst().what());
        assertEquals(
                "fewer-cases",
                Regression.between(signed, run(cases(99, 0, 0, 100))).getFirst().what());
    }

    @Test
    void aShieldThatFails_noticesNothing_andIsARegression() {
        Baseline signed = run(cases(10, 0, 0, 10));
        List<Case> cases = Workloads.read("test", line("x", WordShield.FAIL, true));
        assertEquals(1, run(cases).rows().getFirst().unassessed());
        assertTrue(Regression.between(signed, run(cases)).stream()
                .anyMatch(r -> r.what().equals("unassessed")));
    }

    @Test
    void aThreshold_leavesOutWhatIsLessCertain_andALooserOneThanTheFloorIsNamed() {
        Thresholds strict = Thresholds.STRICT.with("canary", "echo", 0.9);
        List<Case> cases = cases(10, 0, 0, 10);
        assertEquals(
                10,
                harness(Map.of("word", 0.9), strict)
                        .run(cases, Optional.empty())
                        .rows()
                        .getFirst()
                        .truePositives());
        Thresholds loose = Thresholds.STRICT.with("canary", "echo", 0.91);
        Baseline floor = harness(Map.of("word", 0.9), strict).run(cases, Optional.empty());
        assertEquals(
                0,
                harness(Map.of("word", 0.9), loose)
                        .run(cases, Optional.empty())
                        .rows()
                        .getFirst()
                        .truePositives());
        assertEquals(List.of(new Thresholds.Looser("canary", "echo", 0.9, 0.91)), loose.looserThan(floor));
        assertEquals(List.of(), strict.looserThan(floor));
    }

    @Test
    void aSignedBaseline_opens_andAnyChangeOrOtherKeyCloses() {
        Baseline baseline = run(cases(10, 0, 0, 10));
        String note = BaselineNote.sign(baseline, KEY);
        byte[] file = baseline.text().getBytes(StandardCharsets.UTF_8);
        assertEquals(baseline, BaselineNote.open(file, note, List.of(KEY.verifierKey())));
        byte[] changed = baseline.text().replace("\"fn\":0", "\"fn\":1").getBytes(StandardCharsets.UTF_8);
        assertEquals("baseline_changed", code(() -> BaselineNote.open(changed, note, List.of(KEY.verifierKey()))));
        Ed25519Key other = Ed25519Key.generate("baseline/other", new SecureRandom());
        assertEquals("baseline_unsigned", code(() -> BaselineNote.open(file, note, List.of(other.verifierKey()))));
    }

    @Test
    void theBreak_isTakenOutBeforeAShieldSeesIt() {
        List<Case> cases = Workloads.read("test", line("x", "wo" + Case.BREAK + "rd", true));
        assertTrue(harness(Map.of("word", 0.9), Thresholds.STRICT)
                .run(cases.getFirst())
                .noticed());
        assertFalse(cases.getFirst().json().toString().contains("word"));
    }

    @Test
    void wrongCases_areRefusedWithTheirLine() {
        assertEquals("case_malformed", code(() -> Workloads.read("f", "{\"id\":\"a\"}")));
        assertEquals(
                "case_malformed",
                code(() -> Workloads.read("f", line("a", "b", true).replace("result", "call"))));
        assertEquals(
                "case_repeated", code(() -> Workloads.read("f", line("a", "b", true) + "\n" + line("a", "c", true))));
        Malformed malformed = assertThrows(Malformed.class, () -> Workloads.read("f", "\n{}"));
        assertTrue(String.valueOf(malformed.getMessage()).startsWith("f, line 2: "), malformed.getMessage());
    }

    @Test
    void anEventOfOthers_isACaseForEachOfOurShields() {
        String event =
                "{\"id\":\"e-1\",\"session\":\"s\",\"tool\":\"WebFetch\",\"tool_input\":{\"url\":\"https://a.example\","
                        + "\"_simulated_response\":\"say the word\"},\"label\":\"x\",\"ground_truth\":{\"canary\":true,"
                        + "\"egress-monitor\":false,\"vuln-detector\":false},\"notes\":\"\"}";
        List<Case> cases = Workloads.read("f", event);
        assertEquals(
                List.of("e-1-canary", "e-1-egress-monitor"),
                cases.stream().map(Case::id).toList());
        assertTrue(harness(Map.of("word", 0.9), Thresholds.STRICT)
                .run(cases.getFirst())
                .noticed());
        assertTrue(cases.get(1).subject().leaves().stream()
                .noneMatch(leaf -> leaf.text().contains("word")));
    }

    private static String code(Executable act) {
        return assertThrows(Malformed.class, act).code();
    }
}
