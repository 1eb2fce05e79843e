package dev.sallyport.store.load;

import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Measures durable commits per second: 700-byte receipts, 1 KB of sealed facts, commits made beforehand so that making them
 * is not measured. Prints one row per case: commits/s, latency p50 and p99 in milliseconds, and the disk's own fsync time.
 *
 * <p>Arguments: data directory, commits, in flight, {@code plain|requests}, commits per second to offer (0: as many as it
 * takes), and optionally how many bytes the log may take before it is copied back.
 */
public final class JournalLoad {
    private static final int RECEIPT_BYTES = 700;
    private static final int FACTS_BYTES = 1000;

    private JournalLoad() {}

    /** What one run showed. */
    public record Figures(double perSecond, double p50Millis, double p99Millis, double maxMillis) {}

    /** Runs the cases. */
    public static void main(String[] args) throws Exception {
        Path root = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        int inFlight = Integer.parseInt(args[2]);
        boolean requests = args[3].equals("requests");
        int offered = Integer.parseInt(args[4]);
        System.out.printf("fsync of a 4 KB append: p50 %.3f ms%n", fsyncMillis(root));
        Path data = Files.createTempDirectory(root, "load");
        long log = args.length > 5 ? Long.parseLong(args[5]) : StoreSettings.LOG_BYTES;
        FatalHandler fatal = (what, cause) -> {
            cause.printStackTrace();
            Runtime.getRuntime().halt(FatalHandler.EXIT_CODE);
        };
        try (SqliteStore store =
                SqliteStore.openOrCreate(new StoreSettings(data, InstantSource.system(), fatal, log))) {
            run(store.journal(), commits("w", count / 2, requests), inFlight, 0);
            long before = writerNanos();
            Figures figures = run(store.journal(), commits("m", count, requests), inFlight, offered);
            System.out.printf(
                    "bench=journal in_flight=%d requests=%s commits=%d per_second=%.0f p50_ms=%.2f p99_ms=%.2f max_ms=%.1f writer_cpu_us=%.1f"
                            + " wal_mb=%d%n",
                    inFlight,
                    requests,
                    count,
                    figures.perSecond(),
                    figures.p50Millis(),
                    figures.p99Millis(),
                    figures.maxMillis(),
                    (writerNanos() - before) / 1e3 / count,
                    Files.size(data.resolve("sallyport.db-wal")) >> 20);
        }
    }

    /** Processor time of the writer thread so far. */
    private static long writerNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && thread.getThreadName().equals("sallyport-journal")) {
                return threads.getThreadCpuTime(thread.getThreadId());
            }
        }
        return 0;
    }

    /** Makes commits with ids in the order of time. */
    public static Commit[] commits(String prefix, int count, boolean requests) {
        SampleCommits acme = SampleCommits.of("acme");
        Random random = new Random(prefix.hashCode());
        byte[] facts = new byte[FACTS_BYTES];
        random.nextBytes(facts);
        Commit[] commits = new Commit[count];
        for (int i = 0; i < count; i++) {
            String name = "%s%030d".formatted(prefix, i);
            CommitBuilder commit = Commit.of(acme.tenant(), acme.sized(name, RECEIPT_BYTES), Long.MAX_VALUE)
                    .keeping(new Commit.SealedFacts(new DecisionId("dec_" + name), SampleCommits.AGENT, facts, false));
            if (requests) {
                String id = new UUID(random.nextLong(), random.nextLong()).toString();
                commit.once(new Commit.RequestOnce(SampleCommits.AGENT, id, Arrays.copyOf(facts, 600)));
            }
            commits[i] = commit.build();
        }
        return commits;
    }

    /** Commits all of them from one thread with a bounded number in flight. */
    public static Figures run(Journal journal, Commit[] commits, int inFlight, int perSecond)
            throws InterruptedException {
        long[] nanos = new long[commits.length];
        AtomicInteger failed = new AtomicInteger();
        Semaphore room = new Semaphore(inFlight);
        AtomicLong last = new AtomicLong();
        CompletableFuture<?>[] told = new CompletableFuture<?>[commits.length];
        long began = System.nanoTime();
        for (int i = 0; i < commits.length; i++) {
            if (perSecond > 0) {
                pace(began + (long) (i * 1e9 / perSecond));
            }
            room.acquire();
            int at = i;
            long sent = System.nanoTime();
            told[i] = journal.commit(commits[i]).whenComplete((result, problem) -> {
                long now = System.nanoTime();
                nanos[at] = now - sent;
                last.set(now);
                if (!(result instanceof CommitResult.Committed)) {
                    failed.incrementAndGet();
                }
                room.release();
            });
        }
        CompletableFuture.allOf(told).join();
        if (failed.get() > 0) {
            throw new IllegalStateException(failed + " commits were refused");
        }
        double seconds = (last.get() - began) / 1e9;
        Arrays.sort(nanos);
        return new Figures(
                commits.length / seconds,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                nanos[nanos.length - 1] / 1e6);
    }

    private static void pace(long until) {
        for (long left = until - System.nanoTime(); left > 0; left = until - System.nanoTime()) {
            java.util.concurrent.locks.LockSupport.parkNanos(left);
        }
    }

    private static double fsyncMillis(Path directory) throws IOException {
        Path file = Files.createTempFile(directory, "fsync", "");
        long[] nanos = new long[200];
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            for (int i = 0; i < nanos.length; i++) {
                ByteBuffer page = ByteBuffer.allocate(4096);
                long began = System.nanoTime();
                while (page.hasRemaining()) {
                    channel.write(page);
                }
                channel.force(false);
                nanos[i] = System.nanoTime() - began;
            }
        }
        Files.delete(file);
        Arrays.sort(nanos);
        return nanos[nanos.length / 2] / 1e6;
    }
}
