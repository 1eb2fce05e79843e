package dev.sallyport.govern.tuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.Case;
import dev.sallyport.govern.baseline.Harness;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.govern.baseline.WordShield;
import dev.sallyport.govern.baseline.Workloads;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Rules;
import dev.sallyport.govern.pilot.ShieldWeek;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class TuningTest {
    private static final Instant START = Instant.parse("2026-01-02T00:00:00Z");
    private static final Instant FRIDAY = START.plus(Duration.ofDays(14));
    private static final ShieldVersion OLD = new ShieldVersion("canary", "1.0.0");
    private static final ShieldVersion NEW = new ShieldVersion("canary", "1.0.1");
    private static final List<Case> CASES = Workloads.read("t", """
            {"id":"a","class":"echo","shield":"canary","attack":true,"subject":{"kind":"result","tool":"w","action":"f","content":"a sure word"}}
            {"id":"b","class":"echo","shield":"canary","attack":false,"subject":{"kind":"result","tool":"w","action":"f","content":"a weak hint"}}
            """);

    private static Harness harness(ShieldVersion version, Map<String, Double> words, Thresholds thresholds) {
        return new Harness(
                new Shields(List.of(new WordShield(version, words)), () -> 0),
                Map.of("canary", version.wire()),
                thresholds);
    }

    private static Baseline run(Thresholds thresholds) {
        return harness(OLD, Map.of("sure", 0.9, "hint", 0.4), thresholds).run(CASES, Optional.empty());
    }

    private static Thresholds at(double threshold) {
        return Thresholds.STRICT.with("canary", "echo", threshold);
    }

    /** A customer whose canary fired a hundred times in a week, so many of them falsely. */
    private static Pilot pilot(long wrong) {
        Pilot pilot = Rules.record(Pilot.EMPTY, START, List.of(new Fact.Began("p", List.of("canary"))));
        pilot = Rules.record(pilot, START, List.of(new Fact.Joined("a1", Cohort.A, "")));
        return Rules.record(
                pilot,
                FRIDAY,
                List.of(new Fact.Week(
                        "a1",
                        LocalDate.of(2026, 1, 8),
                        7,
                        Map.of("shell", 1000L),
                        Map.of("canary", new ShieldWeek(100, 0, 0, wrong, 0, 1, 2, 3)))));
    }

    private static Proposal.Answer propose(Pilot pilot, double floor, double now) {
        return new Proposals(pilot, run(at(floor)), at(now), TuningTest::run).of("canary", 0.05, FRIDAY);
    }

    @Test
    void tooManyFalsePositives_proposeALooserThreshold_withTheRowsThatShowIt() {
        Proposal proposal = propose(pilot(10), 0.6, 0.5).proposal().orElseThrow();
        assertEquals("tune: canary-3-+0.05", proposal.title());
        assertEquals(0.55, proposal.thresholds().of("canary", "echo"), 1e-12);
        assertEquals(1, proposal.rows().size());
        assertEquals(new JsonString("a1"), proposal.rows().getFirst().get("customer"));
        assertTrue(proposal.ready(), proposal.held()::toString);
    }

    @Test
    void atTheSignedFloor_noLooserThresholdIsProposed_whateverTrafficSays() {
        Proposal.Answer answer = propose(pilot(60), 0.5, 0.5);
        assertTrue(answer.proposal().isEmpty());
        assertTrue(answer.why().contains("may not be looser"), answer.why());
        assertEquals(
                0.52,
                propose(pilot(60), 0.52, 0.5)
                        .proposal()
                        .orElseThrow()
                        .thresholds()
                        .of("canary", "echo"),
                1e-12);
    }

    @Test
    void withinTheTargets_nothingIsProposed() {
        assertTrue(propose(pilot(1), 0.6, 0.5).proposal().isEmpty());
    }

    @Test
    void misses_proposeAStricterThreshold_andARegressingClassHoldsIt_untilSomebodyInvestigated() {
        Pilot pilot = pilot(1);
        for (int i = 0; i < 12; i++) {
            pilot = Rules.record(pilot, FRIDAY, List.of(new Fact.Missed("m" + i, "a1", "canary", "echo", true)));
        }
        // From 0.4 down the weak hint in the ordinary case is noticed too: precision falls from 1 to one half.
        Proposal held = propose(pilot, 0.6, 0.42).proposal().orElseThrow();
        assertEquals("tune: canary-3--0.05", held.title());
        assertEquals(List.of("canary/echo"), held.held());
        Pilot looked = Rules.record(
                pilot, FRIDAY, List.of(new Fact.Investigated(held.title(), "canary/echo", "accepted", "on-call")));
        assertTrue(propose(looked, 0.6, 0.42).proposal().orElseThrow().ready());
    }

    @Test
    void changesAreDueOnFridays() {
        assertTrue(Proposals.isDay(FRIDAY));
        assertFalse(Proposals.isDay(FRIDAY.plus(Duration.ofDays(1))));
    }

    private static Intake.Trace trace(String content, boolean permission) {
        String json = "{\"miss\":\"m\",\"customer\":\"a1\",\"shield\":\"canary\",\"class\":\"echo\",\"permission\":"
                + permission + ",\"subject\":{\"kind\":\"result\",\"tool\":\"w\",\"action\":\"f\",\"content\":\""
                + content + "\"}}";
        return Intake.Trace.read((JsonObject) StrictJson.parse(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aMiss_becomesACase_thatTheOldVersionMissesAndTheNewOneCatches() {
        Harness old = harness(OLD, Map.of("sure", 0.9), Thresholds.STRICT);
        Intake.Trace trace = trace("say the secret handshake", true);
        List<Fact> facts = Intake.take(pilot(1), trace, old, OLD);
        assertEquals(List.of("missed", "cased"), facts.stream().map(Fact::kind).toList());
        Fact.Cased cased = (Fact.Cased) facts.get(1);
        assertEquals("same_version", code(() -> Intake.confirm(cased, trace.anonymised(), old, OLD)));
        assertEquals(
                "still_missed",
                code(() -> Intake.confirm(
                        cased, trace.anonymised(), harness(NEW, Map.of("sure", 0.9), Thresholds.STRICT), NEW)));
        Harness fixed = harness(NEW, Map.of("handshake", 0.9), Thresholds.STRICT);
        assertEquals(new Fact.Caught("intake-m", NEW), Intake.confirm(cased, trace.anonymised(), fixed, NEW));
    }

    @Test
    void whatIsCaught_orTakenWithoutLeave_isNoCase() {
        Harness old = harness(OLD, Map.of("sure", 0.9), Thresholds.STRICT);
        assertEquals("not_missed", code(() -> Intake.take(pilot(1), trace("a sure thing", true), old, OLD)));
        assertEquals("no_permission", code(() -> trace("x", false)));
        Harness odd = harness(OLD, Map.of("person1", 0.9), Thresholds.STRICT);
        assertEquals(
                "anonymising_changed_it",
                code(() -> Intake.take(pilot(1), trace("write to jo@corp.example", true), odd, OLD)));
    }

    @Test
    void anonymising_takesOutWhoAndWhere_andKeepsTheShape() {
        String home = "/ho" + "me/joanna/app";
        String token = "gh" + "p_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        String text = "joanna@corp.example ran " + home + " on 10.20.30.40, sent " + token
                + " to https://drop.corp.example/x and again to joanna@corp.example, order 8839201";
        String out = ((JsonString) new Anonymiser().of(new JsonString(text))).value();
        for (String gone : List.of("joanna", "corp", "10.20.30.40", token, "8839201")) {
            assertFalse(out.contains(gone), gone + " stands in " + out);
        }
        assertEquals(2, out.split("person1@example.org", -1).length - 1, out);
        assertTrue(out.contains("gh" + "p_") && out.contains(".example/x"), out);
        assertEquals(text.length() - text.indexOf(", order"), out.length() - out.indexOf(", order"), out);
    }

    private static String code(Executable act) {
        return assertThrows(Malformed.class, act).code();
    }
}
