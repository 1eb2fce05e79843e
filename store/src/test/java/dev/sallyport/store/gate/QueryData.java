package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.delivery.Delivery;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.delivery.Revision;
import dev.sallyport.gate.identity.ApprovalId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.registry.PolicySource;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.notice.Kind;
import dev.sallyport.soc.notice.Notice;
import dev.sallyport.soc.outbox.Attempt;
import dev.sallyport.soc.outbox.Change;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.soc.outbox.Owing;
import dev.sallyport.store.console.SavedSearch;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.group.Fingerprint;
import dev.sallyport.store.group.Key;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import dev.sallyport.store.soc.SampleBook;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Data that reaches every query, the same for each tenant but for its name. */
public final class QueryData {
    private static final long NOON = ManualClock.START_MILLIS;
    // Numbers are given in the order of first commits.
    private static final int ACME = 1;

    private QueryData() {}

    /** Parameters with which a query of one tenant finds rows of {@code acme}, if that was filled first. */
    public static Object[] parameters(ReadQuery query) {
        long first = Key.first(ACME);
        long last = Key.last(ACME);
        String agent = SampleCommits.AGENT.value();
        return switch (query) {
            case FIRST_ANSWER -> new Object[] {ACME, Fingerprint.of(SampleCommits.AGENT, "r1"), agent, "r1"};
            case APPROVAL -> new Object[] {ACME, "apr_p"};
            case APPROVALS -> new Object[] {first, last, 10, 0};
            case APPROVALS_OF_STATUS -> new Object[] {ACME, "PENDING", 10, 0};
            case NEWEST_ACTS -> new Object[] {ACME, 10, 0};
            case FACTS, RECEIPTS_OF -> new Object[] {ACME, "dec_d"};
            case RECEIPT -> new Object[] {ACME, "rcp_d"};
            case RECEIPT_HASHES, RECEIPT_TILE -> new Object[] {first, last};
            case SUBTREES -> new Object[] {ACME, 8, 0L, 255L};
            case RECEIPTS, NEWEST_RECEIPTS, DECISIONS, KEPT_DECISIONS -> new Object[] {first, last, 10};
            case TENANT_NUMBER -> new Object[] {"acme"};
            case TENANTS -> new Object[] {};
            case TREE, RECEIPT_COUNT -> new Object[] {ACME};
            case SESSION_LABELS -> new Object[] {ACME, SampleCommits.SESSION.value()};
            case AGENT_LABELS -> new Object[] {ACME, agent, 0L};
            case POLICY -> new Object[] {ACME, "digest"};
            case EXPIRED_APPROVALS -> new Object[] {NOON + 1000, 10};
            case INSTALL_TREE -> new Object[] {0};
            case INSTALL_RECORDS -> new Object[] {0L, 0L};
            case INSTALL_LEAF -> new Object[] {"acme", 10L};
            case ANCHOR -> new Object[] {"acme"};
            case DELIVERIES -> new Object[] {"acme", "apr_p"};
            case DUE_DELIVERIES -> new Object[] {"slack", NOON, 10};
            case NOTICES -> new Object[] {"acme", "inc_1"};
            case DUE_NOTICES -> new Object[] {"pager", NOON, NOON, 10};
            case DEAD_NOTICES -> new Object[] {"acme", 10};
            case NOTICES_SINCE -> new Object[] {"acme", "pager", 0L};
            case SEARCHES, VISITS -> new Object[] {"acme", 10};
            case RESULT -> new Object[] {"acme", "campaign", "nightly", "r1"};
            case RESULTS -> new Object[] {"acme", "campaign", "nightly", 10};
            case RESULT_NAMES -> new Object[] {"acme", "campaign", 10};
            case SOC_MARK -> new Object[] {"acme"};
            case SOC_ALERT -> new Object[] {"acme", "alr_1"};
            case SOC_INCIDENT -> new Object[] {"acme", "inc_1"};
            case SOC_ALERTS, SOC_INCIDENTS, SOC_OPEN_INCIDENTS -> new Object[] {"acme", 10, 0};
            case SOC_ALERTS_OF -> new Object[] {"acme", "inc_1", 10, 0};
            case SOC_NARRATIVE, SOC_STEPS -> new Object[] {"acme", "inc_1"};
            case SOC_DUE_STEPS, SOC_BEGUN_STEPS -> new Object[] {"acme", NOON, 10};
            case SOC_STANDING_STEPS -> new Object[] {"acme", "agt_1", 10};
            case INSTALL_NEWEST, OPEN_RELEASES -> new Object[] {};
        };
    }

    /** Writes the tenant's data. */
    public static void fill(
            Journal journal,
            InstallLog install,
            Outbox outbox,
            NoticeOutbox notices,
            Searches searches,
            Book book,
            String name) {
        SampleCommits tenant = SampleCommits.of(name);
        committed(journal, tenant.decision("d", true).once(tenant.request("r1", "answer of " + tenant.tenant())));
        committed(
                journal,
                tenant.plain("p")
                        .approval(new ApprovalStep.Open(tenant.approval("p", 1, NOON, NOON + 10)))
                        .labelling(new Commit.Label(SampleCommits.SESSION, SampleCommits.AGENT, "unknown", "x", NOON)));
        committed(
                journal,
                tenant.plain("policy")
                        .changing(new RegistryChange.ActivatePolicy(
                                new PolicySource(tenant.tenant(), "digest", new TreeMap<>()))));
        // As many as complete one subtree that is kept.
        List<CompletableFuture<CommitResult>> many = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            many.add(journal.commit(tenant.plain("n" + i).build()));
        }
        many.forEach(one -> assertInstanceOf(CommitResult.Committed.class, one.join()));
        outbox.add(List.of(new Delivery(
                new Delivery.Key(tenant.tenant(), new ApprovalId("apr_p"), "slack", Revision.ASKED), NOON, NOON + 10)));
        Notice notice = SampleNotices.notice(tenant.tenant(), "inc_1", 1, Kind.OPENED);
        Owing lost = Owing.of(notice, "tickets", NOON, NOON);
        notices.apply(List.of(new Change.Owe(Owing.of(notice, "pager", NOON, NOON)), new Change.Owe(lost)));
        notices.settle(new Attempt.Dead(lost.key(), NOON, "status 400"));
        searches.keep(new SavedSearch(tenant.tenant(), "sea_1", "ann", "refused", "decision:deny", true, NOON));
        SampleBook.fill(book, tenant.tenant(), NOON);
        Checkpoint end = Checkpoint.of("test/" + name, Tree.empty().append(name.getBytes(StandardCharsets.UTF_8)));
        install.append(List.of(new InstallLog.Leaf(0, tenant.tenant(), end.text())));
        install.keep(new InstallLog.Anchored(name, install.head().size(), NOON, 1, "note"));
    }

    /** Writes a visit of that tenant. */
    public static void visit(Visits visits, String name) {
        visits.keep(new Visit(
                new TenantId(name), "v1", NOON, Visit.Kind.ACCEPTED, "ann of " + name, "passphrase", "::1", ""));
    }

    /** Writes a result of that tenant. */
    public static void result(Results results, String name) {
        byte[] body = ("of " + name).getBytes(StandardCharsets.UTF_8);
        results.keep(new Result(new TenantId(name), "campaign", "nightly", "r1", 1, NOON, "digest", "rcp_1", body), 10);
    }

    private static void committed(Journal journal, CommitBuilder commit) {
        assertInstanceOf(
                CommitResult.Committed.class, journal.commit(commit.build()).join());
    }
}
