package dev.sallyport.bench.ledger;

import dev.sallyport.bench.disk.GroupLog;
import dev.sallyport.bench.disk.PlainFile;
import dev.sallyport.bench.disk.PlainSqlite;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Durable receipts a second through the store as a gateway opens it, and how long each takes at a rate that leaves room. The
 * floor is the same number of bytes in the same natural groups, appended to a file and flushed with {@code fdatasync}, by the
 * same writers; the peer is a plain table of SQLite, filled the same way.
 *
 * @param bench what the rows are called
 * @param writers how many wait for a receipt each, at full load
 * @param perSecond the even rate at which times are measured as well; 0 to leave that out
 * @param nanos how long each measurement takes, after a third of that to warm up
 */
public record DurableReceipts(String bench, int writers, int perSecond, long nanos) {
    /** What is measured: an engine, and what it appends to. */
    private interface Engine extends AutoCloseable {
        CompletableFuture<?> append(long number);

        @Override
        void close() throws IOException, SQLException;
    }

    private record Both(Writers.Measured full, Writers.Measured even) {}

    /** Measures in a folder of that disk. */
    public void measure(int factsBytes, Path folder, Report report)
            throws IOException, SQLException, InterruptedException {
        Ed25519Key key = Ed25519Key.generate("bench.example/log", new SecureRandom());
        Workload work = new Workload(new TenantId("default"), key.keyId(), factsBytes);
        Path own = Files.createTempDirectory(folder, "durable-");
        byte[] entry = work.plain();
        try (Scratch scratch = new Scratch(own)) {
            Both floor = run(plain(new PlainFile(scratch.path().resolve("plain.bin")), entry));
            Both peer = run(plain(new PlainSqlite(scratch.path().resolve("plain.db")), entry));
            Both ours = run(store(scratch.path(), work));
            report(work, entry.length, List.of(ours, floor, peer), report);
        }
    }

    private static Engine plain(GroupLog.Medium medium, byte[] entry) {
        GroupLog log = new GroupLog(medium);
        return new Engine() {
            @Override
            public CompletableFuture<?> append(long number) {
                return log.append(entry);
            }

            @Override
            public void close() throws IOException, SQLException {
                log.close();
            }
        };
    }

    private static Engine store(Path folder, Workload work) {
        SqliteStore store = SqliteStore.openOrCreate(new StoreSettings(
                folder,
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(5)));
        return new Engine() {
            @Override
            public CompletableFuture<?> append(long number) {
                return work.into(store.journal(), number);
            }

            @Override
            public void close() {
                store.close();
            }
        };
    }

    private Both run(Engine engine) throws IOException, SQLException, InterruptedException {
        try (engine) {
            Writers load = new Writers(engine::append);
            load.closed(writers, nanos / 3);
            Writers.Measured full = load.closed(writers, nanos);
            return new Both(full, perSecond > 0 ? load.paced(perSecond, nanos) : full);
        }
    }

    private void report(Workload work, int bytes, List<Both> measured, Report report) {
        String what = work.factsBytes() > 0 ? "receipts with facts" : "receipts";
        List<String> who = List.of("durable " + what, "  file + fdatasync", "  plain SQLite");
        Writers.Measured floor = measured.get(1).full();
        double peer = measured.get(2).full().times().quantile(0.5) / 1e3;
        for (int i = 0; i < who.size(); i++) {
            Row row = row(
                    who.get(i) + ", " + writers + " writers", measured.get(i).full());
            report.row(i == 0 ? row.withFloor(floor.perSecond()).withPeer(peer) : row);
        }
        if (perSecond > 0) {
            double evenPeer = measured.get(2).even().times().quantile(0.5) / 1e3;
            for (int i = 0; i < who.size(); i++) {
                Row row = row(
                        who.get(i) + ", " + perSecond + "/s", measured.get(i).even());
                report.row(i == 0 ? row.withPeer(evenPeer) : row);
            }
        }
        report.note(String.format("%d bytes an entry (%d of them facts)", bytes, work.factsBytes()));
    }

    private Row row(String name, Writers.Measured measured) {
        return Row.of(bench, name, "us", measured.times(), 1e3).withThroughput(measured.perSecond());
    }
}
