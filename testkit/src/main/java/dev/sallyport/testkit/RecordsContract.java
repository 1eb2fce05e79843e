package dev.sallyport.testkit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.SessionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Records} promises. A subclass gives a fresh, empty store to each test. */
public abstract class RecordsContract {
    private static final long NOON = ManualClock.START_MILLIS;
    private static final TenantId STRANGER = new TenantId("nobody");

    private final SampleCommits acme = SampleCommits.of("acme");
    private final SampleCommits globex = SampleCommits.of("globex");

    /** Fills the records. */
    protected abstract Journal journal();

    /** The records under test. */
    protected abstract Records records();

    @Test
    void every_query_of_one_tenant_sees_nothing_of_another_with_the_same_ids() {
        fill(globex, 7);
        fill(acme, 3);

        assertOwn(acme, 3);
        assertOwn(globex, 7);
    }

    @Test
    void an_erased_decision_keeps_its_receipts_and_nothing_else_and_the_others_keep_everything() {
        for (SampleCommits tenant : List.of(acme, globex)) {
            committed(tenant.decision("p", false)
                    .once(tenant.request("r1", "answer of p"))
                    .approval(new ApprovalStep.Open(tenant.approval("p", 1, NOON, NOON + 10))));
            committed(tenant.decision("q", false).once(tenant.request("r2", "answer of q")));
        }
        DecisionId gone = SampleCommits.decisionId("p");
        committed(acme.plain("erasure").erasing(List.of(gone, SampleCommits.decisionId("nobody"))));
        assertNotEquals(Overwriting.HELD_UP, journal().overwrite(Long.MAX_VALUE));

        assertTrue(records().facts(acme.tenant(), gone).isEmpty());
        assertTrue(
                records().firstAnswer(acme.tenant(), SampleCommits.AGENT, "r1").isEmpty());
        Approval bare =
                records().approval(acme.tenant(), SampleCommits.approvalId("p")).orElseThrow();
        assertTrue(bare.isErased());
        assertEquals("", bare.actionHash());
        assertEquals(1, records().receiptsOf(acme.tenant(), gone).size());
        assertTrue(decisions(acme.tenant()).contains(SampleCommits.decisionId("q")));
        assertEquals(List.of("dec_q"), kept(acme.tenant(), 0));
        assertEquals(List.of("dec_p", "dec_q"), kept(globex.tenant(), 0));
        assertEquals(List.of("dec_q"), kept(globex.tenant(), 1));
        assertTrue(
                records().firstAnswer(acme.tenant(), SampleCommits.AGENT, "r2").isPresent());
        assertTrue(records()
                .firstAnswer(globex.tenant(), SampleCommits.AGENT, "r1")
                .isPresent());
        assertTrue(!records()
                .approval(globex.tenant(), SampleCommits.approvalId("p"))
                .orElseThrow()
                .isErased());
    }

    private List<String> kept(TenantId tenant, long from) {
        return records().keptDecisions(tenant, from, 10).stream()
                .map(kept -> kept.decision().value())
                .toList();
    }

    @Test
    void ids_of_another_tenant_answer_like_ids_nobody_has() {
        fill(globex, 3);
        committed(acme.plain("other"));

        for (TenantId tenant : List.of(acme.tenant(), STRANGER)) {
            assertTrue(records().receipt(tenant, "rcp_d0").isEmpty());
            assertTrue(records().facts(tenant, SampleCommits.decisionId("d0")).isEmpty());
            assertTrue(records().approval(tenant, SampleCommits.approvalId("p")).isEmpty());
            assertTrue(records().firstAnswer(tenant, SampleCommits.AGENT, "r1").isEmpty());
            assertTrue(records().policy(tenant, "digest").isEmpty());
            assertEquals(List.of(), records().receiptsOf(tenant, SampleCommits.decisionId("d0")));
            assertEquals(List.of(), records().approvals(tenant, Optional.empty(), 10, 0));
            assertEquals(List.of(), records().sessionLabels(tenant, SampleCommits.SESSION));
            assertEquals(List.of(), records().agentLabels(tenant, SampleCommits.AGENT, 0));
            assertEquals(List.of(), decisions(tenant));
        }
        assertEquals(0, records().receiptCount(STRANGER));
        assertEquals(List.of(), records().receipts(STRANGER, 0, 10));
        assertEquals(List.of(), records().newestReceipts(STRANGER, 10, 0));
        assertEquals(List.of(), records().newestActs(STRANGER, 10, 0));
    }

    @Test
    void receipts_are_paged_from_either_end() {
        IntStream.range(0, 25).forEach(i -> committed(acme.plain("r" + i)));

        assertEquals(List.of(10L, 11L, 12L), sequences(records().receipts(acme.tenant(), 10, 3)));
        assertEquals(List.of(24L), sequences(records().receipts(acme.tenant(), 24, 3)));
        assertEquals(List.of(), records().receipts(acme.tenant(), 25, 3));
        assertEquals(List.of(24L, 23L), sequences(records().newestReceipts(acme.tenant(), 2, 0)));
        assertEquals(List.of(1L, 0L), sequences(records().newestReceipts(acme.tenant(), 5, 23)));
        assertEquals(List.of(), records().newestReceipts(acme.tenant(), 5, 25));
        assertEquals(25, records().receiptCount(acme.tenant()));
    }

    @Test
    void acts_are_found_behind_any_number_of_decisions() {
        committed(acme.plain("first"));
        committed(acme.plain("second"));
        committed(globex.plain("theirs"));
        IntStream.range(0, 30).forEach(i -> committed(acme.decision("d" + i, false)));
        committed(acme.plain("third"));

        assertEquals(List.of(32L, 1L, 0L), sequences(records().newestActs(acme.tenant(), 10, 0)));
        assertEquals(List.of(1L), sequences(records().newestActs(acme.tenant(), 1, 1)));
        assertEquals(List.of(), records().newestActs(acme.tenant(), 10, 3));
        assertEquals(List.of(0L), sequences(records().newestActs(globex.tenant(), 10, 0)));
    }

    @Test
    void a_release_is_open_until_its_outcome() {
        committed(acme.decision("held", false));
        committed(acme.decision("ran", true));
        committed(acme.decision("lost", true));
        committed(acme.plain("o").outcomeOf(SampleCommits.decisionId("ran")));

        assertEquals(
                List.of(new Records.OpenRelease(acme.tenant(), SampleCommits.decisionId("lost"), SampleCommits.AGENT)),
                records().openReleases());
        assertEquals(
                List.of("rcp_ran", "rcp_o"),
                records().receiptsOf(acme.tenant(), SampleCommits.decisionId("ran")).stream()
                        .map(SealedReceipt::receiptId)
                        .toList());
    }

    @Test
    void approvals_are_listed_newest_first_and_by_status() {
        for (int i = 0; i < 5; i++) {
            Approval approval = acme.approval("p" + i, 1, NOON + i, NOON + 1000 - i);
            committed(acme.plain("open" + i).approval(new ApprovalStep.Open(approval)));
        }
        committed(acme.plain("x").approval(move("p1", ApprovalStatus.REJECTED)));

        assertEquals(List.of("apr_p4", "apr_p3", "apr_p2", "apr_p1", "apr_p0"), ids(Optional.empty(), 10, 0));
        assertEquals(List.of("apr_p3", "apr_p2"), ids(Optional.empty(), 2, 1));
        assertEquals(List.of("apr_p1"), ids(Optional.of(ApprovalStatus.REJECTED), 10, 0));
        assertEquals(List.of("apr_p2", "apr_p0"), ids(Optional.of(ApprovalStatus.PENDING), 10, 2));
    }

    @Test
    void an_approval_is_kept_as_it_was_opened() {
        Approval opened = acme.approval("p", 2, NOON, NOON + 1000);
        committed(acme.plain("a").approval(new ApprovalStep.Open(opened)));

        Approval kept =
                records().approval(acme.tenant(), SampleCommits.approvalId("p")).orElseThrow();
        assertArrayEquals(opened.sealed(), kept.sealed());
        assertEquals(
                opened.toString().replaceAll("sealed=.*", ""), kept.toString().replaceAll("sealed=.*", ""));
    }

    @Test
    void open_approvals_whose_time_ran_out_are_found_for_every_tenant() {
        open(acme, "early", NOON + 10);
        open(acme, "late", NOON + 30);
        open(globex, "early", NOON + 20);
        open(acme, "done", NOON + 5);
        committed(acme.plain("x").approval(move("done", ApprovalStatus.CONSUMED)));

        Set<String> due = Set.of("acme apr_early", "globex apr_early");
        assertEquals(due, Set.copyOf(expired(NOON + 20, 10)));
        assertEquals(1, expired(NOON + 20, 1).size());
        assertEquals(List.of(), expired(NOON + 9, 10));
    }

    @Test
    void labels_are_found_by_session_and_by_agent() {
        label("a", "ses_1", "semi_trusted_customer", NOON);
        label("b", "ses_1", "untrusted_external", NOON + 10);
        label("c", "ses_2", "unknown", NOON + 20);
        label("d", "ses_1", "semi_trusted_customer", NOON + 30);

        assertEquals(
                Set.of("semi_trusted_customer", "untrusted_external"),
                trusts(records().sessionLabels(acme.tenant(), SampleCommits.SESSION)));
        assertEquals(
                Set.of("unknown", "semi_trusted_customer"),
                trusts(records().agentLabels(acme.tenant(), SampleCommits.AGENT, NOON + 20)));
        assertEquals(List.of(), records().agentLabels(acme.tenant(), SampleCommits.AGENT, NOON + 31));
        assertEquals(List.of(), records().agentLabels(acme.tenant(), new AgentId("agt_2"), 0));
    }

    @Test
    void every_policy_that_was_ever_active_is_kept() {
        committed(acme.plain("a").changing(policy(acme, "one")));
        committed(acme.plain("b").changing(policy(acme, "two")));

        assertEquals(
                "permit one",
                records().policy(acme.tenant(), "one").orElseThrow().files().get("a.cedar"));
        assertEquals(
                "permit two",
                records().policy(acme.tenant(), "two").orElseThrow().files().get("a.cedar"));
    }

    private void fill(SampleCommits tenant, int count) {
        for (int i = 0; i < count; i++) {
            committed(tenant.decision("d" + i, i == 0).once(tenant.request("r" + i, "answer of " + tenant.tenant())));
        }
        committed(tenant.plain("p")
                .approval(new ApprovalStep.Open(tenant.approval("p", 1, NOON, NOON + count)))
                .labelling(new Commit.Label(
                        SampleCommits.SESSION, SampleCommits.AGENT, "unknown", "from " + tenant.tenant(), NOON)));
        committed(tenant.plain("policy").changing(policy(tenant, "digest")));
    }

    private void assertOwn(SampleCommits of, int count) {
        TenantId tenant = of.tenant();
        int total = count + 2;
        Records records = records();
        assertEquals(total, records.receiptCount(tenant));
        assertEquals(total, ownReceipts(tenant, records.receipts(tenant, 0, 100)));
        assertEquals(total, ownReceipts(tenant, records.newestReceipts(tenant, 100, 0)));
        assertEquals(
                1,
                ownReceipts(tenant, records.receipt(tenant, "rcp_d1").stream().toList()));
        assertEquals(1, ownReceipts(tenant, records.receiptsOf(tenant, SampleCommits.decisionId("d1"))));
        assertEquals(count, decisions(tenant).size());
        Records.KeptFacts facts =
                records.facts(tenant, SampleCommits.decisionId("d1")).orElseThrow();
        assertEquals("facts of d1 of " + tenant, text(facts.sealed()));
        assertEquals(1, facts.sequence());
        assertEquals(
                "answer of " + tenant,
                text(records.firstAnswer(tenant, SampleCommits.AGENT, "r1").orElseThrow()));
        Approval approval =
                records.approval(tenant, SampleCommits.approvalId("p")).orElseThrow();
        assertEquals("held call of p of " + tenant, text(approval.sealed()));
        assertEquals(tenant, approval.tenant());
        for (Optional<ApprovalStatus> status :
                List.of(Optional.<ApprovalStatus>empty(), Optional.of(ApprovalStatus.PENDING))) {
            List<Approval> listed = records.approvals(tenant, status, 100, 0);
            assertEquals(List.of(tenant), listed.stream().map(Approval::tenant).toList());
            assertEquals("held call of p of " + tenant, text(listed.getFirst().sealed()));
        }
        assertEquals(
                List.of("from " + tenant),
                records.sessionLabels(tenant, SampleCommits.SESSION).stream()
                        .map(Records.SessionLabel::source)
                        .toList());
        assertEquals(
                List.of("from " + tenant),
                records.agentLabels(tenant, SampleCommits.AGENT, 0).stream()
                        .map(Records.SessionLabel::source)
                        .toList());
        assertEquals(tenant, records.policy(tenant, "digest").orElseThrow().tenant());
        assertTrue(records.tenants().contains(tenant));
        assertEquals(
                1,
                records.openReleases().stream()
                        .filter(open -> open.tenant().equals(tenant))
                        .count());
        assertEquals(
                1,
                records.expiredApprovals(NOON + 100, 100).stream()
                        .filter(due -> due.tenant().equals(tenant))
                        .count());
    }

    private static int ownReceipts(TenantId tenant, List<SealedReceipt> receipts) {
        String member = "\"tenant\":\"" + tenant + "\"";
        assertTrue(receipts.stream().allMatch(r -> text(r.canonical()).contains(member)));
        return receipts.size();
    }

    private List<DecisionId> decisions(TenantId tenant) {
        try (Stream<DecisionId> all = records().decisions(tenant)) {
            return all.toList();
        }
    }

    private void open(SampleCommits tenant, String name, long expires) {
        committed(tenant.plain(name).approval(new ApprovalStep.Open(tenant.approval(name, 1, NOON, expires))));
    }

    private List<String> expired(long timeMillis, int limit) {
        return records().expiredApprovals(timeMillis, limit).stream()
                .map(a -> a.tenant() + " " + a.id())
                .toList();
    }

    private List<String> ids(Optional<ApprovalStatus> status, int limit, int offset) {
        return records().approvals(acme.tenant(), status, limit, offset).stream()
                .map(a -> a.id().value())
                .toList();
    }

    private void label(String name, String session, String trust, long time) {
        committed(acme.plain(name)
                .labelling(new Commit.Label(new SessionId(session), SampleCommits.AGENT, trust, "desk/read", time)));
    }

    private static Set<String> trusts(List<Records.SessionLabel> labels) {
        return Set.copyOf(labels.stream().map(Records.SessionLabel::trust).toList());
    }

    private static List<Long> sequences(List<SealedReceipt> receipts) {
        return receipts.stream().map(SealedReceipt::sequence).toList();
    }

    private static ApprovalStep move(String name, ApprovalStatus to) {
        return new ApprovalStep.Move(
                SampleCommits.approvalId(name), Set.of(ApprovalStatus.PENDING, ApprovalStatus.APPROVED), to);
    }

    private static RegistryChange policy(SampleCommits tenant, String digest) {
        return new RegistryChange.ActivatePolicy(new PolicySource(
                tenant.tenant(), digest, new TreeMap<>(java.util.Map.of("a.cedar", "permit " + digest))));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private void committed(CommitBuilder commit) {
        assertInstanceOf(
                CommitResult.Committed.class, journal().commit(commit.build()).join());
    }
}
