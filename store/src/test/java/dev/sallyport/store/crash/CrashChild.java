package dev.sallyport.store.crash;

import dev.sallyport.gate.approval.ApprovalStatus;
import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.receipt.Chain;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.StoreProblem;
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
 * <p>Arguments: data directory, prefix of names, writers, commits per writer, and perhaps how it {@link Habit behaves}.
 */
public final class CrashChild {
    /** The tenants; writer {@code n} writes for the tenant {@code n mod 3}. */
    static final List<SampleCommits> TENANTS =
            List.of(SampleCommits.of("acme"), SampleCommits.of("globex"), SampleCommits.of("initech"));

    /** So small that the log is copied back many times in a short life. */
    static final long LOG_BYTES = 256 << 10;

    /** How a commit may wait for a disk that takes nothing, in milliseconds, for those that do not wait for ever. */
    private static final long PATIENCE_MILLIS = 500;

    /** How the process behaves. */
    enum Habit {
        /** Its commits wait for ever. */
        PATIENT,
        /** Its commits have deadlines; a writer that was refused twice in a row ends. Meanwhile a backup is made. */
        HURRIED,
        /** Its commits have deadlines too, but its writers never give up. */
        STEADY,
        /** What no gateway may do: it tells of a receipt before the journal does. Its writers must each have a tenant. */
        HASTY
    }

    /** What it exits with when the store could not be opened or closed. */
    static final int PROBLEM_EXIT = 3;

    /** Where the backup goes, in the data directory. */
    static final String BACKUP = "copy.db";

    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private CrashChild() {}

    /** Runs until every writer is done or somebody kills it. */
    public static void main(String[] args) throws InterruptedException {
        FatalHandler fatal = (what, cause) -> {
            print("fatal " + what);
            Runtime.getRuntime().halt(FatalHandler.EXIT_CODE);
        };
        Path data = Path.of(args[0]);
        Habit habit = args.length > 4 ? Habit.valueOf(args[4]) : Habit.PATIENT;
        try (SqliteStore store =
                SqliteStore.openOrCreate(new StoreSettings(data, InstantSource.system(), fatal, LOG_BYTES))) {
            print("ready");
            List<Thread> writers = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(args[2]); i++) {
                int writer = i;
                int commits = Integer.parseInt(args[3]);
                writers.add(Thread.ofVirtual().start(() -> write(store, args[1], writer, commits, habit)));
            }
            if (habit == Habit.HURRIED) {
                backup(store, data);
            }
            for (Thread writer : writers) {
                writer.join();
            }
        } catch (StoreProblem e) {
            print("problem " + e.code().wire() + " " + e.getMessage());
            Runtime.getRuntime().halt(PROBLEM_EXIT);
        }
    }

    private static void backup(SqliteStore store, Path data) {
        try {
            store.backup(data.resolve(BACKUP));
        } catch (StoreProblem e) {
            print("backup " + e.code().wire() + " " + e.getMessage());
        }
    }

    private static void write(SqliteStore store, String prefix, int writer, int commits, Habit habit) {
        Chain chain = Chain.genesis();
        int refused = 0;
        for (int i = 0; i < commits && refused < 2; i++) {
            Commit commit = commit(prefix, writer, i, deadline(habit));
            if (habit == Habit.HASTY) {
                SealedReceipt guess = chain.seal(commit.receipt());
                chain = chain.after(guess);
                tell(writer, guess);
            }
            CommitResult result = store.journal().commit(commit).join();
            if (result instanceof CommitResult.Committed committed) {
                refused = 0;
                if (habit != Habit.HASTY) {
                    tell(writer, committed.receipt());
                }
            } else {
                refused += habit == Habit.HURRIED ? 1 : 0;
                print("refused " + name(prefix, writer, i) + " " + result);
            }
        }
    }

    private static long deadline(Habit habit) {
        return habit == Habit.HURRIED || habit == Habit.STEADY
                ? InstantSource.system().millis() + PATIENCE_MILLIS
                : Long.MAX_VALUE;
    }

    private static void tell(int writer, SealedReceipt receipt) {
        print("ack " + tenant(writer).tenant() + " " + receipt.receiptId() + " " + receipt.sequence() + " "
                + Hex.of(receipt.hash()));
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
        return commit(prefix, writer, i, Long.MAX_VALUE);
    }

    private static Commit commit(String prefix, int writer, int i, long deadlineMillis) {
        SampleCommits tenant = tenant(writer);
        String name = name(prefix, writer, i);
        byte[] facts = ("facts of " + name).getBytes(StandardCharsets.UTF_8);
        CommitBuilder commit = tenant.plain(name, deadlineMillis)
                .keeping(
                        new Commit.SealedFacts(SampleCommits.decisionId(name), SampleCommits.AGENT, facts, released(i)))
                .once(tenant.request(name, "answer to " + name));
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
