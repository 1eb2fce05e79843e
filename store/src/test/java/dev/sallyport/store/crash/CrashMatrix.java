package dev.sallyport.store.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.store.crash.CrashChild.Habit;
import dev.sallyport.store.crash.Injection.Fault;
import dev.sallyport.store.crash.Trace.Event;
import dev.sallyport.store.database.FatalHandler;
import dev.sallyport.store.sqlite.Restore;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedSet;

/**
 * Lets one system call of a writing process fail, or kills it there, and looks at what is left; once for each of some places
 * in its life. After a failed sync it also looks at what a disk surely holds if the power goes then.
 */
final class CrashMatrix {
    /** How many calls of each kind are tried. */
    interface Sampling {
        /** Places from 1 up to a last one. */
        SortedSet<Integer> of(int last, Random random);
    }

    private static final int WRITERS = 6;
    private static final int COMMITS = 12;
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final int KILLED = 128 + 9;

    private final Path root;
    private final Random random;
    private final List<String> rows = new ArrayList<>();
    private int hits;

    CrashMatrix(Path root, long seed) {
        this.root = root;
        this.random = new Random(seed);
    }

    /** What was done and seen, a row for each run. */
    List<String> rows() {
        return rows;
    }

    /** In how many runs the call was reached. */
    int hits() {
        return hits;
    }

    /** Runs them all. */
    void run(Sampling sampling) throws Exception {
        Map<String, Integer> reach = reach();
        for (String call : Injection.CALLS) {
            int last = reach.getOrDefault(call, 0);
            for (Fault fault : faults(call)) {
                for (int nth : sampling.of(last, random)) {
                    rows.add(run(new Injection(call, fault, nth)));
                }
            }
            assertTrue(last > 0, call + " is never called, so nothing is shown of it");
        }
    }

    private static List<Fault> faults(String call) {
        return call.equals("pwrite64")
                ? List.of(Fault.BROKEN, Fault.SHORT, Fault.FULL, Fault.KILL)
                : List.of(Fault.BROKEN, Fault.SHORT, Fault.KILL);
    }

    /** How often a thread makes each call, the busiest of them, when nothing fails. */
    private Map<String, Integer> reach() throws Exception {
        Path data = prepared("reach");
        Path log = root.resolve("reach.log");
        Testimony told = Testimony.of(start(Strace.watch(data, log, Injection.CALLS), data, Habit.HURRIED));
        assertEquals(List.of(), told.remarks());
        assertEquals(WRITERS * COMMITS, told.acks().size());
        told.assertHolds(data);
        Map<String, Integer> ofThread = new HashMap<>();
        Map<String, Integer> reach = new HashMap<>();
        for (String line : Files.readAllLines(log)) {
            String[] words = line.split(" +|\\(", 3);
            for (String call : Injection.CALLS) {
                if (words.length == 3 && List.of(call.split(",")).contains(words[1])) {
                    int count = ofThread.merge(words[0] + words[1], 1, Integer::sum);
                    reach.merge(call, count, Math::max);
                }
            }
        }
        return reach;
    }

    private Path prepared(String name) throws IOException {
        Path data = Files.createDirectory(root.resolve(name));
        Testimony.open(data).close();
        return data;
    }

    private static Child start(List<String> tracer, Path data, Habit habit) throws IOException {
        return Child.start(tracer, data, "m", WRITERS, COMMITS, habit).atMost(LONGEST);
    }

    String run(Injection injection) throws Exception {
        String name = injection.call().replace(',', '-') + "-" + injection.fault() + "-" + injection.nth();
        Path log = root.resolve(name + ".log");
        // What a failed sync leaves is judged by everything ever done to the files, so these runs begin with none.
        Path data = injection.failsSync() ? Files.createDirectory(root.resolve(name)) : prepared(name);
        List<String> tracer = injection.failsSync() ? injection.recording(log) : injection.on(data, log);
        // A backup would sync the folder once more and hide that nobody else did.
        Habit habit = injection.failsSync() && injection.nth() % 2 == 0 ? Habit.PATIENT : Habit.HURRIED;
        Testimony told = Testimony.of(start(tracer, data, habit));
        try {
            boolean hit = hit(injection, told, log);
            hits += hit ? 1 : 0;
            check(injection, told, hit, data, log);
            if (injection.failsSync()) {
                afterThePowerWent(told, data, log);
            }
            told.assertHolds(data);
            checkBackup(data, name);
            return row(injection, told, hit);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError(row(injection, told, true) + ": " + e.getMessage(), e);
        }
    }

    private static boolean hit(Injection injection, Testimony told, Path log) throws IOException {
        return injection.fault() == Fault.KILL
                ? told.exitCode() == KILLED
                : Files.readString(log).contains("(INJECTED)");
    }

    /** Whatever happens, it happens by name: a stop with its code, a problem, a refusal, or nothing anybody could notice. */
    private static void check(Injection injection, Testimony told, boolean hit, Path data, Path log)
            throws IOException {
        switch (told.exitCode()) {
            case 0 -> {
                assertTrue(!told.stopped());
                boolean onlyTheBackup = told.remarks().stream().allMatch(remark -> remark.startsWith("backup "));
                assertTrue(onlyTheBackup, "it went on after " + told.remarks());
                boolean unheard = hit && injection.failsSync() && told.remarks().isEmpty();
                assertTrue(!unheard || needNotBeHeard(data, Trace.read(log)), "a sync failed and nobody heard of it");
            }
            case FatalHandler.EXIT_CODE -> assertTrue(told.stopped(), "it stopped and did not say why");
            case CrashChild.PROBLEM_EXIT ->
                assertTrue(told.remarks().getLast().startsWith("problem "), "it ended and did not say why");
            case KILLED -> assertEquals(Fault.KILL, injection.fault(), "it hung");
            default -> throw new AssertionError("it ended with " + told.exitCode());
        }
    }

    /**
     * Whether each sync that failed was of the folder, which SQLite passes over, so that the store makes its own; or came after the
     * last word to anybody, when the last connection copies the log back as it closes, and leaves the log where it is if that fails.
     */
    private static boolean needNotBeHeard(Path data, Trace trace) {
        int lastTold = Trace.lastTold(trace.events());
        boolean logIsLeft = Files.exists(data.resolve("sallyport.db-wal"));
        return trace.notMade().stream()
                .allMatch(call -> call.path().equals(data.toString()) || (logIsLeft && call.line() > lastTold));
    }

    /** Nothing but what syncs that succeeded cover: an acknowledgement after the failed one would show here. */
    private void afterThePowerWent(Testimony told, Path data, Path log) throws IOException {
        List<Event> events = Trace.read(log).events();
        Path found = Files.createDirectory(root.resolve(data.getFileName() + "-power"));
        new Disk(events, data, Trace.lastTold(events), Disk.Luck.NONE, random).writeTo(found);
        if (told.acks().isEmpty()) {
            return;
        }
        try (SqliteStore store = Testimony.open(found)) {
            store.audit();
            told.assertKept(store);
        }
    }

    /** A backup is whole or is not there. */
    private void checkBackup(Path data, String name) throws IOException {
        Path backup = data.resolve(CrashChild.BACKUP);
        if (Files.exists(backup)) {
            Restore.restore(backup, Files.createDirectory(root.resolve(name + "-restored")), InstantSource.system());
        }
    }

    private static String row(Injection injection, Testimony told, boolean hit) {
        return "%-15s %-6s n=%-3d -> %-11s exit=%-3d acknowledged=%-2d refused=%-2d %s"
                .formatted(
                        injection.call(),
                        injection.fault(),
                        injection.nth(),
                        hit ? outcome(told) : "not reached",
                        told.exitCode(),
                        told.acks().size(),
                        told.refused().size(),
                        String.join("; ", told.remarks()));
    }

    private static String outcome(Testimony told) {
        return switch (told.exitCode()) {
            case 0 -> told.refused().isEmpty() ? "went on" : "refused";
            case FatalHandler.EXIT_CODE -> "stopped";
            case CrashChild.PROBLEM_EXIT -> "named";
            default -> "killed";
        };
    }
}
