package dev.sallyport.store.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Scope;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.PostgresServer;
import dev.sallyport.testkit.SampleCommits;
import dev.sallyport.testkit.TestInstall;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several gateways, one history. */
@Tag("full")
@Timeout(180)
final class SharedChainTest {
    private static final long NOON = ManualClock.START_MILLIS;

    private final SampleCommits acme = SampleCommits.of(TestInstall.TENANT.value());
    private TwoGateways both;

    @BeforeEach
    void open() {
        both = new TwoGateways();
    }

    @AfterEach
    void close() {
        both.close();
    }

    @Test
    void thirty_two_writers_on_two_gateways_make_one_chain_without_gap_or_fork() {
        List<SealedReceipt> acknowledged = both.write(
                32, 100, (writer, i) -> acme.plain("w" + writer + "." + i).build());

        assertEquals(3200, acknowledged.size());
        both.assertWhole(acme.tenant(), acknowledged);
    }

    @Test
    void new_tenants_of_two_gateways_get_numbers_of_their_own() {
        List<CompletableFuture<CommitResult>> first = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            SampleCommits tenant = SampleCommits.of("tenant" + i / 2);
            first.add(both.either(i).journal().commit(tenant.plain("r" + i).build()));
        }
        first.forEach(one -> assertInstanceOf(CommitResult.Committed.class, one.join()));

        assertEquals(50, both.a.records().tenants().size());
        assertEquals(both.a.records().tenants(), both.b.records().tenants());
        both.a.audit().forEach((tenant, tree) -> assertEquals(2, tree.size()));
    }

    @Test
    void an_epoch_moved_by_one_gateway_makes_the_others_commit_stale() {
        RegistryChange agent =
                new RegistryChange.RegisterAgent(TestInstall.agent(TrustLevel.TRUSTED_INTERNAL_UNSIGNED));
        committed(both.a, acme.plain("a").changing(agent));
        Scope scope = Scope.agent(TestInstall.TENANT, TestInstall.AGENT);
        Commit.Expected read = new Commit.Expected(scope, 1);
        committed(both.b, acme.plain("b").expecting(List.of(read)));
        committed(
                both.a,
                acme.plain("c")
                        .changing(new RegistryChange.SetAgentStatus(
                                TestInstall.TENANT, TestInstall.AGENT, AgentStatus.FROZEN)));

        CommitResult late = commit(both.b, acme.plain("d").expecting(List.of(read)));

        assertEquals(new CommitResult.Stale(scope), late);
        assertEquals(
                AgentStatus.FROZEN,
                both.b
                        .journal()
                        .registry()
                        .agent(TestInstall.TENANT, TestInstall.AGENT)
                        .orElseThrow()
                        .status());
    }

    @Test
    void an_idle_gateway_hears_of_a_change_and_a_late_one_reads_it() {
        committed(both.a, acme.plain("a").changing(new RegistryChange.RegisterServer(acme.tenant(), "desk", true)));
        Scope scope = Scope.server(acme.tenant(), "desk");
        while (both.b.journal().registry().epoch(scope) == 0) {
            Thread.onSpinWait();
        }

        assertEquals(1, both.b.journal().registry().epoch(scope));
        try (PostgresStore late = both.open()) {
            assertEquals(1, late.journal().registry().epoch(scope));
        }
    }

    @Test
    void request_ids_nonces_outcomes_and_approvals_count_once_among_all_gateways() {
        Commit.NonceOnce nonce = new Commit.NonceOnce(SampleCommits.AGENT, "n1", NOON);
        ApprovalStep open = new ApprovalStep.Open(acme.approval("p", 1, NOON, NOON + 60_000));
        committed(
                both.a,
                acme.decision("d", true)
                        .once(acme.request("r1", "first"))
                        .once(nonce)
                        .approval(open));
        committed(both.b, acme.plain("o").outcomeOf(SampleCommits.decisionId("d")));

        CommitResult repeated = commit(both.b, acme.plain("b1").once(acme.request("r1", "second")));
        assertArrayEquals(
                "first".getBytes(StandardCharsets.UTF_8),
                assertInstanceOf(CommitResult.RepeatedRequest.class, repeated).answer());
        assertInstanceOf(
                CommitResult.ReplayedNonce.class,
                commit(both.b, acme.plain("b2").once(nonce)));
        assertInstanceOf(
                CommitResult.OutcomeKnown.class,
                commit(both.a, acme.plain("a2").outcomeOf(SampleCommits.decisionId("d"))));
        assertEquals(
                new CommitResult.ApprovalElsewhere(ApprovalStatus.PENDING),
                commit(both.b, acme.plain("b3").approval(open)));
        assertEquals(2, both.b.records().receiptCount(acme.tenant()));
    }

    @Test
    void the_same_hundred_requests_at_both_gateways_are_answered_once_each() {
        List<CompletableFuture<CommitResult>> results = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            String id = "r" + i / 2;
            CommitBuilder commit = acme.plain("once" + i).once(acme.request(id, "answer " + i));
            results.add(both.either(i).journal().commit(commit.build()));
        }
        long written = results.stream()
                .map(CompletableFuture::join)
                .filter(CommitResult.Committed.class::isInstance)
                .count();

        assertEquals(100, written);
        assertEquals(100, both.a.records().receiptCount(acme.tenant()));
    }

    @Test
    void of_a_thousand_consumers_at_two_gateways_exactly_one_wins() {
        committed(both.a, acme.plain("a").approval(new ApprovalStep.Open(acme.approval("p", 1, NOON, NOON + 60_000))));
        ApprovalStep claim = new ApprovalStep.Move(
                SampleCommits.approvalId("p"), Set.of(ApprovalStatus.PENDING), ApprovalStatus.CONSUMED);
        List<CompletableFuture<CommitResult>> claims = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 1000; i++) {
                int number = i;
                claims.add(CompletableFuture.supplyAsync(
                        () -> commit(
                                both.either(number),
                                acme.plain("claim" + number).approval(claim)),
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
        CommitResult consumed = new CommitResult.ApprovalElsewhere(ApprovalStatus.CONSUMED);
        assertEquals(999, results.stream().filter(consumed::equals).count());
        both.assertWhole(acme.tenant(), List.of());
    }

    @Test
    void a_release_is_open_to_its_own_gateway_and_after_its_end_to_all() {
        committed(both.a, acme.decision("d", true));

        assertEquals(1, both.a.records().openReleases().size());
        assertEquals(List.of(), both.b.records().openReleases());
        both.a.close();
        assertEquals(1, both.b.records().openReleases().size());
    }

    @Test
    void tenants_of_one_gateway_do_not_wait_for_anothers_lock() throws Exception {
        committed(both.a, acme.plain("a"));
        SampleCommits globex = SampleCommits.of("globex");
        committed(both.b, globex.plain("a"));
        try (var holder = both.server.connect(both.url);
                var statement = holder.createStatement()) {
            statement.execute("BEGIN; SELECT * FROM chain WHERE tenant = 1 FOR UPDATE");
            CompletableFuture<CommitResult> held =
                    both.a.journal().commit(acme.plain("b").build());
            committed(both.b, globex.plain("b"));
            assertTrue(!held.isDone());
            statement.execute("COMMIT");
            assertInstanceOf(CommitResult.Committed.class, held.join());
        }
    }

    @Test
    void a_dump_that_was_put_back_holds_every_receipt_and_goes_on_in_the_next_epoch() {
        List<SealedReceipt> acknowledged = both.write(
                8,
                50,
                (writer, i) -> acme.decision("w" + writer + "." + i, true).build());
        PostgresServer server = both.server;
        String dump = server.file("sallyport.dump");
        server.tool("pg_dump", "-Fc", "-f", dump, uri(both.url));
        String restored = server.newDatabase();
        server.tool("pg_restore", "--exit-on-error", "--no-owner", "-d", uri(restored), dump);
        server.execute(
                restored,
                "INSERT INTO origin (epoch, opened) SELECT max(epoch) + 1,"
                        + " (extract(epoch FROM now()) * 1000)::bigint FROM origin");

        try (PostgresStore store = PostgresStore.open(TestSettings.of(server, restored, InstantSource.system()))) {
            assertEquals(2, store.epoch());
            assertEquals(
                    acknowledged.size(),
                    Objects.requireNonNull(store.audit().get(acme.tenant())).size());
            assertEquals(
                    both.a.records().receipts(acme.tenant(), 0, 1000),
                    store.records().receipts(acme.tenant(), 0, 1000));
            committed(store, acme.plain("after"));
        }
    }

    private static String uri(String jdbc) {
        return jdbc.replace("jdbc:postgresql://", "postgresql://owner@");
    }

    private static CommitResult commit(PostgresStore store, CommitBuilder commit) {
        return store.journal().commit(commit.build()).join();
    }

    private static void committed(PostgresStore store, CommitBuilder commit) {
        assertInstanceOf(CommitResult.Committed.class, commit(store, commit));
    }
}
