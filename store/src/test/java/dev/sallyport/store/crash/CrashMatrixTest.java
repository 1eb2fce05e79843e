package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.store.crash.Injection.Fault;
import dev.sallyport.store.crash.Trace.Event;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each system call that changes files fails, or is the process's last, while six writers commit and a backup is made. */
final class CrashMatrixTest {
    private static final int FEW = 2;
    private static final int MOST = 60;

    @TempDir
    private Path root;

    @BeforeEach
    void needsATracer() {
        assumeTrue(Strace.present(), "skipped: no strace");
    }

    @Test
    @Tag("full")
    void whichever_call_fails_what_was_acknowledged_is_kept_and_what_was_refused_is_not_there() throws Exception {
        run("full", CrashMatrixTest::few);
    }

    @Test
    @Tag("slow")
    void at_sixty_places_of_each_call_it_is_the_same() throws Exception {
        run("slow", (last, random) -> spread(last));
    }

    @Test
    @Tag("full")
    void the_log_keeps_its_name_although_sqlite_passes_over_a_failed_sync_of_the_folder() throws Exception {
        // The second sync of the writer's thread is of the folder, right after that of the new log.
        System.out.println(new CrashMatrix(root, 1).run(new Injection(Injection.SYNC, Fault.BROKEN, 2)));
    }

    /** All of few, and some of many at equal distances. */
    private static SortedSet<Integer> spread(int last) {
        int places = Math.min(last, MOST);
        return IntStream.range(0, places)
                .mapToObj(i -> 1 + i * last / places)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Integer> few(int last, Random random) {
        SortedSet<Integer> places = new TreeSet<>();
        while (places.size() < Math.min(FEW, last)) {
            places.add(1 + random.nextInt(last));
        }
        return places;
    }

    private void run(String which, CrashMatrix.Sampling sampling) throws Exception {
        long seed = Long.getLong("sallyport.seed", 20260101L);
        System.out.println("seed " + seed + " (-Dsallyport.seed=...)");
        CrashMatrix matrix = new CrashMatrix(root, seed);
        try {
            matrix.run(sampling);
        } finally {
            matrix.rows().forEach(System.out::println);
            System.out.println("bench=crash_matrix suite=" + which + " seed=" + seed + " runs="
                    + matrix.rows().size() + " reached=" + matrix.hits());
        }
        assertTrue(matrix.hits() * 2 > matrix.rows().size(), "most faults were never met, so little is shown");
    }

    @Test
    @Tag("full")
    void one_that_acknowledges_before_its_commit_is_caught() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Testimony.open(data).close();
        Injection kill = new Injection("pwrite64", Fault.KILL, 40);
        Testimony told = Testimony.of(
                Child.start(kill.on(data, root.resolve("log")), data, "h", 3, 200, CrashChild.Habit.HASTY));

        assertEquals(128 + 9, told.exitCode());
        AssertionError caught = assertThrows(AssertionError.class, () -> told.assertHolds(data));
        assertTrue(String.valueOf(caught.getMessage()).contains("is lost"), caught::toString);
    }

    @Test
    @Tag("full")
    void a_store_whose_syncs_are_left_out_is_caught() throws Exception {
        Path data = Files.createDirectory(root.resolve("data"));
        Path log = root.resolve("log");
        Injection lie = new Injection(Injection.SYNC, Fault.LIE, 5);
        Testimony told = Testimony.of(Child.start(lie.recording(log), data, "l", 3, 20));

        assertEquals(60, told.acks().size());
        List<Event> events = Trace.read(log).events();
        Path found = Files.createDirectory(root.resolve("found"));
        new Disk(events, data, Trace.lastTold(events), Disk.Luck.NONE, new Random(1)).writeTo(found);
        Throwable caught = assertThrows(Throwable.class, () -> assertKept(told, found));
        // What was written without a sync comes back without the receipts, or as no database at all.
        assertTrue(
                caught instanceof StoreProblem
                        || String.valueOf(caught.getMessage()).contains("is lost"),
                caught::toString);
    }

    private static void assertKept(Testimony told, Path data) throws Exception {
        try (SqliteStore store = Testimony.open(data)) {
            told.assertKept(store);
        }
    }
}
