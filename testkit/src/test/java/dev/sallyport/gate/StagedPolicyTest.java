package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.gate.replay.Replay;
import dev.sallyport.gate.replay.Replayed;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.ScriptedPolicies;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A bundle on trial: first it only watches, then it decides for some agents, then for all; each step can be taken back. */
class StagedPolicyTest {
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final GateParts parts = TestInstall.parts(journal, journal, new ManualClock(), 1);
    private final Gate gate = new Gate(parts);

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    @Test
    void a_bundle_on_log_only_changes_no_decision_and_its_verdict_stands_in_the_receipt() {
        stage("deny-all", 0);
        Decided strict = released(write());
        assertEquals(Trial.Change.NEWLY_DENIES, strict.trial().orElseThrow().beside(strict.judgement()));
        assertTrue(
                receipt(strict)
                        .contains(
                                "\"trial\":{\"decision\":\"deny\",\"policies\":[\"deny-all\"],\"policy_digest\":\"deny-all\",\"policy_name\":\"unnamed@deny-all\"}"));
        assertTrue(receipt(strict).contains("\"policy_digest\":\"default\",\"policy_name\":\"unnamed@default\""));
    }

    @Test
    void a_milder_bundle_on_log_only_weakens_nothing() {
        change(TestInstall.policy("deny-all"));
        stage("default", 0);
        Decided denied =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(write())).decided();
        assertEquals("deny", denied.judgement().decision().wire());
        assertEquals("deny-all", denied.facts().policyDigest());
        assertEquals(1, counted("default", Trial.Change.NEWLY_PERMITS));
    }

    @Test
    void the_verdict_of_a_trial_is_no_fact_and_the_decision_is_derived_again_without_it() {
        stage("ask-all", 0);
        Decided decided = released(write());
        assertFalse(new String(FactsCodec.bytes(decided.facts()), StandardCharsets.UTF_8).contains("ask-all"));
        Replay replay = new Replay(journal, new ScriptedPolicies(), parts.sealer());
        List<Replayed> all = new ArrayList<>();
        replay.all(TestInstall.TENANT, Optional.empty(), all::add);
        assertTrue(all.contains(new Replayed.Same(decided.id())), all::toString);
    }

    @Test
    void what_would_change_is_counted_for_the_bundle_on_trial() {
        stage("ask-all", 0);
        released(write());
        released(write());
        assertEquals(2, counted("ask-all", Trial.Change.NEWLY_ASKS));
        stage("default", 0);
        released(write());
        assertEquals(1, counted("default", Trial.Change.SAME));
        assertEquals(0, counted("default", Trial.Change.NEWLY_ASKS), "a new trial counts from nothing");
    }

    @Test
    void the_counts_of_a_trial_are_those_of_its_receipts_so_another_gate_after_a_restart_counts_alike() {
        released(write());
        stage("ask-all", 0);
        released(write());
        stage("deny-all", 0);
        released(write());
        stage("ask-all", 0);
        for (int i = 0; i < 3; i++) {
            released(write());
        }
        Gate restarted = new Gate(parts);
        TrialCounts after = restarted.trial(TestInstall.TENANT, "ask-all");
        assertEquals(3L, after.byChange().get(Trial.Change.NEWLY_ASKS), "those of the earlier trial do not count");
        assertTrue(after.complete());
        assertEquals(after, gate.trial(TestInstall.TENANT, "ask-all"));
        released(write());
        assertEquals(
                4L, restarted.trial(TestInstall.TENANT, "ask-all").byChange().get(Trial.Change.NEWLY_ASKS));
        stage("ask-all", 1);
        assertEquals(
                0L, restarted.trial(TestInstall.TENANT, "ask-all").byChange().get(Trial.Change.NEWLY_ASKS));
        assertEquals(0, counted("ask-all", Trial.Change.NEWLY_ASKS), "the gate that saw it all agrees");
    }

    @Test
    void a_look_reads_a_bounded_number_of_receipts_and_says_when_that_was_not_enough() {
        stage("ask-all", 0);
        for (int i = 0; i < 5; i++) {
            released(write());
        }
        Trials trials = new Trials(journal, 2);
        List<Long> seen = new ArrayList<>();
        TrialCounts counts = trials.counted(TestInstall.TENANT, "ask-all");
        while (!counts.complete()) {
            seen.add(counts.byChange().get(Trial.Change.NEWLY_ASKS));
            counts = trials.counted(TestInstall.TENANT, "ask-all");
        }
        assertEquals(List.of(2L, 4L), seen);
        assertEquals(5L, counts.byChange().get(Trial.Change.NEWLY_ASKS));
    }

    @Test
    void a_bundle_is_named_in_receipts_and_its_name_with_its_version_belongs_to_it_for_good() {
        PolicySource first = named("ask-all", "1.4.0");
        PolicySource other = named("deny-all", "1.4.0");
        change(new RegistryChange.StagePolicy(new StagedPolicy(first, 0)));
        assertEquals(
                "payments@1.4.0", standing().staged().orElseThrow().policy().label());
        assertFalse(journal.registry().isFree(other));
        change(new RegistryChange.StagePolicy(new StagedPolicy(other, 0)));
        assertEquals(first, standing().staged().orElseThrow().policy(), "it stays as it was");
        change(new RegistryChange.ActivatePolicy(other));
        assertEquals("default", standing().active().digest());
        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "ask-all"));
        assertFalse(journal.registry().isFree(other), "a trial that is over keeps its name");
        assertTrue(journal.registry().isFree(first));
        assertTrue(journal.registry().isFree(named("deny-all", "1.4.1")));
        assertTrue(journal.registry().isFree(source("deny-all")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"payments\",\"version\":\"1.4\",\"changes\":\"x\"}",
                "{\"name\":\"payments\",\"version\":\"01.4.0\",\"changes\":\"x\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0-\",\"changes\":\"x\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0+build\",\"changes\":\"x\"}",
                "{\"name\":\"Payments\",\"version\":\"1.4.0\",\"changes\":\"x\"}",
                "{\"name\":\"unnamed\",\"version\":\"1.4.0\",\"changes\":\"x\"}",
                "{\"name\":\"a@b\",\"version\":\"1.4.0\",\"changes\":\"x\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0\",\"changes\":\"\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0\",\"changes\":\"a\\nb\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0\"}",
                "{\"name\":\"payments\",\"version\":\"1.4.0\",\"changes\":\"x\",\"more\":1}",
                "{\"name\":\"payments\",\"name\":\"payments\",\"version\":\"1.4.0\",\"changes\":\"x\"}",
                "name: payments",
                ""
            })
    void a_manifest_that_does_not_read_refuses_the_bundle(String manifest) {
        PolicySource source = PolicyPacks.of(
                TestInstall.TENANT,
                Map.of("a.cedar", "permit (principal, action, resource);", PolicyManifest.FILE, manifest));
        PolicyRefused refused = assertThrows(PolicyRefused.class, () -> new CedarPolicies().bundle(source));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("bundle.json: "), refused::getMessage);
        assertTrue(source.label().startsWith("unnamed@"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0", "1.4.0", "10.20.30-rc.1", "1.0.0-x-y.0.a1"})
    void a_manifest_names_the_bundle_that_judges(String version) {
        Map<String, String> files = new TreeMap<>(named("x", version).files());
        files.put("a.cedar", "permit (principal, action, resource);");
        PolicyBundle bundle = new CedarPolicies().bundle(PolicyPacks.of(TestInstall.TENANT, files));
        assertEquals("payments@" + version, bundle.label());
    }

    private static PolicySource named(String variant, String version) {
        String manifest = "{\"name\":\"payments\",\"version\":\"" + version + "\",\"changes\":\"ask about all\"}";
        return new PolicySource(TestInstall.TENANT, variant, new TreeMap<>(Map.of(PolicyManifest.FILE, manifest)));
    }

    @Test
    void with_a_share_it_decides_for_its_agents_and_watches_the_others() {
        int place = IntStream.rangeClosed(1, StagedPolicy.MAX_PERCENT)
                .filter(n -> new StagedPolicy(source("deny-all"), n).decidesFor(TestInstall.AGENT))
                .findFirst()
                .orElseThrow();
        stage("deny-all", place);
        Decided denied =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(write())).decided();
        assertEquals("deny-all", denied.facts().policyDigest(), "the receipt names the bundle that decided");
        assertTrue(denied.trial().isEmpty());

        stage("deny-all", place - 1);
        assertTrue(released(write()).trial().isPresent());
    }

    @Test
    void the_share_is_of_agents_and_a_larger_one_keeps_those_it_had() {
        StagedPolicy some = new StagedPolicy(source("ask-all"), 20);
        StagedPolicy more = new StagedPolicy(source("ask-all"), 50);
        List<AgentId> agents =
                IntStream.range(0, 2000).mapToObj(i -> new AgentId("agt_" + i)).toList();
        long in = agents.stream().filter(some::decidesFor).count();
        assertTrue(in > 300 && in < 500, in + " of 2000 at 20 %");
        assertTrue(agents.stream().filter(some::decidesFor).allMatch(more::decidesFor));
        assertThrows(IllegalArgumentException.class, () -> new StagedPolicy(source("ask-all"), 100));
    }

    @Test
    void promoted_it_decides_for_all_and_one_step_back_is_the_bundle_before() {
        stage("deny-all", 0);
        change(new RegistryChange.PromotePolicy(TestInstall.TENANT, "deny-all"));
        assertInstanceOf(Answer.Recorded.class, gate.authorize(write()));
        assertTrue(standing().staged().isEmpty());

        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "deny-all"));
        assertEquals("default", standing().active().digest());
        released(write());
    }

    @Test
    void rolling_back_ends_a_trial_before_it_touches_what_is_in_force() {
        change(TestInstall.policy("ask-all"));
        stage("deny-all", 50);
        assertEquals(Optional.of("deny-all"), standing().lastStep());
        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "deny-all"));
        assertEquals("ask-all", standing().active().digest());
        assertEquals(Optional.of("ask-all"), standing().lastStep());
        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "ask-all"));
        assertEquals("default", standing().active().digest());
        assertEquals(Optional.empty(), standing().lastStep());
    }

    @Test
    void a_step_about_another_bundle_than_the_one_there_changes_nothing() {
        stage("deny-all", 0);
        change(new RegistryChange.PromotePolicy(TestInstall.TENANT, "ask-all"));
        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "ask-all"));
        assertEquals("default", standing().active().digest());
        assertEquals("deny-all", standing().staged().orElseThrow().policy().digest());
    }

    @Test
    void every_step_moves_the_epoch_so_what_was_judged_before_it_is_not_released() {
        Decided before = released(write());
        for (RegistryChange step : steps()) {
            long epoch = journal.registry().epoch(Scope.policy(TestInstall.TENANT));
            change(step);
            assertEquals(epoch + 1, journal.registry().epoch(Scope.policy(TestInstall.TENANT)));
            assertFalse(gate.stillReleasable(before));
        }
    }

    @Test
    void every_step_is_read_back_as_it_was_written_and_leads_to_the_same_image() {
        Registry image = journal.registry();
        for (RegistryChange step : steps()) {
            RegistryChange read = RegistryCodec.read(RegistryCodec.write(step));
            assertEquals(step, read);
            assertEquals(
                    image.apply(step).policies(TestInstall.TENANT),
                    image.apply(read).policies(TestInstall.TENANT));
            image = image.apply(read);
        }
    }

    @Test
    void a_bundle_that_only_watched_stays_readable_by_its_digest() {
        stage("ask-all", 0);
        change(new RegistryChange.RollBackPolicy(TestInstall.TENANT, "ask-all"));
        assertEquals(Optional.of(source("ask-all")), journal.policy(TestInstall.TENANT, "ask-all"));
    }

    private static List<RegistryChange> steps() {
        return List.of(
                new RegistryChange.StagePolicy(new StagedPolicy(source("ask-all"), 30)),
                new RegistryChange.PromotePolicy(TestInstall.TENANT, "ask-all"),
                new RegistryChange.RollBackPolicy(TestInstall.TENANT, "ask-all"));
    }

    private static Call write() {
        return TestInstall.mcpCall("s1", "write_file", JsonObject.of());
    }

    private Decided released(Call call) {
        return assertInstanceOf(Answer.Released.class, gate.authorize(call)).decided();
    }

    private String receipt(Decided decided) {
        return new String(
                journal.receipt(TestInstall.TENANT, decided.receiptId())
                        .orElseThrow()
                        .canonical(),
                StandardCharsets.UTF_8);
    }

    private long counted(String digest, Trial.Change change) {
        return gate.trial(TestInstall.TENANT, digest).byChange().getOrDefault(change, -1L);
    }

    private void stage(String variant, int percent) {
        change(new RegistryChange.StagePolicy(new StagedPolicy(source(variant), percent)));
    }

    private void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    private PolicyStanding standing() {
        return journal.registry().policies(TestInstall.TENANT).orElseThrow();
    }

    private static PolicySource source(String variant) {
        return new PolicySource(TestInstall.TENANT, variant, new TreeMap<>());
    }
}
