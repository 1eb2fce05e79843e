package dev.sallyport.gate.judge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.facts.Door;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.PinState;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.policy.PolicyAnswer;
import dev.sallyport.gate.policy.PolicyAnswer.Verdict;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.AgentStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each line of the judgement by itself, under a policy that says one thing. */
class JudgeTest {

    private static final Held APPROVED = new Held(new ApprovalId("apr_1"), "approvers", 2, List.of("p1", "p2"));

    @Test
    void a_call_nothing_speaks_against_is_what_the_policy_says() {
        Facts facts = SampleFacts.clean().facts();
        assertEquals(allowed(ReasonCode.PERMITTED), judge(facts, says(Verdict.PERMIT)));
        assertEquals(denied(ReasonCode.POLICY_FORBIDS), judge(facts, says(Verdict.FORBID)));
        assertEquals(denied(ReasonCode.NO_POLICY_PERMITS), judge(facts, says(Verdict.SILENT)));
        assertEquals(denied(ReasonCode.POLICY_ERROR), judge(facts, says(Verdict.ERROR)));
        assertEquals(
                new Judgement(new Decision.RequireApproval("approvers", 2, 60_000), List.of("p1", "p2")),
                judge(facts, asks("approvers", 2, "p2", "p1")));
    }

    @ParameterizedTest
    @CsvSource({
        "FROZEN, false, false, AGENT_FROZEN",
        "REVOKED, false, false, AGENT_REVOKED",
        "ACTIVE, true, false, SESSION_FROZEN",
        "ACTIVE, false, true, SERVER_QUARANTINED",
    })
    void no_policy_lifts_how_those_involved_stand(
            AgentStatus agent, boolean frozen, boolean quarantined, String reason) {
        Facts facts = SampleFacts.clean().standing(agent, frozen, quarantined).facts();
        assertEquals(refused(ReasonCode.valueOf(reason)), judge(facts, says(Verdict.PERMIT)));
    }

    @Test
    void every_standing_refusal_is_named_in_order_and_no_policy_is_asked() {
        Facts facts = SampleFacts.clean()
                .standing(AgentStatus.FROZEN, true, true)
                .pinned(Door.API, PinState.DRIFTED)
                .declaredAsRead()
                .onOwnGround()
                .facts();
        assertEquals(
                refused(
                        ReasonCode.AGENT_FROZEN,
                        ReasonCode.SESSION_FROZEN,
                        ReasonCode.SERVER_QUARANTINED,
                        ReasonCode.TOOL_DRIFTED,
                        ReasonCode.EFFECT_MISMATCH,
                        ReasonCode.OWN_GROUND),
                judge(facts, says(Verdict.PERMIT)));
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void an_unknown_tool_is_refused_where_the_gateway_itself_dispatches(Door door) {
        Judgement judgement =
                judge(SampleFacts.clean().pinned(door, PinState.UNKNOWN).facts(), says(Verdict.PERMIT));
        assertEquals(door.dispatches() ? refused(ReasonCode.TOOL_UNKNOWN) : allowed(ReasonCode.PERMITTED), judgement);
    }

    @ParameterizedTest
    @EnumSource(Door.class)
    void a_drifted_tool_and_a_stopped_workload_are_refused_at_every_door(Door door) {
        assertEquals(
                refused(ReasonCode.TOOL_DRIFTED),
                judge(SampleFacts.clean().pinned(door, PinState.DRIFTED).facts(), says(Verdict.PERMIT)));
        assertEquals(
                refused(ReasonCode.WORKLOAD_STOPPED),
                judge(
                        SampleFacts.clean()
                                .pinned(door, PinState.WORKLOAD_STOPPED)
                                .facts(),
                        says(Verdict.PERMIT)));
        assertEquals(
                allowed(ReasonCode.PERMITTED),
                judge(SampleFacts.clean().pinned(door, PinState.CATALOGUED).facts(), says(Verdict.PERMIT)));
    }

    @Test
    void calling_a_change_a_read_is_refused_unless_the_gateway_dispatches_what_it_knows() {
        SampleFacts read = SampleFacts.clean().declaredAsRead();
        assertEquals(
                refused(ReasonCode.EFFECT_MISMATCH),
                judge(read.pinned(Door.HOOK, PinState.CATALOGUED).facts(), says(Verdict.PERMIT)));
        assertEquals(allowed(ReasonCode.PERMITTED), judge(read.facts(), says(Verdict.PERMIT)));
    }

    @Test
    void an_approval_lifts_exactly_the_demand_it_was_given_for() {
        Facts claim = SampleFacts.clean().claiming(APPROVED).facts();
        assertEquals(
                new Judgement(new Decision.Allow(ReasonCode.APPROVED), List.of("p1", "p2")),
                judge(claim, asks("approvers", 2, "p1", "p2")));
        assertEquals(invalidated("p1", "p2"), judge(claim, asks("others", 2, "p1", "p2")));
        assertEquals(invalidated("p1", "p2"), judge(claim, asks("approvers", 1, "p1", "p2")));
        assertEquals(invalidated("p1", "p2"), judge(claim, asks("approvers", 3, "p1", "p2")));
        assertEquals(invalidated("p1"), judge(claim, asks("approvers", 2, "p1")));
    }

    @Test
    void an_approval_is_void_when_the_policy_permits_without_one_now() {
        assertEquals(
                new Judgement(Decision.Deny.of(ReasonCode.APPROVAL_INVALIDATED), List.of("p")),
                judge(SampleFacts.clean().claiming(APPROVED).facts(), says(Verdict.PERMIT)));
    }

    @Test
    void a_claim_that_is_forbidden_now_says_so_after_saying_that_the_approval_is_void() {
        assertEquals(
                new Judgement(
                        new Decision.Deny(List.of(ReasonCode.APPROVAL_INVALIDATED, ReasonCode.POLICY_FORBIDS)),
                        List.of("p")),
                judge(SampleFacts.clean().claiming(APPROVED).facts(), says(Verdict.FORBID)));
    }

    @Test
    void a_claim_by_a_frozen_agent_is_refused_for_that() {
        Facts claim = SampleFacts.clean()
                .claiming(APPROVED)
                .standing(AgentStatus.FROZEN, false, false)
                .facts();
        assertEquals(refused(ReasonCode.AGENT_FROZEN), judge(claim, asks("approvers", 2, "p1", "p2")));
    }

    @Test
    void a_refusal_without_a_reason_and_a_demand_of_nobody_or_for_no_time_cannot_be_made() {
        assertThrows(IllegalArgumentException.class, () -> new Decision.Deny(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Decision.RequireApproval("approvers", 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Decision.RequireApproval("approvers", 1, 0));
        Decision least = new Decision.RequireApproval("approvers", 1, 1);
        assertEquals(ReasonCode.APPROVAL_REQUIRED, least.reason());
        assertEquals("require_approval", least.wire());
        assertEquals("allow", new Decision.Allow(ReasonCode.APPROVED).wire());
        assertEquals(ReasonCode.APPROVED, new Decision.Allow(ReasonCode.APPROVED).reason());
    }

    @ParameterizedTest
    @EnumSource(ReasonCode.class)
    void a_reason_is_found_by_its_code_and_says_something(ReasonCode reason) {
        assertEquals(Optional.of(reason), ReasonCode.byWire(reason.wire()));
        assertEquals(Optional.empty(), ReasonCode.byWire(reason.name()));
        assertFalse(reason.sentence().isBlank());
    }

    private static Judgement judge(Facts facts, PolicyBundle bundle) {
        return Judge.judge(facts, bundle);
    }

    private static Judgement allowed(ReasonCode reason) {
        return new Judgement(new Decision.Allow(reason), List.of("p"));
    }

    private static Judgement denied(ReasonCode reason) {
        return new Judgement(Decision.Deny.of(reason), List.of("p"));
    }

    private static Judgement refused(ReasonCode... reasons) {
        return new Judgement(new Decision.Deny(List.of(reasons)), List.of());
    }

    private static Judgement invalidated(String... policies) {
        return new Judgement(Decision.Deny.of(ReasonCode.APPROVAL_INVALIDATED), List.of(policies));
    }

    private static PolicyBundle says(Verdict verdict) {
        return new OneAnswer(new PolicyAnswer(verdict, List.of("p"), Optional.empty()));
    }

    private static PolicyBundle asks(String group, int quorum, String... policies) {
        return new OneAnswer(new PolicyAnswer(
                Verdict.ASK, List.of(policies), Optional.of(new PolicyAnswer.Demand(group, quorum, 60_000))));
    }

    private record OneAnswer(PolicyAnswer answer) implements PolicyBundle {
        @Override
        public String digest() {
            return "c".repeat(64);
        }

        @Override
        public boolean readsResource() {
            return false;
        }

        @Override
        public PolicyAnswer evaluate(Facts facts) {
            return answer;
        }
    }
}
