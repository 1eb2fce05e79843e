package dev.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.Answer;
import dev.sallyport.gate.Answered;
import dev.sallyport.gate.Call;
import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.TrialCounts;
import dev.sallyport.gate.VoteResult;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Containments;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.PolicyStanding;
import dev.sallyport.gate.registry.Preview;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.ShieldSettings;
import dev.sallyport.gate.registry.StagedPolicy;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.ShieldMode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * What remembered approvals and steps of policies promise over a store that is closed and opened again: a gate on the other side of a
 * restart stands where the one before stood. A subclass gives a fresh, empty store to each test.
 */
public abstract class StandingContract {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private final ManualClock clock = new ManualClock();
    private int run;

    /** The journal that is open now. */
    protected abstract Journal journal();

    /** The records that are open now. */
    protected abstract Records records();

    /** Closes the store and opens it again. */
    protected abstract void reopen();

    @Test
    void a_remembered_approval_helps_after_a_restart_until_it_expires() {
        Gate gate = started();
        Grant grant = remember(gate, mail("ann@partner.example"));
        assertEquals(ReasonCode.REMEMBERED, released(gate, mail("ann@partner.example")));
        gate = restarted();
        assertEquals(List.of(grant), List.copyOf(journal().registry().grants(TestInstall.TENANT)));
        assertEquals(ReasonCode.REMEMBERED, released(gate, mail("ann@partner.example")));
        asked(gate, mail("eve@else.example"));
        clock.advanceMillis(DAY_MILLIS);
        asked(gate, mail("ann@partner.example"));
        asked(restarted(), mail("ann@partner.example"));
    }

    @Test
    void a_revoked_approval_stays_revoked_after_a_restart() {
        Gate gate = started();
        Grant grant = remember(gate, mail("ann@partner.example"));
        change(gate, new RegistryChange.RevokeGrant(TestInstall.TENANT, grant.id(), grant.server(), grant.action()));
        asked(gate, mail("ann@partner.example"));
        gate = restarted();
        assertTrue(journal().registry().grants(TestInstall.TENANT).isEmpty());
        asked(gate, mail("ann@partner.example"));
    }

    @Test
    void a_trial_and_its_counts_outlive_a_restart() {
        Gate gate = started();
        change(gate, TestInstall.policy("default"));
        stage(gate, bundle("deny-all", "1.0.0"), 0);
        released(gate, mail("ann@partner.example"));
        released(gate, mail("bob@partner.example"));
        TrialCounts before = gate.trial(TestInstall.TENANT, "deny-all");
        assertEquals(2L, before.byChange().get(Trial.Change.NEWLY_DENIES));
        gate = restarted();
        assertEquals("payments@1.0.0", staged().policy().label());
        assertEquals(before, gate.trial(TestInstall.TENANT, "deny-all"));
        released(gate, mail("eve@partner.example"));
        assertEquals(3L, gate.trial(TestInstall.TENANT, "deny-all").byChange().get(Trial.Change.NEWLY_DENIES));
        stage(gate, bundle("ask-all", "1.1.0"), 0);
        gate = restarted();
        assertEquals(
                new TrialCounts(Map.of(), true),
                gate.trial(TestInstall.TENANT, "ask-all"),
                "a new trial counts from nothing");
    }

    @Test
    void a_promoted_bundle_decides_after_a_restart_and_can_be_taken_back() {
        Gate gate = started();
        stage(gate, bundle("deny-all", "1.0.0"), 0);
        change(gate, new RegistryChange.PromotePolicy(TestInstall.TENANT, "deny-all"));
        gate = restarted();
        Decided denied = assertInstanceOf(Answer.Recorded.class, gate.authorize(mail("ann@partner.example")))
                .decided();
        assertEquals(ReasonCode.POLICY_FORBIDS, denied.judgement().decision().reason());
        String receipt = new String(
                records()
                        .receipt(TestInstall.TENANT, denied.receiptId())
                        .orElseThrow()
                        .canonical(),
                StandardCharsets.UTF_8);
        assertTrue(receipt.contains("\"policy_digest\":\"deny-all\",\"policy_name\":\"payments@1.0.0\""), receipt);
        change(gate, new RegistryChange.RollBackPolicy(TestInstall.TENANT, "deny-all"));
        gate = restarted();
        assertEquals("ask-all", standing().active().digest());
        assertEquals(Optional.empty(), standing().staged());
        asked(gate, mail("ann@partner.example"));
    }

    @Test
    void a_name_and_version_belong_to_one_bundle_across_a_restart() {
        Gate gate = started();
        stage(gate, bundle("deny-all", "1.0.0"), 0);
        change(gate, new RegistryChange.RollBackPolicy(TestInstall.TENANT, "deny-all"));
        gate = restarted();
        PolicySource other = bundle("default", "1.0.0");
        assertFalse(journal().registry().isFree(other));
        stage(gate, other, 0);
        change(gate, new RegistryChange.ActivatePolicy(other));
        assertEquals("ask-all", standing().active().digest());
        assertEquals(Optional.empty(), standing().staged());
        assertTrue(journal().registry().isFree(bundle("deny-all", "1.0.0")));
    }

    @Test
    void an_agent_that_speaks_for_its_user_does_so_after_a_restart() {
        Gate gate = started();
        change(gate, new RegistryChange.SetAgentSpeaks(TestInstall.TENANT, TestInstall.AGENT, true));
        gate = restarted();
        assertTrue(speaks());
        change(gate, new RegistryChange.SetAgentSpeaks(TestInstall.TENANT, TestInstall.AGENT, false));
        restarted();
        assertFalse(speaks());
    }

    @Test
    void a_shields_setting_and_what_an_agent_was_granted_stand_after_a_restart() {
        Gate gate = started();
        Setting blocking = new Setting(ShieldMode.HIGH_CONFIDENCE, new ConfidenceRule("careful", 3, 0.975));
        Optional<List<String>> grants = Optional.of(List.of("Bash(git *)", "Read"));
        change(gate, new RegistryChange.SetShield(TestInstall.TENANT, "canary", blocking));
        change(gate, new RegistryChange.SetAgentGrants(TestInstall.TENANT, TestInstall.AGENT, grants));
        gate = restarted();
        assertEquals(
                Map.of("canary", blocking),
                journal().registry().shields(TestInstall.TENANT).whole());
        assertEquals(grants, granted());
        change(gate, new RegistryChange.SetAgentGrants(TestInstall.TENANT, TestInstall.AGENT, Optional.of(List.of())));
        gate = restarted();
        assertEquals(Optional.of(List.of()), granted(), "nothing granted is not the same as nothing declared");
        change(gate, new RegistryChange.SetAgentGrants(TestInstall.TENANT, TestInstall.AGENT, Optional.empty()));
        restarted();
        assertEquals(Optional.empty(), granted());
    }

    @Test
    void a_shields_mode_in_a_cell_its_history_and_its_end_stand_after_a_restart() {
        Gate gate = started();
        Setting blocking = new Setting(ShieldMode.BLOCKING, new ConfidenceRule("careful", 4, 0.975));
        change(gate, new RegistryChange.SetCellShield(TestInstall.TENANT, "a cell", "canary", Optional.of(blocking)));
        gate = restarted();
        ShieldSettings kept = journal().registry().shields(TestInstall.TENANT);
        assertEquals(Map.of("canary", blocking), kept.in("a cell"));
        assertEquals(Map.of("a cell", blocking), kept.cells("canary"));
        assertEquals(Map.of(), kept.in("another"));
        assertEquals(Optional.of(Optional.empty()), kept.before("canary", Optional.of("a cell")));
        assertEquals(5, kept.nextRule("canary"));
        change(gate, new RegistryChange.SetCellShield(TestInstall.TENANT, "a cell", "canary", Optional.empty()));
        restarted();
        ShieldSettings then = journal().registry().shields(TestInstall.TENANT);
        assertEquals(Map.of(), then.in("a cell"));
        assertEquals(Optional.of(Optional.of(blocking)), then.before("canary", Optional.of("a cell")));
        assertEquals(5, then.nextRule("canary"), "a rule's version is never given to another threshold");
    }

    private Optional<List<String>> granted() {
        return journal()
                .registry()
                .agent(TestInstall.TENANT, TestInstall.AGENT)
                .orElseThrow()
                .grants();
    }

    @Test
    void a_preview_stays_open_over_a_restart_and_a_closed_one_stays_closed_and_its_agent_revoked() {
        Gate gate = started();
        Agent agent = journal()
                .registry()
                .agent(TestInstall.TENANT, TestInstall.AGENT)
                .orElseThrow();
        Preview preview = new Preview(
                TestInstall.TENANT,
                "pre_1",
                agent.id(),
                "web",
                TestInstall.ANNA.person(),
                List.of("/docs/**", "/"),
                List.of("HEAD", "GET"),
                "f".repeat(64),
                clock.millis(),
                clock.millis() + Preview.MAX_LIFE_MILLIS);
        change(gate, new RegistryChange.OpenPreview(preview, agent));
        gate = restarted();
        assertEquals(List.of(preview), List.copyOf(journal().registry().previews()));
        assertTrue(preview.isOpen(journal().registry(), preview.expiresMillis() - 1));
        assertFalse(preview.isOpen(journal().registry(), preview.expiresMillis()));
        RegistryChange close = new RegistryChange.ClosePreview(TestInstall.TENANT, "pre_1", agent.id());
        change(gate, close);
        gate = restarted();
        change(gate, close); // two who close it at once
        assertTrue(journal().registry().previews().isEmpty());
        assertFalse(preview.isOpen(journal().registry(), clock.millis()));
    }

    @Test
    void what_stands_against_somebody_short_of_a_freeze_stands_over_a_restart_and_ends_over_one() {
        Gate gate = started();
        Measure hold = new Measure.ForceApproval(new Target.Agent(TestInstall.AGENT), "approvers");
        Measure block = new Measure.BlockDestination(Place.of("evil.example"));
        Containment ends = new Containment(TestInstall.TENANT, block, clock.millis(), clock.millis() + 1_000);
        change(
                gate,
                new RegistryChange.Contain(
                        new Containment(TestInstall.TENANT, hold, clock.millis(), Containment.ENDLESS)));
        change(gate, new RegistryChange.Contain(ends));
        gate = restarted();
        Containments all = journal().registry().containments(TestInstall.TENANT);
        assertEquals(2, all.all(clock.millis()).size());
        assertEquals(Optional.of(ends), all.find(block.key(), ends.untilMillis() - 1));
        assertEquals(Optional.empty(), all.find(block.key(), ends.untilMillis()));
        change(gate, new RegistryChange.EndContainment(TestInstall.TENANT, hold));
        restarted();
        assertEquals(
                List.of(ends),
                List.copyOf(
                        journal().registry().containments(TestInstall.TENANT).all(clock.millis())));
    }

    private boolean speaks() {
        return journal()
                .registry()
                .agent(TestInstall.TENANT, TestInstall.AGENT)
                .orElseThrow()
                .speaksForUser();
    }

    private Gate started() {
        Gate gate = gate();
        TestInstall.setUp(gate);
        change(gate, TestInstall.policy("ask-all"));
        return gate;
    }

    private Gate restarted() {
        reopen();
        return gate();
    }

    private Gate gate() {
        run++;
        return new Gate(TestInstall.parts(journal(), records(), clock, run));
    }

    private Grant remember(Gate gate, Call call) {
        ApprovalId held = assertInstanceOf(Answer.Recorded.class, gate.authorize(call))
                .decided()
                .approval()
                .orElseThrow()
                .id();
        VoteResult result = gate.vote(
                TestInstall.TENANT,
                TestInstall.ANNA,
                held,
                new Answered(true, Optional.empty(), Optional.of(DAY_MILLIS)));
        return assertInstanceOf(VoteResult.Voted.class, result).remembered().orElseThrow();
    }

    private static ReasonCode released(Gate gate, Call call) {
        Answer.Released answer = assertInstanceOf(Answer.Released.class, gate.authorize(call));
        return answer.decided().judgement().decision().reason();
    }

    private static void asked(Gate gate, Call call) {
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(call)).decided();
        assertEquals(
                ReasonCode.APPROVAL_REQUIRED, decided.judgement().decision().reason());
    }

    private static void change(Gate gate, RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }

    private static void stage(Gate gate, PolicySource source, int percent) {
        change(gate, new RegistryChange.StagePolicy(new StagedPolicy(source, percent)));
    }

    private PolicyStanding standing() {
        return journal().registry().policies(TestInstall.TENANT).orElseThrow();
    }

    private StagedPolicy staged() {
        return standing().staged().orElseThrow();
    }

    private static PolicySource bundle(String variant, String version) {
        String manifest = "{\"name\":\"payments\",\"version\":\"" + version + "\",\"changes\":\"test\"}";
        return new PolicySource(TestInstall.TENANT, variant, new TreeMap<>(Map.of(PolicyManifest.FILE, manifest)));
    }

    private static Call mail(String to) {
        return TestInstall.mcpCall(
                "s1", "send_mail", JsonObject.builder().put("to", to).build());
    }
}
