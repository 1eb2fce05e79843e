package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a {@link CrashChild} said before it ended, and what a store must hold after that.
 *
 * @param acks the receipts it acknowledged
 * @param refused the receipts of the commits it refused
 * @param remarks what else it said: why it stopped, what it could not do
 */
record Testimony(List<Ack> acks, Set<String> refused, List<String> remarks, int exitCode) {
    /** Listens until it ends. */
    static Testimony of(Child child) throws IOException, InterruptedException {
        List<String> said = new ArrayList<>();
        for (String line = child.line(); line != null; line = child.line()) {
            said.add(line);
        }
        return of(said, child.exitCode());
    }

    /** Of one that said these lines. */
    static Testimony of(List<String> said, int exitCode) {
        List<Ack> acks = new ArrayList<>();
        Set<String> refused = new HashSet<>();
        List<String> remarks = new ArrayList<>();
        for (String line : said) {
            if (line.startsWith("refused ")) {
                refused.add("rcp_" + line.split(" ")[1]);
            } else if (!line.startsWith("ack ") && !line.equals("ready")) {
                remarks.add(line);
            }
            Ack.read(line).ifPresent(acks::add);
        }
        return new Testimony(acks, refused, remarks, exitCode);
    }

    /** Whether it said why it stopped. */
    boolean stopped() {
        return remarks.stream().anyMatch(remark -> remark.startsWith("fatal "));
    }

    /**
     * What it left is a prefix of what it was told to commit: chains and trees verify, each acknowledged receipt is there as
     * it was acknowledged, no refused one is, and of each writer at most the one that was in flight besides. Commits go on.
     */
    void assertHolds(Path data) {
        try (SqliteStore store = open(data)) {
            store.audit();
            assertKept(store);
            Set<String> told = acks.stream().map(Ack::receiptId).collect(Collectors.toSet());
            assertEquals(told.size(), acks.size(), "a receipt was acknowledged twice");
            Set<String> inFlight = new HashSet<>();
            for (TenantId tenant : store.records().tenants()) {
                for (SealedReceipt receipt : store.records().receipts(tenant, 0, 100_000)) {
                    String id = receipt.receiptId();
                    assertTrue(!refused.contains(id), () -> id + " was refused and is there");
                    String writer = id.substring(0, id.lastIndexOf('.'));
                    assertTrue(told.contains(id) || inFlight.add(writer), () -> id + " is there besides one in flight");
                }
            }
            CommitResult after = store.journal()
                    .commit(SampleCommits.of("acme").plain("after.0.0").build())
                    .join();
            assertInstanceOf(CommitResult.Committed.class, after);
        }
    }

    /** Each acknowledged receipt is there. */
    void assertKept(SqliteStore store) {
        acks.forEach(ack -> ack.assertKept(store.records()));
    }

    /** Opens a store to look at it. */
    static SqliteStore open(Path data) {
        return SqliteStore.openOrCreate(new StoreSettings(data, InstantSource.system(), (what, cause) -> {
            throw new AssertionError(what, cause);
        }));
    }
}
