package dev.sallyport.testkit;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/**
 * A journal in memory that keeps the promises of the real one and can be made to break in every way the real one may.
 *
 * <p>In automatic mode a commit is durable at once. In stepped mode commits wait in a queue until {@link #sync}; a
 * {@link #crash} before that loses them, as a power cut would. Thread-safe.
 */
public final class MemoryJournal implements Journal, Records {
    private record Waiting(Commit commit, CompletableFuture<CommitResult> future) {}

    private final MemoryState state;
    private final boolean stepped;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private boolean full;

    private MemoryJournal(MemoryState state, boolean stepped) {
        this.state = state;
        this.stepped = stepped;
    }

    /** A journal whose commits are durable at once. */
    public static MemoryJournal automatic() {
        return new MemoryJournal(new MemoryState(), false);
    }

    /** A journal whose commits wait for {@link #sync}. */
    public static MemoryJournal stepped() {
        return new MemoryJournal(new MemoryState(), true);
    }

    @Override
    public synchronized CompletableFuture<CommitResult> commit(Commit commit) {
        Waiting waiting = new Waiting(commit, new CompletableFuture<>());
        queue.add(waiting);
        if (!stepped) {
            sync();
        }
        return waiting.future();
    }

    /** Makes everything that waits durable, in order; returns how many commits that were. */
    public synchronized int sync() {
        int count = queue.size();
        for (Waiting next = queue.poll(); next != null; next = queue.poll()) {
            apply(next);
        }
        return count;
    }

    private void apply(Waiting next) {
        try {
            next.future().complete(full ? new CommitResult.Unwritable("the disk is full") : state.apply(next.commit()));
        } catch (IllegalArgumentException e) {
            next.future().completeExceptionally(e);
        }
    }

    /** From now on the disk is full, or has room again. */
    public synchronized void full(boolean isFull) {
        full = isFull;
    }

    /** How many commits wait. */
    public synchronized int waiting() {
        return queue.size();
    }

    /** The journal a process would find after this one died: what was synced, and nothing that waited. */
    public synchronized MemoryJournal crash() {
        queue.clear();
        return new MemoryJournal(state, stepped);
    }

    @Override
    public synchronized Registry registry() {
        return state.registry;
    }

    @Override
    public synchronized Optional<byte[]> firstAnswer(TenantId tenant, AgentId agent, String requestId) {
        return Optional.ofNullable(state.answers.get(List.of(tenant, agent, requestId)));
    }

    @Override
    public synchronized Optional<Approval> approval(TenantId tenant, ApprovalId id) {
        return Optional.ofNullable(state.approvals.get(List.of(tenant, id)));
    }

    @Override
    public synchronized List<Approval> approvals(
            TenantId tenant, Optional<ApprovalStatus> status, int limit, int offset) {
        return state.approvals.values().stream()
                .filter(a -> a.tenant().equals(tenant))
                .filter(a -> status.isEmpty() || a.status() == status.get())
                .sorted(Comparator.comparingLong(Approval::createdMillis)
                        .thenComparing(Approval::id)
                        .reversed())
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Approval> expiredApprovals(long timeMillis, int limit) {
        return state.approvals.values().stream()
                .filter(a -> !a.status().isFinal() && a.expiredAt(timeMillis))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<KeptFacts> facts(TenantId tenant, DecisionId decision) {
        List<Object> key = List.of(tenant, decision);
        return state.erased.contains(key) ? Optional.empty() : Optional.ofNullable(state.facts.get(key));
    }

    @Override
    public synchronized Optional<SealedReceipt> receipt(TenantId tenant, String receiptId) {
        return state.receipts(tenant).stream()
                .filter(r -> r.receiptId().equals(receiptId))
                .findFirst();
    }

    @Override
    public synchronized List<SealedReceipt> receipts(TenantId tenant, long fromSequence, int limit) {
        List<SealedReceipt> all = state.receipts(tenant);
        int from = (int) Math.min(fromSequence, all.size());
        return List.copyOf(all.subList(from, (int) Math.min((long) from + limit, all.size())));
    }

    @Override
    public synchronized List<SealedReceipt> newestReceipts(TenantId tenant, int limit, int offset) {
        return state.receipts(tenant).reversed().stream()
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<SealedReceipt> newestActs(TenantId tenant, int limit, int offset) {
        return state.receipts(tenant).reversed().stream()
                .filter(receipt -> !state.isOfDecision(tenant, receipt))
                .skip(offset)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<SealedReceipt> receiptsOf(TenantId tenant, DecisionId decision) {
        return state.receiptsOf(tenant, decision);
    }

    @Override
    public synchronized long receiptCount(TenantId tenant) {
        return state.receipts(tenant).size();
    }

    @Override
    public synchronized List<SessionLabel> sessionLabels(TenantId tenant, SessionId session) {
        return state.labels(tenant).stream()
                .filter(l -> l.session().equals(session))
                .toList();
    }

    @Override
    public synchronized List<SessionLabel> agentLabels(TenantId tenant, AgentId agent, long sinceMillis) {
        return state.labels(tenant).stream()
                .filter(l -> l.agent().equals(agent) && l.timeMillis() >= sinceMillis)
                .toList();
    }

    @Override
    public synchronized List<OpenRelease> openReleases() {
        return List.copyOf(state.openReleases.values());
    }

    @Override
    public synchronized Optional<PolicySource> policy(TenantId tenant, String digest) {
        return Optional.ofNullable(state.policies.get(List.of(tenant, digest)));
    }

    @Override
    public synchronized Stream<DecisionId> decisions(TenantId tenant) {
        return state.facts.entrySet().stream()
                .filter(entry -> entry.getKey().getFirst().equals(tenant))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparingLong(KeptFacts::sequence))
                .map(KeptFacts::decision)
                .toList()
                .stream();
    }

    @Override
    public synchronized List<KeptDecision> keptDecisions(TenantId tenant, long fromSequence, int limit) {
        return state.facts.entrySet().stream()
                .filter(entry -> entry.getKey().getFirst().equals(tenant) && !state.erased.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .filter(facts -> facts.sequence() >= fromSequence)
                .sorted(Comparator.comparingLong(KeptFacts::sequence))
                .limit(limit)
                .map(facts -> new KeptDecision(facts.decision(), facts.agent(), facts.sequence()))
                .toList();
    }

    @Override
    public Overwriting overwrite(long deadlineMillis) {
        return Overwriting.DONE; // nothing is in a file
    }

    @Override
    public synchronized List<TenantId> tenants() {
        return List.copyOf(state.chains.keySet());
    }
}
