package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.replay.Replay;
import dev.sallyport.gate.replay.Replayed;
import dev.sallyport.gate.session.Session;
import dev.sallyport.gate.session.Sessions;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.ScriptedPolicies;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shields look, their mode says what that may do, and the receipt names each of them. */
class ShieldedGateTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final GateParts parts = TestInstall.parts(journal, journal, new ManualClock(), 1)
            .with(new Shielding(new Shields(List.of(new WordShield()), () -> 0), (who, subject, ran) -> {}));
    private final Gate gate = new Gate(parts);

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    @Test
    void an_advisory_finding_changes_no_decision_and_stands_in_the_receipt_and_the_events() {
        Decided decided = released(write("a likely match"));
        assertTrue(
                receipt(decided)
                        .contains("\"shields\":{\"word\":{\"assessed\":true,\"blocks\":false,"
                                + "\"categories\":[\"word:likely\"],\"mode\":\"advisory\",\"verdict\":\"block\","
                                + "\"version\":\"word@1.0.0\"}}"),
                receipt(decided));
        assertEquals(List.of("word:likely"), findings());
    }

    @Test
    void a_shield_that_found_nothing_is_named_in_the_receipt_and_is_no_event() {
        Decided decided = released(write("nothing"));
        assertTrue(receipt(decided).contains("\"version\":\"word@1.0.0\""));
        assertEquals(List.of(), findings());
    }

    @Test
    void a_blocking_shield_denies_what_it_finds_and_only_that() {
        set(ShieldMode.BLOCKING);
        assertEquals(List.of(ReasonCode.SHIELD_BLOCKS), denied(write("a likely match")));
        released(write("nothing"));
    }

    @Test
    void by_confidence_it_denies_what_its_rule_calls_certain_and_the_receipt_names_the_rule() {
        set(ShieldMode.HIGH_CONFIDENCE);
        assertEquals(List.of(ReasonCode.SHIELD_BLOCKS), denied(write("a certain match")));
        Decided decided = released(write("a likely match"));
        assertTrue(receipt(decided).contains("\"mode\":\"high-confidence\",\"rule\":\"high-confidence@1\""));
    }

    @Test
    void a_shield_that_fails_denies_where_it_may_block_and_is_unassessed_elsewhere() {
        Decided decided = released(write("fail"));
        assertTrue(receipt(decided).contains("\"assessed\":false"));
        set(ShieldMode.BLOCKING);
        assertEquals(List.of(ReasonCode.SHIELD_UNASSESSED), denied(write("fail")));
    }

    @Test
    void a_shield_that_is_off_is_not_named() {
        set(ShieldMode.OFF);
        assertFalse(receipt(released(write("a certain match"))).contains("shields"));
    }

    @Test
    void an_approval_given_before_a_shield_blocks_is_not_spent() {
        gate.change(Actor.system(TestInstall.TENANT), TestInstall.policy("ask-all"), "ask");
        Answer.Recorded held = assertInstanceOf(Answer.Recorded.class, gate.authorize(write("a certain match")));
        ApprovalId id = held.decided().approval().orElseThrow().id();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, id, true);
        set(ShieldMode.BLOCKING);
        Answer.Recorded claimed = assertInstanceOf(
                Answer.Recorded.class, gate.consume(TestInstall.TENANT, TestInstall.AGENT, id, Optional.empty()));
        assertInstanceOf(Decision.Deny.class, claimed.decided().judgement().decision());
        assertEquals(
                ApprovalStatus.INVALIDATED,
                gate.approval(TestInstall.TENANT, id).orElseThrow().status());
    }

    @Test
    void a_mode_that_moves_between_gathering_and_judging_counts() {
        Passage passage = new Passage(
                parts, new Receipts(TestInstall.KEY_ID), write("a certain match"), Optional.empty(), Optional.empty());
        set(ShieldMode.BLOCKING);
        Session session =
                new Sessions(journal).enter(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s"), true, 0);
        passage.submit(session).join();
        assertFalse(passage.isAllowedNow());
    }

    @Test
    void what_shields_said_reads_back_and_derives_the_same_decision() {
        set(ShieldMode.HIGH_CONFIDENCE);
        Decided decided = released(write("a likely match"));
        assertEquals(decided.facts(), FactsCodec.parse(FactsCodec.bytes(decided.facts())));
        List<Replayed> all = new ArrayList<>();
        new Replay(journal, new ScriptedPolicies(), parts.sealer()).all(TestInstall.TENANT, Optional.empty(), all::add);
        assertTrue(all.contains(new Replayed.Same(decided.id())), all::toString);
    }

    @Test
    void an_answer_is_looked_at_under_the_same_settings_and_its_findings_are_events() {
        set(ShieldMode.BLOCKING);
        List<Shielded> said = gate.inspect(
                TestInstall.TENANT,
                TestInstall.AGENT,
                new SessionId("s"),
                "",
                Subject.Result.of("desk", "read_page", new JsonString("a certain match")));
        assertTrue(said.getFirst().blocks());
        assertEquals(List.of("word:certain"), findings());
    }

    @Test
    void a_cells_own_mode_wins_over_the_tenants_and_the_receipt_names_the_mode_that_applied() {
        set(ShieldMode.BLOCKING);
        inCell("prod", Optional.of(ShieldMode.ADVISORY));
        Decided decided = released(write("a likely match"));
        assertTrue(receipt(decided).contains("\"mode\":\"advisory\""), receipt(decided));
        set(ShieldMode.ADVISORY);
        inCell("prod", Optional.of(ShieldMode.BLOCKING));
        assertEquals(List.of(ReasonCode.SHIELD_BLOCKS), denied(write("a likely match")));
        Subject.Result answer = Subject.Result.of("desk", "read_page", new JsonString("a certain match"));
        assertTrue(gate.inspect(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s"), "", answer)
                .getFirst()
                .blocks());
    }

    @Test
    void a_cell_without_a_setting_of_its_own_has_the_tenants_and_another_cells_setting_touches_it_not() {
        inCell("staging", Optional.of(ShieldMode.BLOCKING));
        released(write("a certain match"));
        inCell("prod", Optional.of(ShieldMode.BLOCKING));
        assertEquals(List.of(ReasonCode.SHIELD_BLOCKS), denied(write("a certain match")));
        inCell("prod", Optional.empty());
        released(write("a certain match"));
    }

    @Test
    void a_cells_mode_that_moves_between_gathering_and_judging_counts() {
        Passage passage = new Passage(
                parts, new Receipts(TestInstall.KEY_ID), write("a certain match"), Optional.empty(), Optional.empty());
        inCell("prod", Optional.of(ShieldMode.BLOCKING));
        Session session =
                new Sessions(journal).enter(TestInstall.TENANT, TestInstall.AGENT, new SessionId("s"), true, 0);
        passage.submit(session).join();
        assertFalse(passage.isAllowedNow());
    }

    @Test
    void one_tenants_cell_is_not_another_tenants() {
        TenantId other = new TenantId("other");
        gate.change(
                Actor.system(other),
                new RegistryChange.SetCellShield(other, "prod", "word", Optional.of(setting(ShieldMode.BLOCKING))),
                "test");
        released(write("a certain match"));
        assertEquals(Map.of(), journal.registry().shields(TestInstall.TENANT).in("prod"));
    }

    @Test
    void the_version_a_tenant_pinned_runs_in_cells_that_set_their_mode() {
        inCell("prod", Optional.of(ShieldMode.BLOCKING));
        gate.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.SetShield(TestInstall.TENANT, "word", Setting.DEFAULT.running(Optional.of("0.9.0"))),
                "test");
        assertEquals(List.of(ReasonCode.SHIELD_UNASSESSED), denied(write("nothing")), "that version is not installed");
    }

    private void inCell(String cell, Optional<ShieldMode> mode) {
        gate.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.SetCellShield(TestInstall.TENANT, cell, "word", mode.map(ShieldedGateTest::setting)),
                "test");
    }

    private static Setting setting(ShieldMode mode) {
        return new Setting(mode, ConfidenceRule.DEFAULT);
    }

    private void set(ShieldMode mode) {
        gate.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.SetShield(TestInstall.TENANT, "word", new Setting(mode, ConfidenceRule.DEFAULT)),
                "test");
    }

    private Decided released(Call call) {
        return assertInstanceOf(Answer.Released.class, gate.authorize(call)).decided();
    }

    private List<ReasonCode> denied(Call call) {
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(call)).decided();
        return assertInstanceOf(Decision.Deny.class, decided.judgement().decision())
                .reasons();
    }

    private String receipt(Decided decided) {
        return new String(
                journal.receipt(TestInstall.TENANT, decided.receiptId())
                        .orElseThrow()
                        .canonical(),
                StandardCharsets.UTF_8);
    }

    private List<String> findings() {
        List<String> found = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        ((EventQueue) parts.events()).drainTo(events);
        for (Event event : events) {
            if (event.name() == EventName.SHIELD_FINDING) {
                found.add(event.fields().get("shield.categories"));
            }
        }
        return found;
    }

    private static Call write(String text) {
        return TestInstall.mcpCall(
                "s", "write_file", JsonObject.builder().put("text", text).build());
    }

    /** Finds the words "likely" and "certain", and fails on "fail". */
    private static final class WordShield implements Shield {
        @Override
        public ShieldVersion version() {
            return new ShieldVersion("word", "1.0.0");
        }

        @Override
        public boolean concerns(Subject subject) {
            return true;
        }

        @Override
        public List<Finding> inspect(Subject subject, Context context) {
            String text = subject.leaves().toString();
            if (text.contains("fail")) {
                throw new IllegalStateException("on purpose");
            }
            if (text.contains("certain")) {
                return List.of(finding("certain", 0.99));
            }
            return text.contains("likely") ? List.of(finding("likely", 0.5)) : List.of();
        }

        private static Finding finding(String kind, double confidence) {
            return Finding.of(Verdict.BLOCK, new Category("word", kind), confidence, new Span("/text", 0, 1));
        }
    }
}
