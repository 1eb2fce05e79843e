package dev.sallyport.bench.ledger;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.bench.disk.Flush;
import dev.sallyport.bench.gateway.Scratch;
import dev.sallyport.bench.row.Bench;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Durable receipts of about 700 bytes by 1, 16 and 256 writers, each of whom waits for its receipt to be on the disk before
 * the next; then the export of them all and its check. The floor is one flush of this disk per receipt.
 */
public final class LedgerBench implements Bench {
    private static final String NAME = "ledger";
    private static final TenantId TENANT = new TenantId("default");
    private static final long PATIENCE_MILLIS = 60_000;

    private final AtomicLong ids = new AtomicLong();

    @Override
    public void run(boolean quick, Report report) throws IOException, InterruptedException {
        long nanos = (quick ? 2L : 10L) * 1_000_000_000L;
        try (Scratch scratch = Scratch.make()) {
            Samples flush = Flush.measure(scratch.path(), quick ? 500 : 3_000);
            double floor = 1e9 / flush.quantile(0.5);
            report.row(Row.of(NAME, "fdatasync after 4 KB", "us", flush.quantile(0.5) / 1e3, flush.quantile(0.99) / 1e3)
                    .withThroughput(floor));
            Ed25519Key key = Ed25519Key.generate("bench.example/log", new SecureRandom());
            try (SqliteStore store = SqliteStore.openOrCreate(new StoreSettings(
                    scratch.path(),
                    InstantSource.system(),
                    (what, cause) -> Runtime.getRuntime().halt(5)))) {
                for (int writers : List.of(1, 16, 256)) {
                    report.row(
                            write(store.journal(), key.keyId(), writers, nanos).withFloor(floor));
                }
                verify(store, key, scratch.path(), report);
            }
        }
    }

    private Row write(Journal journal, String keyId, int writers, long nanos) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        List<Samples> all = new ArrayList<>();
        long end = System.nanoTime() + nanos;
        for (int i = 0; i < writers; i++) {
            Samples own = new Samples(1 << 12);
            all.add(own);
            threads.add(Thread.ofVirtual().start(() -> writeUntil(end, journal, keyId, own)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Samples merged = new Samples(1 << 20);
        all.forEach(merged::addAll);
        if (merged.size() == 0) {
            throw new Broken("no receipt became durable");
        }
        return Row.of(
                        NAME,
                        "durable receipts, " + writers + " writers",
                        "us",
                        merged.quantile(0.5) / 1e3,
                        merged.quantile(0.99) / 1e3)
                .withThroughput(merged.size() * 1e9 / nanos);
    }

    private void writeUntil(long end, Journal journal, String keyId, Samples samples) {
        while (System.nanoTime() - end < 0) {
            long began = System.nanoTime();
            CommitResult result = journal.commit(commit(keyId)).join();
            if (!(result instanceof CommitResult.Committed)) {
                throw new Broken("a receipt was answered with " + result);
            }
            samples.add(System.nanoTime() - began);
        }
    }

    private Commit commit(String keyId) {
        long now = System.currentTimeMillis();
        JsonObject body = JsonObject.builder()
                .put("decision_id", "dec_" + ids.incrementAndGet())
                .put("agent", "agt_bench")
                .put("note", "x".repeat(330))
                .build();
        Envelope envelope =
                new Envelope("rcp_" + ids.incrementAndGet(), TENANT.value(), ReceiptKind.ADMINISTRATION, now, keyId);
        return Commit.of(TENANT, ReceiptDraft.of(new ReceiptBody(body), envelope), now + PATIENCE_MILLIS)
                .build();
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
