package dev.sallyport.sigma.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.sigma.alert.Alert;
import dev.sallyport.sigma.alert.Signal;
import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.event.Event;
import dev.sallyport.sigma.state.BrokenState;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the engine remembers has bounds, and says when it reaches them; its bytes are checked. */
class EngineMemoryTest {
    private static final String PART =
            "---\ntitle: Denied\nname: denied" + Play.ACTION + "\ndetection: {sel: {decision: deny}, condition: sel}\n";

    private static String burst(String name, int count, String more) {
        return "title: " + name + "\nname: " + name + "\n" + more
                + "correlation: {type: event_count, rules: [denied], group-by: [agent.id], timespan: 60s, condition: {gte: "
                + count + "}}\n";
    }

    private static Event denied(long sequence, long second, String agent) {
        return Play.event(sequence, second * 1000, "agent.id", agent, "decision", "deny");
    }

    private static List<String> kinds(Engine engine) {
        return engine.signals().stream()
                .map(signal -> signal.kind().word() + " " + signal.rule() + " " + signal.group() + " " + signal.count())
                .toList();
    }

    @Test
    void beyondTheCapOfARule_theStalestGroupLeaves_andASignalSaysSo() {
        Options options = Options.of(Play.TENANT).withGroups(2, 100);
        Engine engine = Play.engine(Play.rules(burst("burst", 2, "") + PART), options);
        engine.accept(denied(0, 0, "A"), -1, 0);
        engine.accept(denied(1, 1, "B"), -1, 0);
        engine.accept(denied(2, 2, "C"), -1, 0);
        assertEquals(List.of("detector_state_evicted burst A 1"), kinds(engine));
        assertEquals(List.of(), kinds(engine));
        assertEquals(1, engine.gauges().signals().get(Signal.Kind.DETECTOR_STATE_EVICTED));
        assertEquals(1, engine.accept(denied(3, 3, "B"), -1, 0).size(), "the fresher one is still known");
    }

    @Test
    void aGroupThatCouldLeadToNothingAnyMore_leavesWithoutASignal() {
        Options options = Options.of(Play.TENANT).withGroups(2, 100);
        Engine engine = Play.engine(Play.rules(burst("burst", 2, "") + PART), options);
        engine.accept(denied(0, 0, "A"), -1, 0);
        engine.accept(denied(1, 1, "B"), -1, 0);
        engine.accept(denied(2, 1000, "C"), -1, 0);
        assertEquals(List.of(), kinds(engine));
    }

    @Test
    void beyondTheCapInAll_theStalestOfAllRulesLeaves() {
        Options options = Options.of(Play.TENANT).withGroups(100, 3);
        Engine engine = Play.engine(Play.rules(burst("one", 9, "") + "---\n" + burst("two", 9, "") + PART), options);
        engine.accept(denied(0, 0, "A"), -1, 0);
        engine.accept(denied(1, 1, "B"), -1, 0);
        assertEquals(List.of("detector_state_evicted one A 1"), kinds(engine));
        assertEquals(3, engine.gauges().groups());
    }

    @Test
    void beyondTheCapOfHits_theOldestLeaves_andASignalSaysSo() {
        Options options = Options.of(Play.TENANT).withHits(3);
        Engine engine = Play.engine(Play.rules(burst("burst", 9, "") + PART), options);
        for (int i = 0; i < 5; i++) {
            engine.accept(denied(i, i, "A"), -1, 0);
        }
        assertEquals(List.of("hits_truncated burst A 2"), kinds(engine));
    }

    @Test
    void absenceWithACapOfHits_givesTheSameAlerts_whereverItsMemoryIsTakenOver() {
        long seed = Long.getLong("sallyport.seed", 20260101);
        Random random = new Random(seed);
        Options options = Options.of(Play.TENANT).withHits(3);
        for (int round = 0; round < 50; round++) {
            List<Event> events = new ArrayList<>();
            long second = 0;
            for (int i = 0; i < 60; i++) {
                second += random.nextInt(3); // some share a second
                String decision = random.nextInt(6) == 0 ? "allow" : "deny";
                events.add(Play.event(i, second * 1000, "agent.id", "A", "decision", decision));
            }
            List<String> whole = alone(events, events.size(), options);
            for (int cut = 0; cut < events.size(); cut += 7) {
                assertEquals(whole, alone(events, cut, options), "seed " + seed + " round " + round + " cut " + cut);
            }
        }
    }

    /** Alerts of events of which those from a place on were seen by an engine that took over another's memory. */
    private static List<String> alone(List<Event> events, int cut, Options options) {
        String rules = """
                title: Alone
                name: alone
                correlation: {type: temporal, rules: [denied, allowed], group-by: [agent.id], timespan: 5s, condition: denied and not allowed}
                """ + PART + """
                ---
                title: Allowed
                name: allowed%s
                detection: {sel: {decision: allow}, condition: sel}
                """.formatted(Play.ACTION);
        Engine engine = Play.engine(Play.rules(rules), options);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < events.size(); i++) {
            if (i == cut) {
                Engine after = Play.engine(Play.rules(rules), options);
                after.restore(engine.snapshot());
                engine = after;
            }
            engine.accept(events.get(i), -1, 0).stream().map(Play::brief).forEach(told::add);
        }
        engine.settle(0).stream().map(Play::brief).forEach(told::add);
        return told;
    }

    @Test
    void moreThanMayWait_isWorkedOutEarly_andASignalSaysSo() {
        Options options = Options.of(Play.TENANT).withLateness(60_000).withHeldAndSteps(2, 10);
        Engine engine = Play.engine(Play.rules(burst("burst", 3, "") + PART), options);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            alerts.addAll(engine.accept(denied(i, i, "A"), -1, 0));
        }
        assertEquals(1, alerts.size());
        assertEquals(List.of("held_full   3"), kinds(engine));
    }

    @Test
    void aLateEventAndAJumpOfTheClock_areSignalled() {
        Engine engine = Play.engine(burst("burst", 3, "") + PART);
        engine.accept(denied(0, 100, "A"), 100_000, 0);
        engine.accept(denied(1, 50, "A"), 100_001, 0);
        engine.accept(denied(2, 99_999, "A"), 100_002, 0);
        assertEquals(List.of("clock_jump   1", "late_event   1"), kinds(engine));
        assertEquals(400_001, engine.gauges().watermark().orElseThrow(), "taken back to five minutes from receipt");
    }

    @Test
    void memoryOfRulesThatReadTheSame_goesOn_andOfOthersIsDiscardedWithASignal() {
        Engine before = Play.engine(burst("same", 2, "") + "---\n" + burst("changed", 2, "") + PART);
        before.accept(denied(0, 0, "A"), -1, 0);
        Engine after = Play.engine("# a comment\n" + burst("changed", 3, "") + "---\n" + burst("same", 2, "") + PART);
        after.restore(before.snapshot());
        List<String> told =
                after.accept(denied(1, 1, "A"), -1, 0).stream().map(Play::brief).toList();
        assertEquals(List.of("same [A] at 1 by [0, 1]"), told);
        assertEquals(List.of("state_discarded changed  1"), kinds(after));
    }

    @Test
    void aChangeOfAPart_discardsTheMemoryOfTheWhole() {
        Engine before = Play.engine(burst("burst", 2, "") + PART);
        before.accept(denied(0, 0, "A"), -1, 0);
        Engine after = Play.engine(burst("burst", 2, "") + PART.replace("sel: {decision", "sel: {x: y, decision"));
        after.restore(before.snapshot());
        assertEquals(List.of("state_discarded burst  1"), kinds(after));
    }

    @Test
    void changedCutOrForeignBytes_areRefused_whereverTheyWereChanged() {
        Engine before = Play.engine(burst("burst", 3, "") + PART);
        before.accept(denied(0, 0, "A"), -1, 0);
        byte[] memory = before.snapshot();
        Random random = new Random(7);
        for (int at = 0; at < memory.length; at++) {
            byte[] changed = memory.clone();
            changed[at] ^= (byte) (1 + random.nextInt(255));
            assertThrows(
                    BrokenState.class,
                    () -> Play.engine(burst("burst", 3, "") + PART).restore(changed),
                    "seed 7");
            byte[] cut = Arrays.copyOf(memory, at);
            assertThrows(
                    BrokenState.class,
                    () -> Play.engine(burst("burst", 3, "") + PART).restore(cut));
        }
        Engine after = Play.engine(burst("burst", 3, "") + PART);
        after.restore(memory);
        assertArrayEquals(memory, after.snapshot());
        assertThrows(IllegalStateException.class, () -> after.restore(memory));
    }

    @Test
    void anotherTenantsEvent_isRefused() {
        Engine engine = Play.engine(Play.rules(burst("burst", 3, "") + PART), Options.of("other"));
        assertThrows(IllegalArgumentException.class, () -> engine.accept(denied(0, 0, "A"), -1, 0));
    }

    @Test
    void aRuleThatOnlyLogs_keepsNoLiveOneBack() {
        String quiet = "  custom_attributes: {suppress: 1h}\n";
        String rule = "correlation:\n  type: event_count\n  rules: [denied]\n  group-by: [agent.id]\n  timespan: 60s\n"
                + "  condition: {gte: 2}\n" + quiet;
        Engine engine = Play.engine("title: Trial\nname: trial\nstatus: experimental\n" + rule
                + "---\ntitle: Live\nname: live\nstatus: stable\n" + rule + PART);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            alerts.addAll(engine.accept(denied(i, i, "A"), -1, 0));
        }
        assertEquals(
                List.of("Trial LOG_ONLY", "Live RESPOND"),
                alerts.stream()
                        .map(alert -> alert.rule().title() + " " + alert.stage())
                        .toList());
        assertEquals(4, engine.gauges().suppressed());
    }

    @Test
    void aCanaryReachesItsShareOfGroups_alwaysTheSameOnes() {
        RuleSet rules = Play.rules(burst("burst", 1, "status: stable\n") + PART);
        Options options = Options.of(Play.TENANT).withCanary(Map.of("burst", 30));
        List<Stage> stages = stages(rules, options);
        assertEquals(stages, stages(rules, options));
        long live = stages.stream().filter(stage -> stage == Stage.RESPOND).count();
        assertTrue(live > 240 && live < 360, "of 1000 groups " + live);
        List<Stage> wider = stages(rules, Options.of(Play.TENANT).withCanary(Map.of("burst", 60)));
        for (int i = 0; i < stages.size(); i++) {
            assertTrue(
                    stages.get(i) != Stage.RESPOND || wider.get(i) == Stage.RESPOND, "a wider canary keeps its groups");
        }
    }

    private static List<Stage> stages(RuleSet rules, Options options) {
        Engine engine = Play.engine(rules, options);
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            engine.accept(denied(i, i, "agent-" + i), -1, 0).forEach(alert -> stages.add(alert.stage()));
        }
        return stages;
    }

    @Test
    void anAlertNamesItsRulesAuthorAndDigest_andAllTimes() {
        Engine engine = Play.engine(burst("burst", 2, "author: Ada, Bo\nlevel: high\ntags: [attack.t1110]\n") + PART);
        engine.accept(denied(4, 10, "A"), 11_000, 12_000);
        Alert alert = engine.accept(denied(5, 20, "A"), 21_000, 22_000).getFirst();
        String json = new String(alert.canonical(), java.nio.charset.StandardCharsets.UTF_8);
        String digest = alert.rule().digest();
        assertEquals(
                "{\"at\":20000,\"engine\":\"sallyport-sigma/1\",\"evaluated\":22000,\"event_count\":2,\"events\":[4,5],"
                        + "\"first\":10000,\"format\":\"sallyport-alert-1\",\"group\":{\"agent.id\":\"A\"},\"last\":20000,"
                        + "\"late\":false,\"received\":21000,\"rule\":{\"author\":\"Ada, Bo\",\"digest\":\"" + digest
                        + "\",\"level\":\"high\",\"name\":\"burst\",\"reference\":\"burst\",\"tags\":[\"attack.t1110\"],"
                        + "\"title\":\"burst\"},\"stage\":\"alert\",\"suppressed\":0,\"tenant\":\"t\"}",
                json);
    }

    @Test
    void manyEvents_areCounted_andOnlyTheEndsNamed() {
        Engine engine = Play.engine(burst("burst", 500, "") + PART);
        List<Alert> alerts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            alerts.addAll(engine.accept(denied(i, 10, "A"), -1, 0));
        }
        long[] named = alerts.getFirst().events().named();
        assertEquals(500, alerts.getFirst().events().count());
        assertEquals(
                List.of(128, 0L, 63L, 436L, 499L), List.of(named.length, named[0], named[63], named[64], named[127]));
    }
}
