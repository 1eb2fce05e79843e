package dev.sallyport.store.postgres;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.testkit.SampleCommits;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The gateway that is killed: writers that commit one after the other and print {@code ack RECEIPT SEQUENCE HASH} once a
 * commit is acknowledged. Arguments: url, password file, writers.
 */
public final class PostgresChild {
    private PostgresChild() {}

    /** Runs until somebody kills it. */
    public static void main(String[] args) throws InterruptedException {
        PostgresSettings settings = new PostgresSettings(
                args[0],
                "owner",
                Optional.of(Path.of(args[1])),
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(70),
                2_000);
        PostgresStore store = PostgresStore.open(settings);
        SampleCommits acme = SampleCommits.of("acme");
        for (int i = 0; i < Integer.parseInt(args[2]); i++) {
            String prefix = "child" + i + ".";
            Thread.ofVirtual().start(() -> {
                for (int n = 0; ; n++) {
                    if (store.journal()
                                    .commit(acme.decision(prefix + n, true).build())
                                    .join()
                            instanceof CommitResult.Committed done) {
                        SealedReceipt receipt = done.receipt();
                        System.out.println(
                                "ack " + receipt.receiptId() + " " + receipt.sequence() + " " + receipt.hashHex());
                    }
                }
            });
        }
        Thread.currentThread().join();
    }
}
