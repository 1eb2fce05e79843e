package dev.sallyport.gate;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.facts.Shielded;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.session.Entered;
import dev.sallyport.gate.session.Session;
import dev.sallyport.gate.session.Sessions;
import dev.sallyport.shield.Subject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The gate: every action is judged once on gathered facts and waits for its record. Thread-safe; calls block, so make them on virtual threads.
 */
public final class Gate {
    private final GateParts parts;
    private final Receipts receipts;
    private final Sessions sessions;
    private final Approvals approvals;
    private final Outcomes outcomes;
    private final Listening listening;
    private final Throttle throttle;
    private final Announcing announcing;
    private final BreakingGlass breakingGlass;
    private final Trials trials;

    /** A gate made of these parts. */
    public Gate(GateParts parts) {
        this.parts = parts;
        this.receipts = new Receipts(parts.keyId());
        this.sessions = new Sessions(parts.records());
        this.approvals = new Approvals(parts, receipts);
        this.outcomes = new Outcomes(parts, receipts);
        this.listening = new Listening(parts, sessions);
        this.trials = new Trials(parts.records(), Trials.LOOK_LIMIT);
        this.breakingGlass = new BreakingGlass(parts, this);
        this.throttle = new Throttle(parts);
        this.announcing = new Announcing(parts);
    }

    /**
     * Decides on a call and records the decision.
     *
     * @throws UnknownAgent if the door did not authenticate the agent
     * @throws NoPolicy if the tenant has no active policy
     */
    public Answer authorize(Call call) {
        return throttle.limit(call, this::judged);
    }

    private Answer judged(Call call) {
        long began = parts.ticker().getAsLong();
        Passage passage = begin(call);
        Answer answer = run(passage, call);
        parts.meter().took(Stage.WHOLE, parts.ticker().getAsLong() - began);
        return answer instanceof Answer.Repeated repeated && !stands(repeated, passage, call)
                ? run(begin(Calls.notRepeatable(call)), call)
                : answer;
    }

    /**
     * Claims an approval: the held call is judged again on current facts, and may run once.
     *
     * @param actionHash the hash the caller is about to run, in its agent's scheme; another than the approved one is tampering
     */
    public Answer consume(TenantId tenant, AgentId agent, ApprovalId id, Optional<String> actionHash) {
        Optional<Approval> found =
                approvals.find(tenant, id).filter(a -> a.agent().equals(agent));
        if (found.isEmpty()) {
            return new Answer.NoSuchApproval();
        }
        Approval approval = found.get();
        Optional<Answer> refused = approvals.refuseClaim(approval, actionHash);
        if (refused.isPresent()) {
            return refused.get();
        }
        HeldCall heldCall = approvals.open(approval);
        return run(begin(approval, heldCall), heldCall.call());
    }

    /**
     * Whether a hash that the caller computed is that of its call, in the scheme its agent is registered with. One that is not
     * is told as tampering; nothing is judged then.
     */
    public boolean isOf(Call call, String hash) {
        Scheme registered = parts.journal()
                .registry()
                .agent(call.tenant(), call.agent())
                .orElseThrow(() -> new UnknownAgent(call.tenant(), call.agent()))
                .scheme();
        Presented presented = Presented.of(call.action(), registered, hash);
        if (presented != Presented.SAME) {
            Map<String, String> fields = new HashMap<>(presented.fields(Presented.To.AUTHORIZE, registered));
            fields.put("agent.id", call.agent().value());
            fields.put("session.id", call.session().value());
            announcing.emit(EventName.APPROVAL_HASH_MISMATCH, call.tenant(), "", fields);
        }
        return presented == Presented.SAME;
    }

    /**
     * Whether a call of that tool would be denied now whatever its arguments: such a tool is not shown at all. Judges a
     * call without arguments, which is the mildest there is; where a rule looks at the resource only standing counts.
     * Nothing is recorded and nothing released.
     */
    public boolean deniesOutright(Call withoutArguments) {
        return sessions.inside(
                withoutArguments.tenant(),
                withoutArguments.agent(),
                withoutArguments.session(),
                withoutArguments.openedHere(),
                parts.clock().millis(),
                begin(withoutArguments)::deniedWhateverTheArguments);
    }

    /** A call at the start of its way. */
    Passage begin(Call call) {
        return new Passage(parts, receipts, call, Optional.empty(), Optional.empty());
    }

    /** A claim at the start of its way. */
    Passage begin(Approval approval, HeldCall heldCall) {
        Held held = new Held(approval.id(), approval.group(), approval.quorum(), heldCall.policies());
        return new Passage(parts, receipts, heldCall.call(), Optional.of(approval), Optional.of(held));
    }

    /** Whether nothing the decision relied on has moved. Asked directly before dispatching. */
    public boolean stillReleasable(Decided decided) {
        Registry registry = parts.journal().registry();
        for (Commit.Expected expected : decided.relied()) {
            if (registry.epoch(expected.scope()) != expected.epoch()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Takes in what somebody says the user said in a session. It is the user's word only of an agent that an operator registered as one
     * that speaks for its user; of any other it is a text that nobody vouches for.
     *
     * @return whether it counts as the user's word; empty if the session holds too many words already
     * @throws UnknownAgent if the door did not authenticate the agent
     */
    public Optional<Boolean> say(TenantId tenant, AgentId agent, SessionId session, String text) {
        return listening.say(tenant, agent, session, text);
    }

    /**
     * Takes in what a released call answered, as the door saw it. To be called before the agent hears of it.
     *
     * @param answer asked for only if the session's content is kept
     */
    public void answered(DecisionId call, Supplier<Entered> answer) {
        sessions.answered(call, answer, true);
    }

    /** Takes in text of a server that belongs to no call. */
    public void overheard(TenantId tenant, AgentId agent, SessionId session, Supplier<String> text) {
        sessions.overheard(tenant, agent, session, text, parts.clock().millis());
    }

    /** Records what happened to a released action, as the door that dispatched it knows. */
    public Outcome.Report report(Outcome outcome) {
        listening.closed(outcome, Optional.empty(), false);
        return outcomes.report(outcome, false);
    }

    /** Records what became of a release, by what its door still holds of it; nothing but the caller's thread may wait for that. */
    public Outcome.Report report(Decided released, Outcome outcome) {
        listening.closed(outcome, Optional.empty(), false);
        return outcomes.report(outcome, released);
    }

    /** Records what an agent says happened to an action that it ran itself; of one the gateway dispatched it is not heard. */
    public Outcome.Report reportOfAgent(Outcome outcome) {
        return reportOfAgent(outcome, Optional.empty());
    }

    /**
     * Records what an agent says happened, with what it says was answered.
     *
     * @param content what the action answered; its fields are believed only of an agent that speaks for its user
     */
    public Outcome.Report reportOfAgent(Outcome outcome, Optional<String> content) {
        Outcome.Report report = outcomes.report(outcome, true);
        listening.heard(outcome, report, content);
        return report;
    }

    /** Records a person's answer to a held action. */
    public VoteResult vote(TenantId tenant, Approver approver, ApprovalId id, boolean approves) {
        return vote(tenant, approver, id, Answered.once(approves, Optional.empty()));
    }

    /**
     * Records a person's answer to exactly the action that the person saw.
     *
     * @param seen the hash the person was shown, in the agent's scheme or in {@code sallyport-jcs-2}
     */
    public VoteResult vote(TenantId tenant, Approver approver, ApprovalId id, boolean approves, Optional<String> seen) {
        return vote(tenant, approver, id, Answered.once(approves, seen));
    }

    /** Records a person's answer, and if the person wants that, remembers it. */
    public VoteResult vote(TenantId tenant, Approver approver, ApprovalId id, Answered answer) {
        return approvals.vote(tenant, approver, id, answer);
    }

    /**
     * Ends a held action that its agent can't run any more, because whoever waited for it went away: it becomes
     * INVALIDATED, with a receipt.
     *
     * @return false if there is no such approval of that agent, if it was over already, or if it could not be recorded
     */
    public boolean withdraw(TenantId tenant, AgentId agent, ApprovalId id) {
        return approvals
                .find(tenant, id)
                .filter(a -> a.agent().equals(agent) && !a.status().isFinal())
                .map(approvals::withdraw)
                .orElse(false);
    }

    /**
     * Agents known to have used a session of that name. Sessions used long ago may be missing; their receipts name them.
     */
    public Set<AgentId> agentsOf(TenantId tenant, SessionId session) {
        return sessions.agentsOf(tenant, session);
    }

    /** The approval with that id, as it stands. */
    public Optional<Approval> approval(TenantId tenant, ApprovalId id) {
        return approvals.find(tenant, id);
    }

    /**
     * The held call of an approval, opened, unless it was erased: for the person who judges it and for the door that
     * dispatches it.
     *
     * @throws dev.sallyport.gate.seal.SealBroken if the record was changed
     */
    public Optional<HeldCall> held(TenantId tenant, ApprovalId id) {
        return approvals.find(tenant, id).filter(a -> !a.isErased()).map(approvals::open);
    }

    /** Two people's way to answer for an agent whose approvers can't be reached. */
    public BreakingGlass breakingGlass() {
        return breakingGlass;
    }

    /**
     * What the shields say of an answer that an agent is about to hear; empty for an agent nobody knows. Each finding is an event.
     *
     * @param receiptId of the release it answers, or empty
     */
    public List<Shielded> inspect(
            TenantId tenant, AgentId agent, SessionId session, String receiptId, Subject.Result result) {
        List<Shielded> said = parts
                .journal()
                .registry()
                .agent(tenant, agent)
                .map(known -> parts.shielding()
                        .of(
                                result,
                                parts.journal().registry(),
                                known,
                                session.value(),
                                parts.clock().millis()))
                .orElse(List.of())
                .stream()
                .map(Shielded::of)
                .toList();
        said.forEach(one -> announcing.finding(tenant, agent, session, receiptId, one));
        return said;
    }

    /** Changes the registry, as a receipted act of that actor. */
    public CommitResult change(Actor actor, RegistryChange change, String why) {
        return change(actor, change, why, List.of());
    }

    /** The same, if none of those epochs moved; {@link CommitResult.Stale} otherwise. */
    public CommitResult change(Actor actor, RegistryChange change, String why, List<Commit.Expected> relied) {
        long now = parts.clock().millis();
        String receiptId = "rcp_" + parts.ids().next();
        CommitResult result = parts.journal()
                .commit(Commit.of(
                                change.tenant(),
                                receipts.administration(receiptId, actor, change, why, now),
                                now + parts.limits().recordMillis())
                        .changing(change)
                        .expecting(relied)
                        .build())
                .join();
        if (result instanceof CommitResult.Committed) {
            announcing.emit(EventName.REGISTRY_CHANGED, change.tenant(), receiptId, Map.of("actor.role", actor.role()));
        }
        return result;
    }

    /** What the bundle with that digest would have changed since it was last put on trial, as the receipts say. */
    public TrialCounts trial(TenantId tenant, String policyDigest) {
        return trials.counted(tenant, policyDigest);
    }

    /** Closes approvals whose time ran out; returns how many. */
    public int expire() {
        return approvals.expire();
    }

    /** After a start: every release the gateway made whose outcome nobody knows is recorded as UNKNOWN. */
    public int recoverUnknown() {
        return outcomes.recoverUnknown();
    }

    private Answer run(Passage passage, Call call) {
        Answer answer = sessions.inside(
                call.tenant(),
                call.agent(),
                call.session(),
                call.openedHere(),
                parts.clock().millis(),
                session -> steps(passage, session));
        return answer instanceof Answer.Recorded recorded ? released(recorded.decided()) : heard(answer, call);
    }

    private Answer steps(Passage passage, Session session) {
        for (; ; ) {
            long began = parts.ticker().getAsLong();
            CommitResult result = passage.submit(session).join();
            parts.meter().took(Stage.RECORD, parts.ticker().getAsLong() - began);
            Optional<Answer> answer = passage.settle(session, result);
            if (answer.isPresent()) {
                return answer.get();
            }
        }
    }

    /** A recorded allow is released only while everything it relied on stands. */
    Answer released(Decided decided) {
        announcing.decision(decided);
        if (!(decided.judgement().decision() instanceof Decision.Allow)) {
            return new Answer.Recorded(decided);
        }
        if (stillReleasable(decided)) {
            return new Answer.Released(decided);
        }
        report(new Outcome(
                decided.facts().who().tenant(),
                decided.facts().who().agent(),
                decided.id(),
                Outcome.Status.NOT_STARTED,
                Optional.empty(),
                Optional.empty()));
        return new Answer.Failed(ReasonCode.STALE, ReasonCode.STALE.sentence());
    }

    private Answer heard(Answer answer, Call call) {
        if (answer instanceof Answer.Replayed) {
            announcing.emit(
                    EventName.REPLAY_ATTEMPT,
                    call.tenant(),
                    "",
                    Map.of("agent.id", call.agent().value()));
        }
        return answer;
    }

    /** An old allow is repeated only if the same call would be allowed now: nothing runs on yesterday's word. */
    private boolean stands(Answer.Repeated repeated, Passage passage, Call call) {
        boolean allowed = call.repeatable()
                .filter(r -> r.allows().test(repeated.answer()))
                .isPresent();
        return inGoodStanding(call) && (!allowed || passage.isAllowedNow());
    }

    /** A repetition may hear the first answer only while the caller could still act on it. */
    private boolean inGoodStanding(Call call) {
        Registry registry = parts.journal().registry();
        return registry.agent(call.tenant(), call.agent())
                        .map(a -> a.status() == AgentStatus.ACTIVE)
                        .orElse(false)
                && !registry.sessionFrozen(call.tenant(), call.session());
    }
}
