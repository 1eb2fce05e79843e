package dev.sallyport.bench.ledger;

import dev.sallyport.bench.disk.Flush;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import dev.sallyport.server.api.ReceiptExport;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Durable receipts by 1, 16 and 256 writers, each of whom waits for its receipt to be on the disk before the next; then the
 * export of many and its check.
 */
public final class LedgerBench implements Bench {
    private static final String NAME = "ledger";
    private static final TenantId TENANT = new TenantId("default");

    @Override
    public void run(boolean quick, Report report) throws IOException, SQLException, InterruptedException {
        long nanos = (quick ? 1L : 10L) * 1_000_000_000L;
        try (Scratch scratch = Scratch.make()) {
            Samples flush = Flush.measure(scratch.path(), quick ? 500 : 3_000);
            report.row(Row.of(NAME, "fdatasync after 4 KB", "us", flush.quantile(0.5) / 1e3, flush.quantile(0.99) / 1e3)
                    .withThroughput(1e9 / flush.quantile(0.5)));
            for (int writers : List.of(1, 16, 256)) {
                new DurableReceipts(NAME, writers, 0, nanos).measure(0, scratch.path(), report);
            }
            Ed25519Key key = Ed25519Key.generate("bench.example/log", new SecureRandom());
            try (SqliteStore store = SqliteStore.openOrCreate(new StoreSettings(
                    scratch.path(),
                    InstantSource.system(),
                    (what, cause) -> Runtime.getRuntime().halt(5)))) {
                fill(store, new Workload(TENANT, key.keyId(), 0), quick ? 20_000 : 200_000);
                verify(store, key, scratch.path(), report);
            }
        }
    }

    private static void fill(SqliteStore store, Workload work, int count) {
        List<CompletableFuture<Void>> told = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            told.add(work.into(store.journal(), i));
        }
        told.forEach(CompletableFuture::join);
    }

    private static void verify(SqliteStore store, Ed25519Key key, Path folder, Report report) throws IOException {
        Path file = folder.resolve("all.receipts");
        ReceiptLogs logs = new ReceiptLogs(key, store.origin().epoch(), store.heads());
        long count = store.records().receiptCount(TENANT);
        long began = System.nanoTime();
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            new ReceiptExport(store.records(), logs).write(TENANT, out);
        }
        report.row(Row.rate(NAME, "export", count * 1e9 / (System.nanoTime() - began)));
        began = System.nanoTime();
        Verdict verdict = OfflineVerifier.verify(file, VerifyOptions.with(key.verifierKey()));
        report.row(Row.rate(NAME, "offline check", count * 1e9 / (System.nanoTime() - began)));
        if (!(verdict instanceof Verdict.Verified verified) || verified.count() != count) {
            throw new Broken("the export of " + count + " receipts does not verify: " + verdict);
        }
        report.note(String.format("%,d receipts exported and verified", count));
    }
}
