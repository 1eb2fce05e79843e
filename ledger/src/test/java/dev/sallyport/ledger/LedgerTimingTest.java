package dev.sallyport.ledger;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.export.ExportWriter;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.Receipts;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Prints how long the ledger's steps take here; asserts nothing about it. */
@Tag("slow")
class LedgerTimingTest {
    private static final int ROUNDS = 200_000;

    private Chain chain = Chain.genesis();
    private Tree tree = Tree.empty();

    @Test
    void timings() {
        ReceiptBody body = body();
        ReceiptDraft draft = ReceiptDraft.of(body, Receipts.envelope("acme", 0));
        SealedReceipt sealed = draft.seal(1_000_000, new byte[32]);
        System.out.println("receipt bytes " + sealed.canonical().length);
        measure("render draft", ROUNDS, i -> ReceiptDraft.of(body, draft.envelope()));
        measure("seal", ROUNDS, i -> chain = chain.after(chain.seal(draft)));
        measure("tree append", ROUNDS, i -> tree = tree.append(sealed.hash()));
        measure("tree root", ROUNDS, i -> tree.root());
        measure(
                "checkpoint signed",
                3000,
                i -> Checkpoint.of(Exports.ORIGIN, tree).sign(Exports.KEY));
    }

    @Test
    void verification(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("log.receipts");
        int count = 200_000;
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
            ExportWriter writer = new ExportWriter(out, Exports.ORIGIN, Exports.KEY.verifierKey());
            for (SealedReceipt receipt : Exports.receipts("acme", count, i -> body(), Exports.KEY.keyId())) {
                writer.add(receipt.canonical());
                tree = tree.append(receipt.hash());
            }
            writer.finish(Checkpoint.of(Exports.ORIGIN, tree).sign(Exports.KEY));
        }
        for (int i = 0; i < 3; i++) {
            long start = System.nanoTime();
            assertInstanceOf(Verdict.Verified.class, OfflineVerifier.verify(file, VerifyOptions.none()));
            double seconds = (System.nanoTime() - start) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "verify %d receipts of %d bytes: %.2f s, %.0f/s%n",
                    count,
                    Files.size(file) / count,
                    seconds,
                    count / seconds);
        }
    }

    private static ReceiptBody body() {
        JsonObject.Builder body = JsonObject.builder();
        Receipts.body(3).members().members().forEach(body::put);
        return new ReceiptBody(body.put("facts_digest", "ab".repeat(32))
                .put("reason", "x".repeat(60))
                .build());
    }

    private static void measure(String what, int rounds, IntConsumer act) {
        long[] nanos = new long[rounds];
        for (int pass = 0; pass < 3; pass++) {
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                act.accept(i);
                nanos[i] = System.nanoTime() - start;
            }
        }
        Arrays.sort(nanos);
        System.out.printf(
                Locale.ROOT,
                "%-18s p50 %.2f us, p99 %.2f us%n",
                what,
                nanos[rounds / 2] / 1e3,
                nanos[rounds - rounds / 100] / 1e3);
    }
}
