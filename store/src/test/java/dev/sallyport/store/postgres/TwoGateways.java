package dev.sallyport.store.postgres;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.gate.TreeHeads.TreeHead;
import dev.sallyport.testkit.PostgresServer;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;

/** Two gateways on one new database. */
final class TwoGateways implements AutoCloseable {
    final PostgresServer server = PostgresServer.get();
    final String url = server.newDatabase();
    final List<String> stops = new CopyOnWriteArrayList<>();
    final PostgresStore a = open();
    final PostgresStore b = open();

    /** One more gateway; nothing may ever stop its process. */
    PostgresStore open() {
        return PostgresStore.open(
                TestSettings.of(server, url, InstantSource.system(), (what, cause) -> stops.add(what)));
    }

    /** Either, by turns. */
    PostgresStore either(int i) {
        return i % 2 == 0 ? a : b;
    }

    /** Makes commits and their gateway; each writer has its own numbers. */
    interface Work {
        Commit commit(int writer, int i);
    }

    /** That many writers on each in turn, each one commit after the other; what was acknowledged. */
    List<SealedReceipt> write(int writers, int commits, Work work) {
        ConcurrentLinkedQueue<SealedReceipt> acknowledged = new ConcurrentLinkedQueue<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                threads.execute(() -> {
                    for (int i = 0; i < commits; i++) {
                        if (either(number)
                                        .journal()
                                        .commit(work.commit(number, i))
                                        .join()
                                instanceof CommitResult.Committed done) {
                            acknowledged.add(done.receipt());
                        }
                    }
                });
            }
        }
        return List.copyOf(acknowledged);
    }

    /** The chain is whole from first to last, both read the same end, and everything acknowledged stands where it was said. */
    void assertWhole(TenantId tenant, List<SealedReceipt> acknowledged) {
        Map<TenantId, TreeHead> audited = a.audit();
        TreeHead tree = audited.getOrDefault(tenant, new TreeHead(0, new byte[0]));
        assertEquals(tree.size(), a.records().receiptCount(tenant));
        for (PostgresStore each : List.of(a, b)) {
            assertEquals(tree.size(), each.heads().head(tenant).size());
            assertArrayEquals(tree.root(), each.heads().head(tenant).root());
        }
        List<SealedReceipt> all = Stream.iterate(0L, from -> from < tree.size(), from -> from + 1000)
                .flatMap(from -> b.records().receipts(tenant, from, 1000).stream())
                .toList();
        for (SealedReceipt receipt : acknowledged) {
            assertEquals(receipt, all.get((int) receipt.sequence()));
        }
        assertEquals(
                acknowledged.size(),
                acknowledged.stream().map(SealedReceipt::sequence).distinct().count(),
                "no place was given twice");
        assertEquals(List.of(), stops);
    }

    @Override
    public void close() {
        a.close();
        b.close();
    }
}
