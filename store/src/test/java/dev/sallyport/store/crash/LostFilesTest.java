package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files are taken from under a process that commits. It takes nothing more, says why, and once it is killed what is left
 * holds everything it ever acknowledged, or opening it says what is gone.
 */
@Tag("full")
@Timeout(120)
final class LostFilesTest {
    /** So many that the log was copied back several times. */
    private static final int SOME = 300;

    @TempDir
    private Path root;

    private Path data;
    private Child child;
    private final List<String> said = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        data = Files.createDirectory(root.resolve("data"));
        child = Child.start(List.of(), data, "f", 6, Integer.MAX_VALUE, CrashChild.Habit.STEADY)
                .atMost(Duration.ofSeconds(90));
    }

    @AfterEach
    void stop() {
        child.kill();
    }

    @Test
    void an_unlinked_log_costs_nothing_that_was_acknowledged() throws Exception {
        acknowledged(SOME);
        Files.delete(log());

        assertTrue(refusal().contains("sallyport.db-wal was removed while it was in use"), said::toString);
        killed().assertHolds(data);
    }

    @Test
    void a_replaced_log_costs_nothing_that_was_acknowledged() throws Exception {
        acknowledged(SOME);
        Path other = Files.writeString(root.resolve("other"), "no log");
        Files.move(other, log(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertTrue(refusal().contains("sallyport.db-wal was replaced while it was in use"), said::toString);
        killed().assertHolds(data);
    }

    @Test
    void a_log_that_was_away_for_a_while_is_written_again() throws Exception {
        acknowledged(SOME);
        Files.move(log(), root.resolve("away"));
        refusal();
        Files.move(root.resolve("away"), log());

        acknowledgedUnlessStopped();
        killed().assertHolds(data);
    }

    @Test
    void a_data_directory_that_was_renamed_for_a_while_is_written_again() throws Exception {
        acknowledged(SOME);
        Files.move(data, root.resolve("elsewhere"));
        assertTrue(refusal().contains("sallyport.db was removed while it was in use"), said::toString);
        Files.move(root.resolve("elsewhere"), data);

        acknowledgedUnlessStopped();
        killed().assertHolds(data);
    }

    @Test
    void a_data_directory_that_stays_renamed_holds_everything() throws Exception {
        acknowledged(SOME);
        Path elsewhere = Files.move(data, root.resolve("elsewhere"));
        refusal();

        killed().assertHolds(elsewhere);
    }

    @Test
    void without_its_lock_it_takes_nothing() throws Exception {
        acknowledged(SOME);
        Files.delete(data.resolve("lock"));

        assertTrue(refusal().contains("lock was removed while it was in use"), said::toString);
        killed().assertHolds(data);
    }

    @Test
    void an_unlinked_database_is_named_when_the_store_is_opened_again() throws Exception {
        acknowledged(SOME);
        Files.delete(database());

        assertTrue(refusal().contains("sallyport.db was removed while it was in use"), said::toString);
        killed();
        StoreProblem problem = assertThrows(StoreProblem.class, () -> Testimony.open(data));
        assertEquals(StoreProblem.Code.DATABASE_MISSING, problem.code());
        assertTrue(String.valueOf(problem.getMessage()).contains("sallyport.db is gone"), problem::toString);
    }

    @Test
    void an_older_copy_in_the_place_of_the_database_is_named_when_the_store_is_opened_again() throws Exception {
        acknowledged(20);
        Path older = root.resolve("older.db");
        SqliteStore.backupOf(data, older);
        acknowledged(3 * SOME);
        Files.move(older, database(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);

        assertTrue(refusal().contains("sallyport.db was replaced while it was in use"), said::toString);
        killed();
        StoreProblem problem = assertThrows(StoreProblem.class, () -> Testimony.open(data));
        System.out.println(problem.getMessage());
        assertTrue(
                Set.of(StoreProblem.Code.CHAIN_BROKEN, StoreProblem.Code.UNREADABLE)
                        .contains(problem.code()),
                problem::toString);
    }

    private Path database() {
        return data.resolve(Database.FILE);
    }

    private Path log() {
        return Database.in(data).log();
    }

    /** Listens until it has acknowledged that many more. */
    private void acknowledged(int more) throws IOException {
        for (int seen = 0; seen < more; ) {
            seen += next().startsWith("ack ") ? 1 : 0;
        }
    }

    /** A group that was being synced when the database went can be neither acknowledged nor refused: then it stops. */
    private void acknowledgedUnlessStopped() throws IOException {
        if (!stopped()) {
            acknowledged(SOME);
        }
    }

    private boolean stopped() {
        return said.getLast().startsWith("fatal ");
    }

    /** Listens until it refuses, or stops, for want of a file; returns why. */
    private String refusal() throws IOException {
        String line = next();
        while (!line.contains("while it was in use")) {
            line = next();
        }
        return line;
    }

    private String next() throws IOException {
        String line = child.line();
        if (line == null) {
            throw new AssertionError("it ended after " + said.subList(Math.max(0, said.size() - 3), said.size()));
        }
        said.add(line);
        return line;
    }

    /** Kills it and hears the rest. */
    private Testimony killed() throws IOException, InterruptedException {
        child.kill();
        for (String line = child.line(); line != null; line = child.line()) {
            said.add(line);
        }
        boolean stopped = said.stream().anyMatch(line -> line.startsWith("fatal "));
        // One that stops by itself may be killed on its way.
        boolean itself = stopped && child.exitCode() == FatalHandler.EXIT_CODE;
        assertTrue(itself || child.exitCode() == 128 + 9, () -> "it ended with " + said.getLast());
        return Testimony.of(said, child.exitCode());
    }
}
