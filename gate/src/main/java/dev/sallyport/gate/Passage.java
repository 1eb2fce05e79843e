package dev.sallyport.gate;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.approval.Binding;
import dev.sallyport.gate.decision.Decision;
import dev.sallyport.gate.decision.Judgement;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.facts.Held;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.QualifiedName;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.judge.Judge;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.gate.session.Session;
import dev.sallyport.ledger.commitment.FactsDigest;
import dev.sallyport.ledger.commitment.Salt;
import dev.sallyport.provenance.assess.Explanation;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One call on its way: gathered once, judged and submitted under its session's lock, settled when the record is durable.
 * A stale submission is judged once more on current standing; a second one is denied. The steps are separate so that a
 * simulation can put other events between any two of them. Confined to one thread at a time.
 */
final class Passage {
    private static final int STALE_LIMIT = 2;
    private static final Set<ReasonCode> POLICY_REASONS =
            Set.of(ReasonCode.POLICY_FORBIDS, ReasonCode.NO_POLICY_PERMITS);

    private final GateParts parts;
    private final Receipts receipts;
    private final Call call;
    private final Optional<Approval> claimed;
    private final Optional<Held> held;
    private Gatherer gatherer;
    private int staleCount;
    private @Nullable Decided decided;
    private Optional<TrustLevel> entering = Optional.empty();

    /**
     * A call that starts its way.
     *
     * @param claimed the approval it claims, with what the first judgement demanded
     */
    Passage(GateParts parts, Receipts receipts, Call call, Optional<Approval> claimed, Optional<Held> held) {
        this.parts = parts;
        this.receipts = receipts;
        this.call = call;
        this.claimed = claimed;
        this.held = held;
        this.gatherer = gather();
    }

    /** Judges under the session's lock and hands the commit to the journal in that order. */
    CompletableFuture<CommitResult> submit(Session session) {
        long began = parts.ticker().getAsLong();
        session.lock().lock();
        try {
            Registry registry = parts.journal().registry();
            Agent agent = agent(registry);
            if (!gatherer.holds(registry, agent)) {
                gatherer = gather();
            }
            PolicyBundle bundle = bundle(registry);
            long now = parts.clock().millis();
            Gatherer.Assessed assessed = gatherer.assessed(
                    gatherer.facts(registry, agent, session, bundle.digest(), now, held),
                    registry,
                    session,
                    parts.catalogue());
            Facts facts = remembered(registry, assessed.facts());
            Judgement judgement = staleCount < STALE_LIMIT
                    ? Judge.judge(facts, bundle)
                    : new Judgement(Decision.Deny.of(ReasonCode.STALE), List.of());
            entering = entering(registry, agent, judgement, session, now);
            Optional<Explanation> why =
                    assessed.explanation().filter(e -> !(judgement.decision() instanceof Decision.Allow));
            Commit commit = commit(registry, new Said(facts, judgement, bundle.label(), trial(registry, facts), why));
            entering.ifPresent(level -> session.enter(level, source(), now));
            if (judgement.decision() instanceof Decision.Allow) {
                gatherer.released(Objects.requireNonNull(decided).id(), facts, registry, session, parts.catalogue());
            }
            return parts.journal().commit(commit);
        } finally {
            session.lock().unlock();
            parts.meter().took(Stage.JUDGE, parts.ticker().getAsLong() - began);
        }
    }

    /** Whether calls like this one would be denied now whatever their arguments; nothing is recorded or released. */
    boolean deniedWhateverTheArguments(Session session) {
        session.lock().lock();
        try {
            Registry registry = parts.journal().registry();
            PolicyBundle bundle = bundle(registry);
            Facts standing = gatherer.facts(
                    registry,
                    agent(registry),
                    session,
                    bundle.digest(),
                    parts.clock().millis(),
                    held);
            Facts facts = gatherer.assessed(standing, registry, session, parts.catalogue())
                    .facts();
            return Judge.judge(facts, bundle).decision() instanceof Decision.Deny deny
                    && (!POLICY_REASONS.contains(deny.reason()) || !bundle.readsResource());
        } finally {
            session.lock().unlock();
        }
    }

    /** What the journal's answer means; empty if the call must be judged once more. */
    Optional<Answer> settle(Session session, CommitResult result) {
        Decided done = Objects.requireNonNull(decided, "settled before it was submitted");
        if (!(result instanceof CommitResult.Committed)) {
            withdraw(session, done);
        }
        return switch (result) {
            case CommitResult.Committed c -> {
                entering.ifPresent(level -> confirm(session, level, done.facts().timeMillis()));
                yield Optional.of(new Answer.Recorded(done));
            }
            case CommitResult.Stale s -> {
                staleCount++;
                yield Optional.empty();
            }
            case CommitResult.RepeatedRequest r -> Optional.of(new Answer.Repeated(r.answer()));
            case CommitResult.ReplayedNonce r -> Optional.of(new Answer.Replayed());
            case CommitResult.ApprovalElsewhere a -> Optional.of(new Answer.NotClaimable(a.status()));
            case CommitResult.ApprovalMissing a -> Optional.of(new Answer.NoSuchApproval());
            case CommitResult.OutcomeKnown o ->
                throw new IllegalStateException("the journal took a decision for an outcome");
            case CommitResult.Unwritable u -> Optional.of(new Answer.Failed(ReasonCode.JOURNAL_UNAVAILABLE, u.why()));
        };
    }

    private static void withdraw(Session session, Decided done) {
        session.lock().lock();
        try {
            session.withdrawn(done.id());
        } finally {
            session.lock().unlock();
        }
    }

    /** Whether the last judgement was to allow it, whatever the journal made of that. */
    boolean isAllowedNow() {
        return decided != null && decided.judgement().decision() instanceof Decision.Allow;
    }

    private Gatherer gather() {
        long began = parts.ticker().getAsLong();
        Registry registry = parts.journal().registry();
        Gatherer gathered = new Gatherer(call, agent(registry), registry, parts);
        parts.meter().took(Stage.GATHER, parts.ticker().getAsLong() - began);
        return gathered;
    }

    private Agent agent(Registry registry) {
        return registry.agent(call.tenant(), call.agent())
                .orElseThrow(() -> new UnknownAgent(call.tenant(), call.agent()));
    }

    private PolicyBundle bundle(Registry registry) {
        PolicySource source = registry.policies(call.tenant())
                .orElseThrow(() -> new NoPolicy(call.tenant()))
                .deciding(call.agent());
        return parts.policies().bundle(source);
    }

    private Facts remembered(Registry registry, Facts facts) {
        return held.isPresent()
                ? facts
                : Remembering.fitting(parts.sealer(), registry, call, facts, parts.catalogue())
                        .map(facts::granted)
                        .orElse(facts);
    }

    /** A claim has no trial: the demand it answers was made, and tried, when the call was first judged. */
    private Optional<Trial> trial(Registry registry, Facts facts) {
        if (held.isPresent()) {
            return Optional.empty();
        }
        return registry.policies(call.tenant())
                .flatMap(policies -> policies.watching(call.agent()))
                .map(source -> parts.policies().bundle(source))
                .map(bundle -> new Trial(bundle.digest(), bundle.label(), Judge.judge(facts, bundle)));
    }

    /** What was said of the call, on its way into the record. */
    private record Said(
            Facts facts, Judgement judgement, String policyName, Optional<Trial> trial, Optional<Explanation> why) {}

    private Commit commit(Registry registry, Said said) {
        Facts facts = said.facts();
        Judgement judgement = said.judgement();
        String id = parts.ids().next();
        DecisionId decision = new DecisionId("dec_" + id);
        Salt salt = Salt.of(parts.salts().next());
        byte[] canonicalFacts = FactsCodec.bytes(facts);
        String digest = FactsDigest.of(salt, canonicalFacts).hex();
        List<Commit.Expected> relied = gatherer.relied(registry);
        Optional<Approval> approval = claimed.or(() -> opened(id, decision, facts, judgement, digest));
        String receiptId = "rcp_" + id;
        Decided done = new Decided(
                decision,
                receiptId,
                judgement,
                said.trial(),
                facts,
                gatherer.shown(),
                Risk.of(facts),
                approval,
                relied,
                said.why(),
                salt,
                call.trace());
        decided = done;
        CommitBuilder commit = Commit.of(
                        call.tenant(),
                        receipts.decision(
                                receiptId,
                                decision,
                                facts,
                                judgement,
                                said.policyName(),
                                said.trial(),
                                digest,
                                salt,
                                approval),
                        facts.timeMillis() + parts.limits().recordMillis())
                .expecting(staleCount < STALE_LIMIT ? relied : List.of())
                .keeping(facts(decision, canonicalFacts, salt, judgement, said.why()));
        call.repeatable()
                .ifPresent(r -> commit.once(new Commit.RequestOnce(
                        call.agent(), r.requestId(), r.form().apply(done))));
        call.nonce().ifPresent(n -> commit.once(new Commit.NonceOnce(call.agent(), n, facts.timeMillis())));
        step(judgement, approval).ifPresent(commit::approval);
        entering.ifPresent(level -> commit.labelling(
                new Commit.Label(call.session(), call.agent(), level.wire(), source(), facts.timeMillis())));
        return commit.build();
    }

    private Commit.SealedFacts facts(
            DecisionId decision, byte[] canonicalFacts, Salt salt, Judgement judgement, Optional<Explanation> why) {
        FactsRecord record = new FactsRecord(
                salt.bytes(),
                canonicalFacts,
                About.of(judgement, call, otherHash(judgement), why).bytes());
        byte[] sealed =
                parts.sealer().seal(FactsRecord.context(call.tenant().value(), decision.value()), record.bytes());
        boolean released =
                judgement.decision() instanceof Decision.Allow && call.door().dispatches();
        return new Commit.SealedFacts(decision, call.agent(), sealed, released);
    }

    /** Kept where an agent may report what it ran, and the facts hold its action's hash in one scheme only. */
    private Optional<String> otherHash(Judgement judgement) {
        boolean reported = judgement.decision() instanceof Decision.Allow
                && !call.door().dispatches()
                && gatherer.shown().scheme() == Scheme.SALLYPORT_JCS_2;
        return reported ? Presented.hash(call.action(), Scheme.AEGIS_JCS_1) : Optional.empty();
    }

    /** The request to people that this judgement opens, if it does. */
    private Optional<Approval> opened(
            String id, DecisionId decision, Facts facts, Judgement judgement, String factsDigest) {
        if (!(judgement.decision() instanceof Decision.RequireApproval ask)) {
            return Optional.empty();
        }
        ApprovalId approvalId = new ApprovalId("apr_" + id);
        long expires =
                facts.timeMillis() + Math.min(ask.expiryMillis(), parts.limits().maxApprovalMillis());
        HeldCall heldCall = new HeldCall(call, factsDigest, facts.what().actionHash2(), judgement.policies());
        String binding = new Binding(
                        call.tenant(),
                        call.agent(),
                        call.session(),
                        call.server(),
                        facts.what().schemaHash(),
                        facts.what().actionHash2(),
                        factsDigest,
                        judgement.policies(),
                        ask.group(),
                        ask.quorum(),
                        expires)
                .hex();
        return Optional.of(new Approval(
                call.tenant(),
                approvalId,
                decision,
                call.agent(),
                call.session(),
                call.action().tool(),
                call.action().action(),
                gatherer.shown().hex(),
                ask.group(),
                ask.quorum(),
                binding,
                ApprovalStatus.PENDING,
                facts.timeMillis(),
                expires,
                List.of(),
                parts.sealer().seal(HeldCall.context(call.tenant(), approvalId), heldCall.bytes())));
    }

    /** What the commit does to the approval: open it, consume it, or close it because the judgement changed. */
    private Optional<ApprovalStep> step(Judgement judgement, Optional<Approval> approval) {
        if (claimed.isEmpty()) {
            return approval.map(ApprovalStep.Open::new);
        }
        ApprovalStatus next =
                judgement.decision() instanceof Decision.Allow ? ApprovalStatus.CONSUMED : ApprovalStatus.INVALIDATED;
        return Optional.of(new ApprovalStep.Move(claimed.get().id(), Set.of(ApprovalStatus.APPROVED), next));
    }

    /**
     * What is recorded as entering. Where a session's content is kept, or was before somebody vouched for the user's words, a call that
     * brings nothing doubtful leaves a mark too: after a restart it says that there was content that is gone.
     */
    private Optional<TrustLevel> entering(
            Registry registry, Agent agent, Judgement judgement, Session session, long now) {
        if (!(judgement.decision() instanceof Decision.Allow)) {
            return Optional.empty();
        }
        boolean marked = agent.speaksForUser() || session.hasWords();
        return gatherer.resultTrust(registry)
                .or(() -> Optional.of(TrustLevel.TRUSTED_INTERNAL_SIGNED).filter(mark -> marked))
                .filter(level -> session.isUnrecorded(level, now));
    }

    private static void confirm(Session session, TrustLevel level, long timeMillis) {
        session.lock().lock();
        try {
            session.recorded(level, timeMillis);
        } finally {
            session.lock().unlock();
        }
    }

    private String source() {
        return QualifiedName.of(call.server(), call.action().action());
    }
}
