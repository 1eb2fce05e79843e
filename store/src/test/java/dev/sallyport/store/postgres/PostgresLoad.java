package dev.sallyport.store.postgres;

import dev.sallyport.gate.journal.Commit;
import dev.sallyport.store.load.JournalLoad;
import dev.sallyport.testkit.PostgresServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Measures durable commits per second on a PostgreSQL server of its own, which syncs: the commits of {@link JournalLoad}, all
 * of one tenant. With several gateways each gets its share of the commits and of those in flight.
 *
 * <p>Arguments: commits, in flight, {@code plain|requests}, commits per second to offer (0: as many as it takes), gateways.
 */
public final class PostgresLoad {
    private PostgresLoad() {}

    /** Runs the case. */
    public static void main(String[] args) throws Exception {
        int count = Integer.parseInt(args[0]);
        int inFlight = Integer.parseInt(args[1]);
        boolean requests = args[2].equals("requests");
        int offered = Integer.parseInt(args[3]);
        int gateways = Integer.parseInt(args[4]);
        PostgresServer server = PostgresServer.get();
        String url = server.newDatabase();
        List<CompletableFuture<JournalLoad.Figures>> running = new ArrayList<>();
        List<PostgresStore> stores = new ArrayList<>();
        for (int i = 0; i < gateways; i++) {
            PostgresStore store = PostgresStore.open(TestSettings.of(server, url, InstantSource.system()));
            stores.add(store);
            JournalLoad.run(
                    store.journal(),
                    JournalLoad.commits("w" + i, count / gateways / 2, requests),
                    inFlight / gateways,
                    0);
        }
        for (int i = 0; i < gateways; i++) {
            PostgresStore store = stores.get(i);
            Commit[] commits = JournalLoad.commits("m" + i, count / gateways, requests);
            running.add(
                    CompletableFuture.supplyAsync(() -> run(store, commits, inFlight / gateways, offered / gateways)));
        }
        double perSecond = 0;
        double p50 = 0;
        double p99 = 0;
        for (CompletableFuture<JournalLoad.Figures> each : running) {
            JournalLoad.Figures figures = each.join();
            perSecond += figures.perSecond();
            p50 = Math.max(p50, figures.p50Millis());
            p99 = Math.max(p99, figures.p99Millis());
        }
        System.out.printf(
                "bench=postgres gateways=%d in_flight=%d requests=%s offered=%d commits=%d per_second=%.0f p50_ms=%.2f p99_ms=%.2f%n",
                gateways, inFlight, requests, offered, count, perSecond, p50, p99);
        stores.forEach(PostgresStore::close);
        System.exit(0);
    }

    private static JournalLoad.Figures run(PostgresStore store, Commit[] commits, int inFlight, int perSecond) {
        try {
            return JournalLoad.run(store.journal(), commits, inFlight, perSecond);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
