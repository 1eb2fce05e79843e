package dev.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.approval.Vote;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every {@link Journal} promises. A subclass gives a fresh, empty one to each test. */
public abstract class JournalContract {
    private static final long NOON = ManualClock.START_MILLIS;

    private final SampleCommits acme = SampleCommits.of("acme");
    private final SampleCommits globex = SampleCommits.of("globex");

    /** The journal under test. */
    protected abstract Journal journal();

    /** Reads of what that journal wrote. */
    protected abstract Records records();

    @Test
    void a_receipt_gets_the_next_place_in_its_tenants_chain() {
        SealedReceipt first = committed(acme.plain("a"));
        SealedReceipt second = committed(acme.plain("b"));

        assertEquals(0, first.sequence());
        assertEquals(1, second.sequence());
        assertEquals(first.hashHex(), Receipt.read(second.canonical()).previous());
        assertEquals(List.of(first, second), records().receipts(acme.tenant(), 0, 10));
    }

    @Test
    void tenants_have_chains_of_their_own() {
        committed(acme.plain("a"));
        SealedReceipt first = committed(globex.plain("a"));
        committed(acme.plain("b"));

        assertEquals(0, first.sequence());
        assertEquals(2, records().receiptCount(acme.tenant()));
        assertEquals(1, records().receiptCount(globex.tenant()));
        assertChained(acme);
        assertChained(globex);
    }

    @Test
    void commits_of_one_thread_are_chained_in_the_order_they_were_made() {
        List<CompletableFuture<CommitResult>> results = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            results.add(journal().commit(acme.plain("r" + i).build()));
        }
        for (int i = 0; i < 500; i++) {
            CommitResult.Committed done = assertInstanceOf(
                    CommitResult.Committed.class, results.get(i).join());
            assertEquals(i, done.receipt().sequence());
            assertEquals("rcp_r" + i, done.receipt().receiptId());
        }
        assertChained(acme);
    }

    @Test
    void a_registry_change_is_seen_when_its_commit_is_durable() {
        committed(acme.plain("a").changing(agent()));

        assertEquals(
                AgentStatus.ACTIVE,
                journal()
                        .registry()
                        .agent(TestInstall.TENANT, TestInstall.AGENT)
                        .orElseThrow()
                        .status());
        assertEquals(1, journal().registry().epoch(Scope.agent(TestInstall.TENANT, TestInstall.AGENT)));
    }

    @Test
    void a_commit_that_relied_on_an_epoch_which_moved_is_stale_and_leaves_nothing() {
        committed(acme.plain("a").changing(agent()));
        Scope scope = Scope.agent(TestInstall.TENANT, TestInstall.AGENT);
        Commit.Expected read = new Commit.Expected(scope, 1);
        committed(acme.plain("b").expecting(List.of(read)).changing(frozen()));

        CommitResult late = refusedWithoutTrace(full("c").expecting(List.of(read)));

        assertEquals(new CommitResult.Stale(scope), late);
    }

    @Test
    void epochs_are_checked_in_commit_order_within_one_group() {
        committed(acme.plain("a").changing(agent()));
        Commit.Expected read = new Commit.Expected(Scope.agent(TestInstall.TENANT, TestInstall.AGENT), 1);
        var before = journal().commit(acme.plain("b").expecting(List.of(read)).build());
        var freeze = journal().commit(acme.plain("c").changing(frozen()).build());
        var after = journal().commit(acme.plain("d").expecting(List.of(read)).build());

        assertInstanceOf(CommitResult.Committed.class, before.join());
        assertInstanceOf(CommitResult.Committed.class, freeze.join());
        assertInstanceOf(CommitResult.Stale.class, after.join());
    }

    @Test
    void a_repeated_request_gets_the_first_answer_and_leaves_nothing() {
        committed(acme.plain("a").once(acme.request("r1", "first")));

        CommitResult second = refusedWithoutTrace(full("b").once(acme.request("r1", "second")));

        assertArrayEquals(
                "first".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                assertInstanceOf(CommitResult.RepeatedRequest.class, second).answer());
    }

    @Test
    void a_request_id_belongs_to_its_agent_and_tenant() {
        committed(acme.plain("a").once(acme.request("r1", "first")));
        committed(acme.plain("b").once(new Commit.RequestOnce(new AgentId("agt_2"), "r1", new byte[] {1})));
        committed(globex.plain("a").once(globex.request("r1", "first")));
    }

    @Test
    void a_replayed_nonce_is_refused_and_leaves_nothing() {
        Commit.NonceOnce nonce = new Commit.NonceOnce(SampleCommits.AGENT, "n1", NOON);
        committed(acme.plain("a").once(nonce));

        assertInstanceOf(
                CommitResult.ReplayedNonce.class, refusedWithoutTrace(full("b").once(nonce)));
        committed(globex.plain("a").once(nonce));
    }

    @Test
    void a_nonce_refused_with_its_commit_may_come_again() {
        committed(acme.plain("a").once(acme.request("r1", "first")));
        Commit.NonceOnce nonce = new Commit.NonceOnce(SampleCommits.AGENT, "n1", NOON);
        refusedWithoutTrace(full("b").once(acme.request("r1", "second")).once(nonce));

        committed(acme.plain("c").once(nonce));
    }

    @Test
    void a_decision_has_one_outcome() {
        committed(acme.decision("d", true));
        committed(acme.plain("o1").outcomeOf(SampleCommits.decisionId("d")));

        assertInstanceOf(
                CommitResult.OutcomeKnown.class,
                refusedWithoutTrace(full("o2").outcomeOf(SampleCommits.decisionId("d"))));
    }

    @Test
    void an_approval_is_opened_once() {
        Approval approval = acme.approval("p", 1, NOON, NOON + 60_000);
        committed(acme.plain("a").approval(new ApprovalStep.Open(approval)));

        assertEquals(
                new CommitResult.ApprovalElsewhere(ApprovalStatus.PENDING),
                refusedWithoutTrace(full("b").approval(new ApprovalStep.Open(approval))));
    }

    @Test
    void an_approval_nobody_opened_is_missing() {
        committed(globex.plain("a").approval(new ApprovalStep.Open(globex.approval("p", 1, NOON, NOON + 60_000))));

        assertInstanceOf(
                CommitResult.ApprovalMissing.class,
                refusedWithoutTrace(full("b").approval(claim("p"))));
        assertInstanceOf(
                CommitResult.ApprovalMissing.class,
                refusedWithoutTrace(full("c").approval(yes("p", "anna"))));
    }

    @Test
    void a_quorum_counts_distinct_people() {
        committed(acme.plain("a").approval(new ApprovalStep.Open(acme.approval("p", 2, NOON, NOON + 60_000))));
        committed(acme.plain("b").approval(yes("p", "anna")));

        assertEquals(
                new CommitResult.ApprovalElsewhere(ApprovalStatus.PENDING),
                refusedWithoutTrace(full("c").approval(yes("p", "anna"))));
        committed(acme.plain("d").approval(yes("p", "ben")));
        assertEquals(ApprovalStatus.APPROVED, status("p"));
    }

    @Test
    void one_refusal_rejects() {
        committed(acme.plain("a").approval(new ApprovalStep.Open(acme.approval("p", 2, NOON, NOON + 60_000))));
        committed(acme.plain("b").approval(yes("p", "anna")));
        committed(acme.plain("c")
                .approval(new ApprovalStep.Answer(
                        SampleCommits.approvalId("p"), new Vote(new PersonId("ben"), false, NOON))));

        assertEquals(ApprovalStatus.REJECTED, status("p"));
        assertEquals(
                new CommitResult.ApprovalElsewhere(ApprovalStatus.REJECTED),
                refusedWithoutTrace(full("d").approval(claim("p"))));
    }

    @Test
    void of_a_thousand_concurrent_claims_exactly_one_wins() {
        committed(acme.plain("a").approval(new ApprovalStep.Open(acme.approval("p", 1, NOON, NOON + 60_000))));
        committed(acme.plain("b").approval(yes("p", "anna")));
        List<CompletableFuture<CommitResult>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                String name = "claim" + i;
                claims.add(CompletableFuture.supplyAsync(
                        () -> journal()
                                .commit(acme.plain(name).approval(claim("p")).build())
                                .join(),
                        threads));
            }
        }

        List<CommitResult> results =
                claims.stream().map(CompletableFuture::join).toList();
        assertEquals(
                1,
                results.stream()
                        .filter(CommitResult.Committed.class::isInstance)
                        .count());
        assertEquals(
                999,
                results.stream()
                        .filter(new CommitResult.ApprovalElsewhere(ApprovalStatus.CONSUMED)::equals)
                        .count());
        assertEquals(3, records().receiptCount(acme.tenant()));
        assertChained(acme);
    }

    @Test
    void a_change_that_does_not_fit_fails_alone_and_leaves_nothing() {
        Snapshot before = snapshot();
        var good = journal().commit(globex.plain("a").build());
        var bad = journal().commit(full("b").changing(frozen()).build());
        var alsoGood = journal().commit(globex.plain("c").build());

        assertInstanceOf(CommitResult.Committed.class, good.join());
        assertInstanceOf(CommitResult.Committed.class, alsoGood.join());
        CompletionException thrown = assertThrows(CompletionException.class, bad::join);
        assertInstanceOf(IllegalArgumentException.class, thrown.getCause());
        assertEquals(before, snapshot());
    }

    private record Snapshot(
            List<SealedReceipt> receipts,
            List<ApprovalStatus> approvals,
            int votes,
            List<Records.OpenRelease> releases,
            List<Records.SessionLabel> labels,
            long epoch,
            boolean answered) {}

    /** Everything of the tenant that a commit could touch. */
    private Snapshot snapshot() {
        List<Approval> approvals = records().approvals(acme.tenant(), java.util.Optional.empty(), 100, 0);
        return new Snapshot(
                records().receipts(acme.tenant(), 0, 1000),
                approvals.stream().map(Approval::status).toList(),
                approvals.stream().mapToInt(a -> a.votes().size()).sum(),
                records().openReleases(),
                records().sessionLabels(acme.tenant(), SampleCommits.SESSION),
                journal().registry().epoch(Scope.server(TestInstall.TENANT, "trace")),
                records()
                        .firstAnswer(acme.tenant(), SampleCommits.AGENT, "trace")
                        .isPresent());
    }

    /** A commit with every part that could leave a trace; {@code acme} must not hold that decision yet. */
    private CommitBuilder full(String name) {
        return acme.decision(name, true)
                .once(acme.request("trace", "trace"))
                .once(new Commit.NonceOnce(SampleCommits.AGENT, "trace", NOON))
                .changing(new RegistryChange.RegisterServer(TestInstall.TENANT, "trace", true))
                .labelling(new Commit.Label(SampleCommits.SESSION, SampleCommits.AGENT, "unknown", "trace", NOON));
    }

    private CommitResult refusedWithoutTrace(CommitBuilder commit) {
        Snapshot before = snapshot();
        CommitResult result = journal().commit(commit.build()).join();
        assertEquals(before, snapshot());
        return result;
    }

    private SealedReceipt committed(CommitBuilder commit) {
        return assertInstanceOf(
                        CommitResult.Committed.class,
                        journal().commit(commit.build()).join())
                .receipt();
    }

    private void assertChained(SampleCommits tenant) {
        Chain chain = Chain.genesis();
        for (SealedReceipt receipt : records().receipts(tenant.tenant(), 0, 100_000)) {
            assertEquals(
                    java.util.HexFormat.of().formatHex(chain.head()),
                    Receipt.read(receipt.canonical()).previous());
            chain = chain.after(receipt);
        }
        assertEquals(records().receiptCount(tenant.tenant()), chain.nextSequence());
    }

    private ApprovalStatus status(String name) {
        return records()
                .approval(acme.tenant(), SampleCommits.approvalId(name))
                .orElseThrow()
                .status();
    }

    private static RegistryChange agent() {
        return new RegistryChange.RegisterAgent(
                TestInstall.agent(dev.sallyport.action.TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
    }

    private static RegistryChange frozen() {
        return new RegistryChange.SetAgentStatus(TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN);
    }

    private static ApprovalStep yes(String name, String person) {
        return new ApprovalStep.Answer(SampleCommits.approvalId(name), new Vote(new PersonId(person), true, NOON));
    }

    private static ApprovalStep claim(String name) {
        return new ApprovalStep.Move(
                SampleCommits.approvalId(name), Set.of(ApprovalStatus.APPROVED), ApprovalStatus.CONSUMED);
    }
}
