package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Kills a writing process again and again on one data directory and looks at what is left: every acknowledged receipt is
 * there as it was acknowledged, the chains verify, nothing is there twice, and no commit is there in part.
 *
 * <p>As a program: {@code KillRounds DIRECTORY ROUNDS SEED}; prints a row and exits 0 only if all held.
 */
public final class KillRounds {
    private static final int WRITERS = 32;
    private static final int MOST_ACKS = 2500;

    private final Path data;
    private final Random random;
    private final List<Ack> acks = new ArrayList<>();
    private int unacknowledged;

    KillRounds(Path data, long seed) {
        this.data = data;
        this.random = new Random(seed);
    }

    /** Runs the rounds. */
    public static void main(String[] args) throws Exception {
        int rounds = Integer.parseInt(args[1]);
        long seed = Long.parseLong(args[2]);
        System.out.println(new KillRounds(Files.createTempDirectory(Path.of(args[0]), "kill"), seed).run(rounds));
    }

    /** Runs that many rounds and says in one row what they showed. */
    String run(int rounds) throws Exception {
        for (int round = 0; round < rounds; round++) {
            List<Ack> seen = killOnce("r" + round);
            acks.addAll(seen);
            check("r" + round, seen);
        }
        try (SqliteStore store = open()) {
            acks.forEach(ack -> ack.assertKept(store.records()));
        }
        return "bench=kill rounds=%d writers=%d acknowledged=%d lost=0 twice=0 written_unacknowledged=%d"
                .formatted(rounds, WRITERS, acks.size(), unacknowledged);
    }

    private List<Ack> killOnce(String prefix) throws IOException, InterruptedException {
        Child child = Child.start(List.of(), data, prefix, WRITERS, Integer.MAX_VALUE);
        int enough = random.nextInt(MOST_ACKS);
        List<Ack> seen = new ArrayList<>();
        for (String line = child.line(); line != null; line = child.line()) {
            assertTrue(line.startsWith("ack ") || line.equals("ready"), line);
            Ack.read(line).ifPresent(seen::add);
            if (seen.size() >= enough) {
                child.kill();
            }
        }
        assertEquals(128 + 9, child.exitCode());
        return seen;
    }

    private void check(String prefix, List<Ack> seen) {
        try (SqliteStore store = open()) {
            store.audit();
            seen.forEach(ack -> ack.assertKept(store.records()));
            Set<String> acknowledged =
                    new HashSet<>(seen.stream().map(Ack::receiptId).toList());
            assertEquals(acknowledged.size(), seen.size());
            Set<String> open = new HashSet<>(store.records().openReleases().stream()
                    .map(release -> release.decision().value())
                    .toList());
            for (int writer = 0; writer < WRITERS; writer++) {
                checkWriter(store, prefix, writer, acknowledged, open);
            }
        }
    }

    /** A writer has one commit in flight: what is there beyond its last acknowledgement is that one, or nothing. */
    private void checkWriter(SqliteStore store, String prefix, int writer, Set<String> acknowledged, Set<String> open) {
        int next = 0;
        while (acknowledged.contains("rcp_" + CrashChild.name(prefix, writer, next))) {
            assertWhole(store, prefix, writer, next, open);
            next++;
        }
        boolean there = store.records()
                .receipt(CrashChild.tenant(writer).tenant(), "rcp_" + CrashChild.name(prefix, writer, next))
                .isPresent();
        if (there) {
            unacknowledged++;
            assertWhole(store, prefix, writer, next, open);
            assertTrue(store.records()
                    .receipt(CrashChild.tenant(writer).tenant(), "rcp_" + CrashChild.name(prefix, writer, next + 1))
                    .isEmpty());
        } else {
            assertAbsent(store, prefix, writer, next);
        }
        // A client that heard nothing sends its request again; whatever happened, it happened once.
        CommitResult again =
                store.journal().commit(CrashChild.commit(prefix, writer, next)).join();
        assertEquals(there, again instanceof CommitResult.RepeatedRequest, again::toString);
        assertEquals(!there, again instanceof CommitResult.Committed, again::toString);
    }

    private static void assertWhole(SqliteStore store, String prefix, int writer, int i, Set<String> open) {
        SampleCommits tenant = CrashChild.tenant(writer);
        String name = CrashChild.name(prefix, writer, i);
        DecisionId decision = SampleCommits.decisionId(name);
        Records records = store.records();
        assertTrue(records.facts(tenant.tenant(), decision).isPresent());
        assertTrue(
                records.firstAnswer(tenant.tenant(), SampleCommits.AGENT, name).isPresent());
        if (i % 5 == 1) {
            assertTrue(records.approval(tenant.tenant(), SampleCommits.approvalId(name))
                    .isPresent());
        }
        if (i % 11 == 5) {
            assertTrue(store.journal()
                    .registry()
                    .server(tenant.tenant(), "server-" + name)
                    .isPresent());
        }
        if (i % 3 == 1) {
            assertTrue(
                    !open.contains("dec_" + CrashChild.name(prefix, writer, i - 1)),
                    "an outcome left its release open");
        }
    }

    private static void assertAbsent(SqliteStore store, String prefix, int writer, int i) {
        SampleCommits tenant = CrashChild.tenant(writer);
        String name = CrashChild.name(prefix, writer, i);
        Records records = store.records();
        assertTrue(
                records.facts(tenant.tenant(), SampleCommits.decisionId(name)).isEmpty());
        assertTrue(
                records.firstAnswer(tenant.tenant(), SampleCommits.AGENT, name).isEmpty());
        assertTrue(records.approval(tenant.tenant(), SampleCommits.approvalId(name))
                .isEmpty());
        assertTrue(store.journal()
                .registry()
                .server(tenant.tenant(), "server-" + name)
                .isEmpty());
    }

    private SqliteStore open() {
        return SqliteStore.openOrCreate(new StoreSettings(data, InstantSource.system(), (what, cause) -> {
            throw new AssertionError(what, cause);
        }));
    }
}
