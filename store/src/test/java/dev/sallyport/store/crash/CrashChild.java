package dev.sallyport.store.crash;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The process that is killed: writers that commit one after the other and print a line for each commit once it is
 * acknowledged, {@code ack TENANT RECEIPT SEQUENCE HASH}, each line with one write.
 *
 * <p>Arguments: data directory, prefix of names, writers, commits per writer.
 */
public final class CrashChild {
    /** The tenants; writer {@code n} writes for the tenant {@code n mod 3}. */
    static final List<SampleCommits> TENANTS =
            List.of(SampleCommits.of("acme"), SampleCommits.of("globex"), SampleCommits.of("initech"));

    /** So small that the log is copied back many times in a short life. */
    static final long LOG_BYTES = 256 << 10;

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private CrashChild() {}

    /** Runs until every writer is done or somebody kills it. */
    public static void main(String[] args) throws InterruptedException {
        FatalHandler fatal = (what, cause) -> {
            print("fatal " + what);
            Runtime.getRuntime().halt(FatalHandler.EXIT_CODE);
        };
        StoreSettings settings = new StoreSettings(Path.of(args[0]), InstantSource.system(), fatal, LOG_BYTES);
        try (SqliteStore store = SqliteStore.openOrCreate(settings)) {
            print("ready");
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                int writer = i;
                writers.add(Thread.ofVirtual().start(() -> write(store, args[1], writer, Integer.parseInt(args[3]))));
            }
            for (Thread writer : writers) {
                writer.join();
            }
        }
    }

    private static void write(SqliteStore store, String prefix, int writer, int commits) {
        SampleCommits tenant = tenant(writer);
        for (int i = 0; i < commits; i++) {
            CommitResult result =
                    store.journal().commit(commit(prefix, writer, i)).join();
            if (result instanceof CommitResult.Committed committed) {
                SealedReceipt receipt = committed.receipt();
                print("ack " + tenant.tenant() + " " + receipt.receiptId() + " " + receipt.sequence() + " "
                        + Hex.of(receipt.hash()));
            } else {
                print("refused " + name(prefix, writer, i) + " " + result);
            }
        }
    }

    static SampleCommits tenant(int writer) {
        return TENANTS.get(writer % TENANTS.size());
    }

    static String name(String prefix, int writer, int i) {
        return prefix + "." + writer + "." + i;
    }

    /** Whether the writer's i-th decision was released. */
    static boolean released(int i) {
        return i % 3 == 0;
    }

    /** The writer's i-th commit: a decision, and by turns the outcome before it, an approval, its claim, a server. */
    static Commit commit(String prefix, int writer, int i) {
        SampleCommits tenant = tenant(writer);
        String name = name(prefix, writer, i);
        CommitBuilder commit = tenant.decision(name, released(i)).once(tenant.request(name, "answer to " + name));
        if (i % 3 == 1) {
            commit.outcomeOf(SampleCommits.decisionId(name(prefix, writer, i - 1)));
        }
        if (i % 5 == 1) {
            long now = ManualClock.START_MILLIS;
            commit.approval(new ApprovalStep.Open(tenant.approval(name, 1, now, now + 1000)));
        }
        if (i % 5 == 2) {
            commit.approval(new ApprovalStep.Move(
                    SampleCommits.approvalId(name(prefix, writer, i - 1)),
                    Set.of(ApprovalStatus.PENDING),
                    ApprovalStatus.CONSUMED));
        }
        if (i % 11 == 5) {
            commit.changing(new RegistryChange.RegisterServer(tenant.tenant(), "server-" + name, true));
        }
        return commit.build();
    }

    private static void print(String line) {
        try {
            synchronized (OUT) {
                OUT.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
