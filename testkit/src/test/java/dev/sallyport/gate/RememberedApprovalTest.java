package dev.sallyport.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.Granted;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.RegistryCodec;
import dev.sallyport.gate.replay.Replay;
import dev.sallyport.gate.replay.Replayed;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.MemoryJournal;
import dev.sallyport.testkit.ScriptedPolicies;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A remembered approval helps the same call again, and no other. */
class RememberedApprovalTest {
    private static final long DAY_MILLIS = 24 * 60 * 60 * 1000L;

    private final ManualClock clock = new ManualClock();
    private final MemoryJournal journal = MemoryJournal.automatic();
    private final GateParts parts = TestInstall.parts(journal, journal, clock, 1);
    private final Gate gate = new Gate(parts);

    @BeforeEach
    void setUp() {
        TestInstall.setUp(gate);
        change(TestInstall.policy("ask-all"));
    }

    @Test
    void the_same_recipient_is_not_asked_about_again_whatever_the_wording() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        Decided again = released(mail("ann@partner.example", 5, "something else"));
        assertEquals(ReasonCode.REMEMBERED, again.judgement().decision().reason());
        assertTrue(text(again).contains("\"grant\":\"grt_"), "the receipt names the grant");
    }

    @Test
    void another_recipient_is_asked_about() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        assertAsked(mail("eve@else.example", 5, "hello"));
        assertAsked(mail("Ann@partner.example", 5, "hello"));
    }

    @Test
    void another_amount_is_asked_about_and_the_same_one_is_it_however_it_is_written() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        assertAsked(mail("ann@partner.example", 6, "hello"));
        assertAsked(mail("ann@partner.example", 4, "hello"));
        JsonObject written = (JsonObject) StrictJson.parse(
                "{\"body\":\"x\",\"amount\":5.0,\"to\":\"ann@partner.example\"}".getBytes(StandardCharsets.UTF_8));
        released(TestInstall.mcpCall("s1", "send_mail", written));
    }

    @Test
    void an_argument_more_or_less_is_another_call() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        JsonObject more = JsonObject.builder()
                .put("to", "ann@partner.example")
                .put("bcc", "eve@else.example")
                .put("amount", 5)
                .put("body", "hello")
                .build();
        assertAsked(TestInstall.mcpCall("s1", "send_mail", more));
        assertAsked(TestInstall.mcpCall("s1", "send_mail", JsonObject.of()));
        assertAsked(TestInstall.mcpCall("s1", "write_file", arguments("ann@partner.example", 5, "hello")));
    }

    @Test
    void what_entered_the_session_since_is_asked_about() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        remember(TestInstall.mcpCall("s1", "read_page", JsonObject.of()), DAY_MILLIS);
        released(TestInstall.mcpCall("s1", "read_page", JsonObject.of()));
        assertAsked(mail("ann@partner.example", 5, "hello"));
    }

    @Test
    void after_its_time_it_counts_no_longer() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        clock.advanceMillis(DAY_MILLIS - 1);
        released(mail("ann@partner.example", 5, "hello"));
        clock.advanceMillis(1);
        assertAsked(mail("ann@partner.example", 5, "hello"));
    }

    @Test
    void revoked_it_counts_no_longer_and_what_was_judged_by_it_is_not_released() {
        Grant grant = remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        Decided judged = released(mail("ann@partner.example", 5, "hello"));
        change(new RegistryChange.RevokeGrant(TestInstall.TENANT, grant.id(), grant.server(), grant.action()));
        assertFalse(gate.stillReleasable(judged));
        assertAsked(mail("ann@partner.example", 5, "hello"));
        assertTrue(journal.registry().grants(TestInstall.TENANT).isEmpty());
    }

    @Test
    void a_person_who_may_approve_no_longer_takes_it_along() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        change(new RegistryChange.RetireApprover(TestInstall.TENANT, TestInstall.ANNA.person()));
        assertAsked(mail("ann@partner.example", 5, "hello"));
    }

    @Test
    void no_standing_and_no_forbid_is_lifted_by_it() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        change(TestInstall.policy("deny-all"));
        assertDenied(ReasonCode.POLICY_FORBIDS, mail("ann@partner.example", 5, "hello"));
        change(TestInstall.policy("ask-all"));
        change(new RegistryChange.SetSessionFrozen(TestInstall.TENANT, new SessionId("s1"), true));
        assertDenied(ReasonCode.SESSION_FROZEN, mail("ann@partner.example", 5, "hello"));
        change(new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN));
        assertDenied(ReasonCode.AGENT_FROZEN, mail("ann@partner.example", 5, "hello"));
    }

    @Test
    void a_demand_of_other_policies_is_another_demand() {
        remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        change(TestInstall.policy("ask-two"));
        assertAsked(mail("ann@partner.example", 5, "hello"));
    }

    @Test
    void refusals_quorums_and_long_times_are_not_remembered() {
        Approval held = held(mail("ann@partner.example", 5, "hello"));
        assertInstanceOf(
                VoteResult.NotAllowed.class, vote(held, new Answered(false, Optional.empty(), Optional.of(1L))));
        assertInstanceOf(
                VoteResult.NotAllowed.class,
                vote(held, new Answered(true, Optional.empty(), Optional.of(Grant.MAX_LIFE_MILLIS + 1))));
        change(TestInstall.policy("ask-two"));
        Approval two = held(mail("ann@partner.example", 5, "hello"));
        assertInstanceOf(VoteResult.NotAllowed.class, vote(two, new Answered(true, Optional.empty(), Optional.of(1L))));
        assertTrue(journal.registry().grants(TestInstall.TENANT).isEmpty());
    }

    @Test
    void neither_the_grant_nor_the_receipt_holds_a_value() {
        Grant grant = remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        RegistryChange change = new RegistryChange.RememberApproval(grant);
        byte[] stored = RegistryCodec.write(change);
        assertFalse(new String(stored, StandardCharsets.UTF_8).contains("partner.example"));
        assertFalse(grant.values().containsKey("body"), "wording is not bound");
        assertEquals(change, RegistryCodec.read(stored));
        assertFalse(text(released(mail("ann@partner.example", 5, "hello"))).contains("partner.example"));
    }

    @Test
    void the_grant_is_a_fact_and_the_decision_is_derived_again_without_the_registry() {
        Grant grant = remember(mail("ann@partner.example", 5, "hello"), DAY_MILLIS);
        Decided decided = released(mail("ann@partner.example", 5, "hello"));
        assertEquals(
                new Granted(grant.id(), grant.group(), grant.policies()),
                decided.facts().grant().orElseThrow());
        assertEquals(decided.facts(), FactsCodec.parse(FactsCodec.bytes(decided.facts())));
        change(new RegistryChange.RevokeGrant(TestInstall.TENANT, grant.id(), grant.server(), grant.action()));
        Replay replay = new Replay(journal, new ScriptedPolicies(), parts.sealer());
        List<Replayed> all = new ArrayList<>();
        replay.all(TestInstall.TENANT, Optional.empty(), all::add);
        assertTrue(all.contains(new Replayed.Same(decided.id())), all::toString);
    }

    private Grant remember(Call call, long millis) {
        VoteResult result = vote(held(call), new Answered(true, Optional.empty(), Optional.of(millis)));
        return assertInstanceOf(VoteResult.Voted.class, result).remembered().orElseThrow();
    }

    private VoteResult vote(Approval approval, Answered answer) {
        return gate.vote(TestInstall.TENANT, TestInstall.ANNA, approval.id(), answer);
    }

    private Approval held(Call call) {
        return assertInstanceOf(Answer.Recorded.class, gate.authorize(call))
                .decided()
                .approval()
                .orElseThrow();
    }

    private void assertAsked(Call call) {
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(call)).decided();
        assertEquals(
                ReasonCode.APPROVAL_REQUIRED, decided.judgement().decision().reason());
        assertTrue(decided.facts().grant().isEmpty()
                || !decided.judgement()
                        .policies()
                        .equals(decided.facts().grant().orElseThrow().policies()));
    }

    private void assertDenied(ReasonCode reason, Call call) {
        Decided decided =
                assertInstanceOf(Answer.Recorded.class, gate.authorize(call)).decided();
        assertEquals(reason, decided.judgement().decision().reason());
    }

    private Decided released(Call call) {
        return assertInstanceOf(Answer.Released.class, gate.authorize(call)).decided();
    }

    private static Call mail(String to, int amount, String body) {
        return TestInstall.mcpCall("s1", "send_mail", arguments(to, amount, body));
    }

    private static JsonObject arguments(String to, int amount, String body) {
        return JsonObject.builder()
                .put("to", to)
                .put("amount", amount)
                .put("body", body)
                .build();
    }

    private String text(Decided decided) {
        return new String(
                journal.receipt(TestInstall.TENANT, decided.receiptId())
                        .orElseThrow()
                        .canonical(),
                StandardCharsets.UTF_8);
    }

    private void change(RegistryChange change) {
        gate.change(Actor.system(TestInstall.TENANT), change, "test");
    }
}
