package dev.sallyport.gate;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.decision.ReasonCode;
import dev.sallyport.gate.event.Event;
import dev.sallyport.gate.event.EventName;
import dev.sallyport.gate.facts.Facts;
import dev.sallyport.gate.facts.FactsCodec;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.Approver;
import dev.sallyport.gate.registry.BreakGlass;
import dev.sallyport.gate.registry.Grant;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.gate.seal.FactsRecord;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** People's part: answers, and the ends an approval comes to without being claimed. Thread-safe. */
final class Approvals {
    private static final int SWEEP = 200;

    private final GateParts parts;
    private final Receipts receipts;

    Approvals(GateParts parts, Receipts receipts) {
        this.parts = parts;
        this.receipts = receipts;
    }

    Optional<Approval> find(TenantId tenant, ApprovalId id) {
        return parts.records().approval(tenant, id);
    }

    HeldCall open(Approval approval) {
        byte[] plain = parts.sealer().open(HeldCall.context(approval.tenant(), approval.id()), approval.sealed());
        return HeldCall.parse(approval, plain);
    }

    /** Why this approval can't be claimed now; empty if the claim may be judged. */
    Optional<Answer> refuseClaim(Approval approval, Optional<String> actionHash) {
        if (approval.status() == ApprovalStatus.CONSUMED) {
            emit(EventName.REPLAY_ATTEMPT, approval, "");
        }
        if (approval.status() != ApprovalStatus.APPROVED) {
            return Optional.of(new Answer.NotClaimable(shown(approval)));
        }
        if (approval.expiredAt(parts.clock().millis())) {
            return Optional.of(end(approval, ApprovalStatus.EXPIRED, ReasonCode.APPROVAL_EXPIRED));
        }
        Optional<Scheme> scheme = agent(approval).map(Agent::scheme);
        if (scheme.isEmpty()) {
            return Optional.of(new Answer.NoSuchApproval());
        }
        // In the scheme the agent has now, for the claim's own decision will speak of it in that one.
        Presented presented = actionHash
                .map(hash -> Presented.of(open(approval).call().action(), scheme.get(), hash))
                .orElse(Presented.SAME);
        return presented == Presented.SAME && isIntact(approval)
                ? Optional.empty()
                : Optional.of(tampered(approval, presented.fields(Presented.To.CONSUME, scheme.get())));
    }

    VoteResult vote(TenantId tenant, Approver approver, ApprovalId id, Answered answer) {
        Optional<Approval> found = find(tenant, id);
        if (found.isEmpty() || !approver.tenant().equals(tenant)) {
            return new VoteResult.NoSuchApproval();
        }
        Approval approval = found.get();
        long now = parts.clock().millis();
        if (approval.status() == ApprovalStatus.PENDING && approval.expiredAt(now)) {
            end(approval, ApprovalStatus.EXPIRED, ReasonCode.APPROVAL_EXPIRED);
            return new VoteResult.NotPending(ApprovalStatus.EXPIRED);
        }
        if (approval.status() != ApprovalStatus.PENDING) {
            return new VoteResult.NotPending(approval.status());
        }
        Optional<String> refusal = refuseVoter(approval, approver);
        if (refusal.isPresent()) {
            return new VoteResult.NotAllowed(refusal.get());
        }
        if (answer.seen().filter(hash -> !isOf(approval, hash)).isPresent()) {
            return new VoteResult.OtherAction(approval.actionHash());
        }
        Vote vote = new Vote(approver.person(), answer.approves(), now);
        if (answer.rememberMillis().isEmpty()) {
            return record(approval, vote, via(approval, approver, answer), Optional.empty());
        }
        Optional<String> unfit =
                refuseRemembering(approval, answer, answer.rememberMillis().get());
        return unfit.isPresent()
                ? new VoteResult.NotAllowed(unfit.get())
                : grant(approval, vote, answer.rememberMillis().get())
                        .map(grant -> record(approval, vote, via(approval, approver, answer), Optional.of(grant)))
                        .orElseGet(() -> new VoteResult.NotAllowed(
                                "what it was judged on is not kept any more, so it can't be remembered"));
    }

    private Optional<String> refuseRemembering(Approval approval, Answered answer, long millis) {
        if (!answer.approves()) {
            return Optional.of("a refusal is not remembered");
        }
        if (approval.quorum() > 1) {
            return Optional.of("what several people must agree to is not remembered");
        }
        if (millis < 1 || millis > Grant.MAX_LIFE_MILLIS) {
            return Optional.of("an approval is remembered for up to " + Grant.MAX_LIFE_MILLIS / 1000 + " seconds");
        }
        long now = parts.clock().millis();
        long live = parts.journal().registry().grants(approval.tenant()).stream()
                .filter(grant -> grant.expiresMillis() > now)
                .count();
        return live < Grant.LIMIT
                ? Optional.empty()
                : Optional.of("there are " + Grant.LIMIT + " remembered approvals; revoke some first");
    }

    /** What may be remembered of it: never more than this agent, this tool, these values and these influences. */
    private Optional<Grant> grant(Approval approval, Vote vote, long millis) {
        HeldCall held = open(approval);
        Call call = held.call();
        return parts.records().facts(approval.tenant(), approval.decision()).map(kept -> {
            String context = FactsRecord.context(
                    approval.tenant().value(), approval.decision().value());
            Facts facts = FactsCodec.parse(FactsRecord.parse(parts.sealer().open(context, kept.sealed()))
                    .facts());
            return new Grant(
                    approval.tenant(),
                    "grt_" + parts.ids().next(),
                    call.agent(),
                    call.server(),
                    call.action().action(),
                    facts.what().schemaHash(),
                    Remembering.values(
                            parts.sealer(),
                            call,
                            Remembering.tool(parts.journal().registry(), call),
                            parts.catalogue()),
                    Remembering.influences(facts),
                    facts.trust().sources(),
                    approval.group(),
                    held.policies(),
                    vote.person(),
                    vote.timeMillis(),
                    vote.timeMillis() + millis);
        });
    }

    int expire() {
        List<Approval> due = parts.records().expiredApprovals(parts.clock().millis(), SWEEP);
        due.forEach(approval -> end(approval, ApprovalStatus.EXPIRED, ReasonCode.APPROVAL_EXPIRED));
        return due.size();
    }

    /** Nobody will run it any more, so nobody needs to answer. False if it was over already. */
    boolean withdraw(Approval approval) {
        return end(approval, ApprovalStatus.INVALIDATED, ReasonCode.APPROVAL_WITHDRAWN)
                        instanceof Answer.NotClaimable ended
                && ended.status() == ApprovalStatus.INVALIDATED;
    }

    private Optional<String> refuseVoter(Approval approval, Approver approver) {
        if (!approver.roles().has(Role.APPROVER)) {
            return Optional.of("only an approver answers; this person's roles do not hold it");
        }
        if (!approver.groups().contains(approval.group())
                && glass(approval, approver).isEmpty()) {
            return Optional.of("only members of the group `" + approval.group() + "` may answer this one");
        }
        boolean owns = agent(approval)
                .flatMap(agent -> agent.owner())
                .filter(owner -> owner.equals(approver.person()))
                .isPresent();
        if (owns) {
            return Optional.of("the agent's owner can't approve what the agent asks for");
        }
        if (approval.answeredBy(approver.person())) {
            return Optional.of("this person has answered already; a quorum counts distinct people");
        }
        return isIntact(approval)
                ? Optional.empty()
                : Optional.of("what is kept of this action is not what was bound; it can't be approved");
    }

    /** What lets a person answer who is not of the group that is asked. */
    private Optional<BreakGlass> glass(Approval approval, Approver approver) {
        long now = parts.clock().millis();
        return approver.groups().contains(approval.group())
                ? Optional.empty()
                : parts.journal().registry().breakGlasses(approval.tenant()).stream()
                        .filter(glass -> glass.lets(approver.person(), approval.agent(), now))
                        .findFirst();
    }

    private String via(Approval approval, Approver approver, Answered answer) {
        return glass(approval, approver)
                .map(glass -> (answer.via().isEmpty() ? "" : answer.via() + ", ") + glass.id())
                .orElse(answer.via());
    }

    private Optional<Agent> agent(Approval approval) {
        return parts.journal().registry().agent(approval.tenant(), approval.agent());
    }

    private VoteResult record(Approval approval, Vote vote, String via, Optional<Grant> remembered) {
        String receiptId = "rcp_" + parts.ids().next();
        CommitResult result = commit(
                approval,
                receipts.vote(receiptId, approval, vote, via, remembered),
                new ApprovalStep.Answer(approval.id(), vote),
                remembered.map(RegistryChange.RememberApproval::new));
        return switch (result) {
            case CommitResult.Committed c -> {
                emit(EventName.APPROVAL_ANSWERED, approval, receiptId);
                if (via.contains("brk_")) {
                    emit(EventName.BREAK_GLASS, approval, receiptId, Map.of("break_glass.use", "answer"));
                }
                yield find(approval.tenant(), approval.id())
                        .<VoteResult>map(after -> new VoteResult.Voted(after, receiptId, remembered))
                        .orElseGet(VoteResult.NoSuchApproval::new);
            }
            case CommitResult.ApprovalElsewhere other -> new VoteResult.NotPending(other.status());
            case CommitResult.ApprovalMissing missing -> new VoteResult.NoSuchApproval();
            case CommitResult.Unwritable unwritable -> new VoteResult.Unwritable(unwritable.why());
            case CommitResult.Stale s -> throw unexpected(s);
            case CommitResult.RepeatedRequest r -> throw unexpected(r);
            case CommitResult.ReplayedNonce r -> throw unexpected(r);
            case CommitResult.OutcomeKnown o -> throw unexpected(o);
        };
    }

    /** Closes an approval that is still open; whoever comes second learns how it ended. */
    private Answer end(Approval approval, ApprovalStatus next, ReasonCode reason) {
        return end(approval, next, reason, Map.of());
    }

    private Answer end(Approval approval, ApprovalStatus next, ReasonCode reason, Map<String, String> more) {
        String receiptId = "rcp_" + parts.ids().next();
        CommitResult result = commit(
                approval,
                receipts.approvalEnd(receiptId, approval, reason, parts.clock().millis()),
                new ApprovalStep.Move(approval.id(), Set.of(ApprovalStatus.PENDING, ApprovalStatus.APPROVED), next));
        if (result instanceof CommitResult.ApprovalElsewhere other) {
            return new Answer.NotClaimable(other.status());
        }
        if (result instanceof CommitResult.Unwritable unwritable) {
            return new Answer.Failed(ReasonCode.JOURNAL_UNAVAILABLE, unwritable.why());
        }
        if (reason == ReasonCode.APPROVAL_HASH_MISMATCH) {
            emit(EventName.APPROVAL_HASH_MISMATCH, approval, receiptId, more);
            return new Answer.Failed(reason, reason.sentence());
        }
        return new Answer.NotClaimable(next);
    }

    private Answer tampered(Approval approval, Map<String, String> more) {
        return end(approval, ApprovalStatus.INVALIDATED, ReasonCode.APPROVAL_HASH_MISMATCH, more);
    }

    private CommitResult commit(Approval approval, ReceiptDraft receipt, ApprovalStep step) {
        return commit(approval, receipt, step, Optional.empty());
    }

    private CommitResult commit(
            Approval approval, ReceiptDraft receipt, ApprovalStep step, Optional<? extends RegistryChange> change) {
        long deadline = receipt.envelope().timeMillis() + parts.limits().recordMillis();
        CommitBuilder commit = Commit.of(approval.tenant(), receipt, deadline).approval(step);
        change.ifPresent(commit::changing);
        return parts.journal().commit(commit.build()).join();
    }

    private ApprovalStatus shown(Approval approval) {
        boolean late = approval.status() == ApprovalStatus.PENDING
                && approval.expiredAt(parts.clock().millis());
        return late ? ApprovalStatus.EXPIRED : approval.status();
    }

    /** Whether what is kept still hashes to what people agreed to. */
    private boolean isIntact(Approval approval) {
        return open(approval).binding(approval).hex().equals(approval.binding());
    }

    private boolean isOf(Approval approval, String hash) {
        return hash.equals(approval.actionHash())
                || hash.equals(open(approval)
                        .call()
                        .action()
                        .hash(Scheme.SALLYPORT_JCS_2)
                        .hex());
    }

    private void emit(EventName name, Approval approval, String receiptId) {
        emit(name, approval, receiptId, Map.of());
    }

    private void emit(EventName name, Approval approval, String receiptId, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("approval.id", approval.id().value());
        fields.put("agent.id", approval.agent().value());
        fields.put("session.id", approval.session().value());
        parts.events().emit(new Event(name, approval.tenant(), parts.clock().millis(), receiptId, fields));
    }

    private static IllegalStateException unexpected(CommitResult result) {
        return new IllegalStateException(
                "the journal answered a vote with " + result.getClass().getSimpleName());
    }
}
