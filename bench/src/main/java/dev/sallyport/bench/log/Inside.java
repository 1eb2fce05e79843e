package dev.sallyport.bench.log;

import dev.sallyport.bench.row.Report;
import dev.sallyport.bench.row.Row;
import dev.sallyport.bench.row.Samples;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.log.LogProof;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.sqlite.SqliteStore;
import java.util.Random;

/** What the log costs without HTTP: opening the store, a checkpoint that is signed anew, a proof of any receipt. */
record Inside(String bench, LongHistory history, int times) {
    private static final long SEED = 42;
    private static final int COLD = 20;

    void measure(String size, Report report) throws InterruptedException {
        Samples opened = new Samples(1);
        Samples checkpoints = new Samples(times);
        Samples proofs = new Samples(times);
        long began = System.nanoTime();
        try (SqliteStore store = history.open()) {
            opened.add(System.nanoTime() - began);
            ReceiptLogs logs = logs(store);
            PublishedLogs published = new PublishedLogs(logs, store.nodes(), store.install());
            Random random = new Random(SEED);
            for (int i = 0; i < times; i++) {
                began = System.nanoTime();
                // Texts remember the newest signature; new ones have to sign.
                LogTexts.Log fresh = new LogTexts(published, store.records()).tenant(Install.DEFAULT_TENANT);
                fresh.checkpoint().format();
                checkpoints.add(System.nanoTime() - began);
                long at = random.nextLong(fresh.head().size());
                verify(timed(fresh, at, proofs), store, logs, at);
            }
        }
        report.row(row("open the store, " + size, opened));
        report.row(row("new signed checkpoint, " + size, checkpoints));
        report.row(row("inclusion proof, " + size, proofs));
        Samples cold = cold();
        if (cold.size() > 0) {
            report.row(row("the same, file not in memory", cold));
        }
    }

    /** Proofs each by a store that was just opened on a file whose content the machine was asked to forget. */
    private Samples cold() throws InterruptedException {
        Samples cold = new Samples(COLD);
        Random random = new Random(SEED + 1);
        for (int i = 0; i < COLD && PageCache.forget(history.data().resolve("sallyport.db")); i++) {
            try (SqliteStore store = history.open()) {
                PublishedLogs published = new PublishedLogs(logs(store), store.nodes(), store.install());
                LogTexts.Log log = new LogTexts(published, store.records()).tenant(Install.DEFAULT_TENANT);
                timed(log, random.nextLong(log.head().size()), cold);
            }
        }
        return cold;
    }

    private static LogProof timed(LogTexts.Log log, long at, Samples samples) {
        long began = System.nanoTime();
        LogProof proof = log.proof(at);
        samples.add(System.nanoTime() - began);
        return proof;
    }

    private ReceiptLogs logs(SqliteStore store) {
        Signer signer = Keys.read(new DataDirectory(history.data())).signer();
        return new ReceiptLogs(signer, store.origin().epoch(), store.heads());
    }

    /** Throws unless the proof holds for the receipt at that place. */
    private static void verify(LogProof proof, SqliteStore store, ReceiptLogs logs, long at) {
        byte[] record = store.records()
                .receipts(Install.DEFAULT_TENANT, at, 1)
                .getFirst()
                .hash();
        proof.verify(
                record,
                LogPolicy.unwitnessed(
                        logs.origin(Install.DEFAULT_TENANT), logs.signer().verifierKey()));
    }

    private Row row(String name, Samples samples) {
        return Row.of(bench, name, "ms", samples, 1e6);
    }
}
