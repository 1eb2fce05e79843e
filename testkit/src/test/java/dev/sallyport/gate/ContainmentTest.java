package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.containment.Containment;
import dev.sallyport.gate.containment.Measure;
import dev.sallyport.gate.containment.Place;
import dev.sallyport.gate.containment.Target;
import dev.sallyport.gate.containment.Tier;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.TestInstall;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ContainmentTest {
    private static final JsonObject NOTE =
            JsonObject.builder().put("path", "a.txt").put("content", "hello").build();
    private static final Measure HOLD_AGENT = hold(new Target.Agent(TestInstall.AGENT));

    private final ManualClock clock = new ManualClock();
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final Gate gate = new Gate(TestInstall.parts(journal, journal, clock, 1));

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
    }

    private static Measure hold(Target on) {
        return new Measure.ForceApproval(on, Measure.ForceApproval.DEFAULT_GROUP);
    }

    private static Measure block(String place) {
        return new Measure.BlockDestination(Place.of(place));
    }

    @Test
    void under_forced_approvals_changes_wait_for_a_person_and_reads_go_on() {
        for (Target on : List.of(
                new Target.Agent(TestInstall.AGENT),
                new Target.Server(TestInstall.SERVER),
                new Target.Tool(TestInstall.SERVER, "write_file"))) {
            contain(hold(on));
            Decided held = recorded(write());
            assertEquals("require_approval", held.judgement().decision().wire());
            String named = "containment:force_approval:" + on.kind() + ":" + on.id() + "@" + clock.millis();
            assertTrue(held.judgement().policies().contains(named), held::toString);
            assertInstanceOf(Answer.Released.class, gate.authorize(TestInstall.mcpCall("s1", "read_file", NOTE)));
            end(hold(on));
            assertInstanceOf(Answer.Released.class, write());
        }
    }

    @Test
    void what_stands_against_others_concerns_nobody_else() {
        contain(hold(new Target.Agent(new AgentId("agt_other"))));
        contain(hold(new Target.Server("other")));
        contain(hold(new Target.Tool(TestInstall.SERVER, "other")));
        contain(hold(new Target.Tool("other", "write_file")));
        Containment foreign = new Containment(new TenantId("umbra"), HOLD_AGENT, clock.millis(), Containment.ENDLESS);
        change(new RegistryChange.Contain(foreign));
        assertInstanceOf(Answer.Released.class, write());
    }

    @Test
    void an_approval_given_before_counts_no_more_and_one_given_after_does() {
        change(TestInstall.policy("ask-all"));
        Approval before = recorded(write()).approval().orElseThrow();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, before.id(), true);
        contain(HOLD_AGENT);

        Decided claimed = recorded(gate.consume(TestInstall.TENANT, TestInstall.AGENT, before.id(), Optional.empty()));
        assertEquals(
                ReasonCode.APPROVAL_INVALIDATED, claimed.judgement().decision().reason());
        assertEquals(
                ApprovalStatus.INVALIDATED,
                gate.approval(TestInstall.TENANT, before.id()).orElseThrow().status());

        Approval after = recorded(write()).approval().orElseThrow();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, after.id(), true);
        assertInstanceOf(
                Answer.Released.class,
                gate.consume(TestInstall.TENANT, TestInstall.AGENT, after.id(), Optional.empty()));
    }

    @Test
    void a_block_set_after_an_approval_refuses_its_claim() {
        change(TestInstall.policy("ask-all"));
        JsonObject arguments = JsonObject.builder()
                .put("path", "a.txt")
                .put("content", "https://evil.example/")
                .build();
        Approval approval = recorded(gate.authorize(TestInstall.mcpCall("s1", "write_file", arguments)))
                .approval()
                .orElseThrow();
        gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), true);
        contain(block("evil.example"));
        Decision decision = recorded(
                        gate.consume(TestInstall.TENANT, TestInstall.AGENT, approval.id(), Optional.empty()))
                .judgement()
                .decision();
        assertTrue(assertInstanceOf(Decision.Deny.class, decision).reasons().contains(ReasonCode.DESTINATION_BLOCKED));
    }

    @Test
    void forced_approvals_of_two_groups_can_be_answered_by_nobody_and_a_policys_refusal_stays_one() {
        contain(HOLD_AGENT);
        contain(new Measure.ForceApproval(new Target.Server(TestInstall.SERVER), "security"));
        assertEquals(
                ReasonCode.CONFLICTING_DEMANDS,
                recorded(write()).judgement().decision().reason());
        change(TestInstall.policy("deny-all"));
        assertEquals(
                ReasonCode.POLICY_FORBIDS,
                recorded(write()).judgement().decision().reason());
    }

    @Test
    void policies_see_the_raised_tier_of_agent_or_session_and_never_a_lower_one() {
        assertEquals("medium", tier("s1"));
        contain(new Measure.RaiseTier(new Target.Agent(TestInstall.AGENT), Optional.empty()));
        assertEquals("high", tier("s1"));
        contain(new Measure.RaiseTier(new Target.Session(new SessionId("s1")), Optional.of(Tier.CRITICAL)));
        assertEquals("critical", tier("s1"));
        assertEquals("high", tier("s2"));
        contain(new Measure.RaiseTier(new Target.Agent(TestInstall.AGENT), Optional.of(Tier.LOW)));
        assertEquals("medium", tier("s2"));
        assertEquals(Tier.CRITICAL, Tier.above("odd", Optional.of(Tier.LOW)));
        assertEquals(Tier.CRITICAL, Tier.above("critical", Optional.empty()));
    }

    @Test
    void it_ends_by_itself_at_its_time_and_by_an_act_before() {
        change(new RegistryChange.Contain(
                new Containment(TestInstall.TENANT, HOLD_AGENT, clock.millis(), clock.millis() + 1_000)));
        clock.advanceMillis(999);
        recorded(write());
        clock.advanceMillis(1);
        assertInstanceOf(Answer.Released.class, write());
        contain(block("evil.example"));
        assertEquals(
                1,
                journal.registry()
                        .containments(TestInstall.TENANT)
                        .all(clock.millis())
                        .size(),
                "what ran out is forgotten with the next change");
        end(block("evil.example"));
        end(block("evil.example"));
        assertTrue(journal.registry().containments(TestInstall.TENANT).isEmpty());
    }

    @Test
    void a_call_in_flight_is_not_released_once_it_is_contained() {
        for (Measure measure : List.of(
                HOLD_AGENT,
                hold(new Target.Server(TestInstall.SERVER)),
                hold(new Target.Tool(TestInstall.SERVER, "write_file")),
                new Measure.RaiseTier(new Target.Session(new SessionId("s1")), Optional.empty()),
                block("evil.example"))) {
            Decided decided = assertInstanceOf(Answer.Released.class, write()).decided();
            contain(measure);
            assertFalse(gate.stillReleasable(decided), measure.key());
            end(measure);
        }
    }

    @Test
    void a_block_between_judgement_and_record_is_judged_once_more() {
        MemoryJournal held = MemoryJournal.automatic();
        Gate racing = new Gate(TestInstall.parts(held, held, clock, 7));
        TestInstall.setUp(racing);
        Call call = TestInstall.mcpCall(
                "s1",
                "write_file",
                JsonObject.builder().put("path", "https://evil.example/").build());
        Passage passage = racing.begin(call);
        // Gathered before the block stands, submitted after it.
        racing.change(
                Actor.system(TestInstall.TENANT),
                new RegistryChange.Contain(
                        new Containment(TestInstall.TENANT, block("evil.example"), 1, Containment.ENDLESS)),
                "");
        assertEquals(
                Optional.of(ReasonCode.DESTINATION_BLOCKED),
                Optional.of(recordedBy(passage, call).judgement().decision().reason()));
    }

    private static Decided recordedBy(Passage passage, Call call) {
        dev.sallyport.gate.session.Session session = new dev.sallyport.gate.session.Sessions(MemoryJournal.automatic())
                .inside(call.tenant(), call.agent(), call.session(), true, 1, found -> found);
        CommitResult result = passage.submit(session).join();
        return assertInstanceOf(
                        Answer.Recorded.class, passage.settle(session, result).orElseThrow())
                .decided();
    }

    @Test
    void a_restart_keeps_it_and_its_receipts_tell_what_was_done() {
        contain(HOLD_AGENT);
        contain(block("198.51.100.0/24"));
        JsonObject body = Receipt.read(journal.newestReceipts(TestInstall.TENANT, 1, 0)
                        .getFirst()
                        .canonical())
                .body()
                .members();
        assertEquals(new JsonString("block_destination"), body.get("change"));
        assertEquals(new JsonString("198.51.100.0/24"), body.get("subject"));
        MemoryJournal after = journal.crash();
        Gate restarted = new Gate(TestInstall.parts(after, after, clock, 2));
        assertEquals(
                "require_approval",
                assertInstanceOf(
                                Answer.Recorded.class,
                                restarted.authorize(TestInstall.mcpCall("s1", "write_file", NOTE)))
                        .decided()
                        .judgement()
                        .decision()
                        .wire());
    }

    @Test
    void facts_and_changes_read_back_as_they_were() {
        contain(HOLD_AGENT);
        contain(new Measure.RaiseTier(new Target.Agent(TestInstall.AGENT), Optional.empty()));
        Decided held = recorded(write());
        assertEquals(held.facts(), FactsCodec.parse(FactsCodec.bytes(held.facts())));
        assertEquals(Optional.of("medium"), held.facts().standing().contained().registeredTier());
        for (Measure measure : List.of(
                HOLD_AGENT,
                hold(new Target.Tool("a/b%c", "x/y")),
                new Measure.RaiseTier(new Target.Session(new SessionId("s")), Optional.of(Tier.HIGH)),
                block("2001:db8::/32"))) {
            RegistryChange change =
                    new RegistryChange.Contain(new Containment(TestInstall.TENANT, measure, 5, Containment.ENDLESS));
            assertEquals(change, RegistryCodec.read(RegistryCodec.write(change)));
            RegistryChange over = new RegistryChange.EndContainment(TestInstall.TENANT, measure);
            assertEquals(over, RegistryCodec.read(RegistryCodec.write(over)));
        }
        assertEquals(new Target.Tool("a/b%c", "x/y"), Target.of("tool", new Target.Tool("a/b%c", "x/y").id()));
    }

    private String tier(String session) {
        return assertInstanceOf(Answer.Released.class, gate.authorize(TestInstall.mcpCall(session, "read_file", NOTE)))
                .decided()
                .facts()
                .who()
                .riskTier();
    }

    private Answer write() {
        return gate.authorize(TestInstall.mcpCall("s1", "write_file", NOTE));
    }

    private static Decided recorded(Answer answer) {
        return assertInstanceOf(Answer.Recorded.class, answer).decided();
    }

    private void contain(Measure measure) {
        change(new RegistryChange.Contain(
                new Containment(TestInstall.TENANT, measure, clock.millis(), Containment.ENDLESS)));
    }

    private void end(Measure measure) {
        change(new RegistryChange.EndContainment(TestInstall.TENANT, measure));
    }

    private void change(RegistryChange change) {
        assertInstanceOf(CommitResult.Committed.class, gate.change(Actor.system(change.tenant()), change, "a test"));
    }
}
