package dev.sallyport.testkit;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a {@link MemoryJournal} has made durable. Guarded by the journal's monitor. */
final class MemoryState {
    Registry registry = Registry.EMPTY;
    final Map<TenantId, Chain> chains = new LinkedHashMap<>();
    final Map<List<Object>, byte[]> answers = new HashMap<>();
    final Map<List<Object>, Approval> approvals = new LinkedHashMap<>();
    final Map<List<Object>, Records.KeptFacts> facts = new LinkedHashMap<>();
    final Map<List<Object>, Records.OpenRelease> openReleases = new LinkedHashMap<>();
    final Set<List<Object>> erased = new HashSet<>();
    private final Map<List<Object>, List<Object>> answersOf = new HashMap<>();
    final Map<List<Object>, PolicySource> policies = new HashMap<>();
    private final Map<TenantId, List<SealedReceipt>> receipts = new HashMap<>();
    private final Map<TenantId, List<Records.SessionLabel>> labels = new HashMap<>();
    private final Map<List<Object>, List<SealedReceipt>> receiptsByDecision = new HashMap<>();
    private final Set<List<Object>> nonces = new HashSet<>();
    private final Set<List<Object>> outcomes = new HashSet<>();

    List<SealedReceipt> receipts(TenantId tenant) {
        return receipts.computeIfAbsent(tenant, t -> new ArrayList<>());
    }

    boolean isOfDecision(TenantId tenant, SealedReceipt receipt) {
        return receiptsByDecision.entrySet().stream()
                .anyMatch(each -> each.getKey().getFirst().equals(tenant)
                        && each.getValue().contains(receipt));
    }

    List<SealedReceipt> receiptsOf(TenantId tenant, DecisionId decision) {
        return receiptsByDecision.computeIfAbsent(List.of(tenant, decision), d -> new ArrayList<>());
    }

    List<Records.SessionLabel> labels(TenantId tenant) {
        return labels.computeIfAbsent(tenant, t -> new ArrayList<>());
    }

    /** All of the commit or nothing of it. */
    CommitResult apply(Commit commit) {
        Optional<CommitResult> refusal = refuse(commit);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Registry next = registry;
        for (RegistryChange change : commit.changes()) {
            next = next.apply(change);
        }
        registry = next;
        SealedReceipt receipt = chain(commit);
        commit.request().ifPresent(r -> answer(commit, List.of(commit.tenant(), r.agent(), r.requestId()), r.answer()));
        commit.nonce().ifPresent(n -> nonces.add(List.of(commit.tenant(), n.agent(), n.nonce())));
        commit.approval().ifPresent(step -> move(commit.tenant(), step));
        commit.facts().ifPresent(f -> keep(commit.tenant(), f, receipt));
        commit.outcomeOf().ifPresent(d -> close(commit.tenant(), d, receipt));
        commit.label()
                .ifPresent(l -> labels(commit.tenant())
                        .add(new Records.SessionLabel(l.session(), l.agent(), l.trust(), l.source(), l.timeMillis())));
        commit.changes().forEach(this::remember);
        commit.erasing().forEach(decision -> erase(commit.tenant(), decision));
        return new CommitResult.Committed(receipt);
    }

    private Optional<CommitResult> refuse(Commit commit) {
        for (Commit.Expected expected : commit.expected()) {
            if (registry.epoch(expected.scope()) != expected.epoch()) {
                return Optional.of(new CommitResult.Stale(expected.scope()));
            }
        }
        if (commit.request().isPresent()) {
            Commit.RequestOnce r = commit.request().get();
            byte[] first = answers.get(List.of(commit.tenant(), r.agent(), r.requestId()));
            if (first != null) {
                return Optional.of(new CommitResult.RepeatedRequest(first));
            }
        }
        if (commit.nonce().isPresent()) {
            Commit.NonceOnce n = commit.nonce().get();
            if (nonces.contains(List.of(commit.tenant(), n.agent(), n.nonce()))) {
                return Optional.of(new CommitResult.ReplayedNonce());
            }
        }
        if (commit.outcomeOf().isPresent()
                && outcomes.contains(List.of(commit.tenant(), commit.outcomeOf().get()))) {
            return Optional.of(new CommitResult.OutcomeKnown());
        }
        return commit.approval().flatMap(step -> refuse(commit.tenant(), step));
    }

    private Optional<CommitResult> refuse(TenantId tenant, ApprovalStep step) {
        Approval present = approvals.get(List.of(tenant, step.id()));
        return switch (step) {
            case ApprovalStep.Open open ->
                Optional.ofNullable(present).map(a -> new CommitResult.ApprovalElsewhere(a.status()));
            case ApprovalStep.Answer answer ->
                present != null && present.answeredBy(answer.vote().person())
                        ? Optional.of(new CommitResult.ApprovalElsewhere(present.status()))
                        : elsewhere(present, Set.of(ApprovalStatus.PENDING));
            case ApprovalStep.Move move -> elsewhere(present, move.from());
        };
    }

    private static Optional<CommitResult> elsewhere(@Nullable Approval present, Set<ApprovalStatus> from) {
        if (present == null) {
            return Optional.of(new CommitResult.ApprovalMissing());
        }
        return from.contains(present.status())
                ? Optional.empty()
                : Optional.of(new CommitResult.ApprovalElsewhere(present.status()));
    }

    private SealedReceipt chain(Commit commit) {
        Chain chain = chains.getOrDefault(commit.tenant(), Chain.genesis());
        SealedReceipt receipt = chain.seal(commit.receipt());
        chains.put(commit.tenant(), chain.after(receipt));
        receipts(commit.tenant()).add(receipt);
        return receipt;
    }

    private void move(TenantId tenant, ApprovalStep step) {
        List<Object> key = List.of(tenant, step.id());
        switch (step) {
            case ApprovalStep.Open open -> approvals.put(key, open.approval());
            case ApprovalStep.Answer answer -> approvals.computeIfPresent(key, (k, a) -> a.with(answer.vote()));
            case ApprovalStep.Move move -> approvals.computeIfPresent(key, (k, a) -> a.withStatus(move.to()));
        }
    }

    private void keep(TenantId tenant, Commit.SealedFacts kept, SealedReceipt receipt) {
        List<Object> key = List.of(tenant, kept.decision());
        facts.put(key, new Records.KeptFacts(kept.decision(), kept.agent(), receipt.sequence(), kept.sealed()));
        receiptsOf(tenant, kept.decision()).add(receipt);
        if (kept.released()) {
            openReleases.put(key, new Records.OpenRelease(tenant, kept.decision(), kept.agent()));
        }
    }

    private void close(TenantId tenant, DecisionId decision, SealedReceipt receipt) {
        List<Object> key = List.of(tenant, decision);
        outcomes.add(key);
        openReleases.remove(key);
        receiptsOf(tenant, decision).add(receipt);
    }

    private void answer(Commit commit, List<Object> request, byte[] answer) {
        answers.put(request, answer);
        commit.facts().ifPresent(f -> answersOf.put(List.of(commit.tenant(), f.decision()), request));
    }

    private void erase(TenantId tenant, DecisionId decision) {
        List<Object> key = List.of(tenant, decision);
        erased.add(key);
        List<Object> request = answersOf.remove(key);
        if (request != null) {
            answers.remove(request);
        }
        approvals.replaceAll(
                (k, a) -> a.tenant().equals(tenant) && a.decision().equals(decision) ? a.withoutPayload() : a);
    }

    private void remember(RegistryChange change) {
        change.brings().ifPresent(policy -> policies.put(List.of(policy.tenant(), policy.digest()), policy));
    }
}
