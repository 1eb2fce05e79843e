package dev.sallyport.store.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.approval.ApprovalStep;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.journal.CommitBuilder;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.testkit.ManualClock;
import dev.sallyport.testkit.SampleCommits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was erased is in no file of the store any more. */
@Timeout(120)
final class ErasureTest {
    private static final long NOON = ManualClock.START_MILLIS;
    private static final int DECISIONS = 60;

    @TempDir
    private Path data;

    private final ManualClock clock = new ManualClock();
    private final SampleCommits acme = SampleCommits.of("acme");

    @Test
    void the_bytes_of_erased_payloads_are_in_no_file_and_those_of_the_others_still_are() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < DECISIONS; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        List<Integer> gone = order.subList(0, DECISIONS / 2);
        List<Integer> stays = order.subList(DECISIONS / 2, DECISIONS);
        try (SqliteStore store = new OpenStore(data, clock).open()) {
            for (int i = 0; i < DECISIONS; i++) {
                committed(store, decision(i, random));
            }
            store.journal().overwrite(Long.MAX_VALUE);
            for (int i = 0; i < DECISIONS; i++) {
                assertEquals(4, marks(i), "seed " + seed + ": the test must find what it looks for: " + i);
            }
            List<DecisionId> ids =
                    gone.stream().map(i -> SampleCommits.decisionId(name(i))).toList();
            committed(store, acme.plain("erasure").erasing(ids));
            assertEquals(Overwriting.DONE, store.journal().overwrite(Long.MAX_VALUE));
            for (int i : gone) {
                assertEquals(0, marks(i), "seed " + seed + ": left of decision " + i);
            }
            for (int i : stays) {
                assertEquals(4, marks(i), "seed " + seed + ": lost of decision " + i);
            }
            assertEquals(0, Files.size(data.resolve("sallyport.db-wal")));
            store.audit();
        }
    }

    @Test
    void while_somebody_reads_an_older_version_nothing_is_called_overwritten() throws Exception {
        try (SqliteStore store = new OpenStore(data, clock).open()) {
            committed(store, decision(1, new Random(1)));
            try (var reader = dev.sallyport.store.database.Database.in(data).reader();
                    var begin = new dev.sallyport.store.database.Prepared(reader, "BEGIN");
                    var look = new dev.sallyport.store.database.Prepared(reader, "SELECT count(*) FROM facts")) {
                begin.run();
                look.rows().close();
                committed(store, acme.plain("erasure").erasing(List.of(SampleCommits.decisionId(name(1)))));
                assertEquals(Overwriting.HELD_UP, store.journal().overwrite(clock.millis()));
            }
            assertEquals(Overwriting.DONE, store.journal().overwrite(Long.MAX_VALUE));
            assertEquals(0, marks(1));
            Records records = store.records();
            assertTrue(records.facts(acme.tenant(), SampleCommits.decisionId(name(1)))
                    .isEmpty());
        }
    }

    /** A decision whose facts, answer and held call each hold a mark; facts of many sizes, on one page and on many. */
    private CommitBuilder decision(int i, Random random) {
        String padding = "-".repeat(random.nextInt(12_000));
        byte[] facts = (mark(i, "facts") + padding + mark(i, "tail")).getBytes(StandardCharsets.UTF_8);
        return acme.decision(name(i), facts, false)
                .once(acme.request("r" + i, mark(i, "answer")))
                .approval(new ApprovalStep.Open(held(i)));
    }

    private dev.sallyport.gate.approval.Approval held(int i) {
        var plain = acme.approval(name(i), 1, NOON, NOON + 10);
        return new dev.sallyport.gate.approval.Approval(
                plain.tenant(),
                plain.id(),
                plain.decision(),
                plain.agent(),
                plain.session(),
                plain.tool(),
                plain.action(),
                plain.actionHash(),
                plain.group(),
                plain.quorum(),
                plain.binding(),
                plain.status(),
                plain.createdMillis(),
                plain.expiresMillis(),
                plain.votes(),
                mark(i, "held").getBytes(StandardCharsets.UTF_8));
    }

    private static String name(int i) {
        return "n" + i;
    }

    private static String mark(int i, String what) {
        return "MARK<" + what + "/" + i + ">KRAM";
    }

    /** How many of the decision's four marks are in any file of the data directory. */
    private long marks(int i) throws IOException {
        try (Stream<Path> files = Files.walk(data)) {
            List<String> contents = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
            return Stream.of("facts", "tail", "answer", "held")
                    .filter(what -> contents.stream().anyMatch(content -> content.contains(mark(i, what))))
                    .count();
        }
    }

    private static void committed(SqliteStore store, CommitBuilder commit) {
        assertInstanceOf(
                CommitResult.Committed.class,
                store.journal().commit(commit.build()).join());
    }
}
