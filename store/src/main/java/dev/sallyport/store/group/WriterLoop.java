package dev.sallyport.store.group;

import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.store.database.FatalHandler;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The life of the writer thread: gather whatever waits, write it as one group, hand the answers on. While one group syncs, the
 * next gathers by itself. It never waits for a group to fill if anybody waits for a commit of it; commits that nobody waits for
 * wait up to {@value #LINGER_MILLIS} ms for one that is waited for, so that both share a sync.
 *
 * <p>When nothing can be written it keeps the commits, in order, and tries again with growing pauses, one commit at a time;
 * a commit whose deadline passes is refused. When it is not known yet whether a group was written, the group waits until the
 * database says so. When nobody can know what was written, it stops the process and releases
 * nothing.
 */
final class WriterLoop implements Runnable {
    /** Asks the loop to end once everything before it is written. */
    static final Object END = new Object();

    private static final int GROUP_COMMITS = 1024;
    private static final long GROUP_BYTES = 8L << 20;
    private static final long FIRST_PAUSE_MILLIS = 5;
    private static final String TOO_MUCH = "the journal has more to write than it can before the deadline";
    private static final long LONGEST_PAUSE_MILLIS = 200;
    /** How long commits that nobody waits for wait for company. */
    private static final long LINGER_MILLIS = 1;

    /** So many of them are company enough. */
    private static final int LINGER_COMMITS = 64;

    /** How long the thread sleeps before it looks after the files. */
    private static final long IDLE_MILLIS = 1_000;

    private final BlockingQueue<Object> queue;
    private final Groups groups;
    private final Acknowledger answers;
    private final InstantSource clock;
    private final FatalHandler fatal;

    /** Between the queue and those that wait: taken out in one sweep, under one holding of the queue's lock. */
    private final List<Object> taken = new ArrayList<>();

    private final Deque<Pending> waiting = new ArrayDeque<>();

    /** Settled, but nobody knows yet whether it was written; its deadlines no longer count. */
    private List<Pending> inDoubt = List.of();

    private boolean ending;
    private int most = GROUP_COMMITS;
    private int alone;
    private long pauseMillis;
    private volatile String trouble = "";

    WriterLoop(
            BlockingQueue<Object> queue, Groups groups, Acknowledger answers, InstantSource clock, FatalHandler fatal) {
        this.queue = queue;
        this.groups = groups;
        this.answers = answers;
        this.clock = clock;
        this.fatal = fatal;
    }

    @Override
    @SuppressWarnings("CatchAndPrintStackTrace")
    public void run() {
        try {
            while (gather()) {
                refuseOverdue();
                if (!inDoubt.isEmpty()) {
                    resolve();
                } else if (!waiting.isEmpty()) {
                    writeGroup();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            fatal.stop("the journal's writer was interrupted", e);
        } catch (Groups.Lost | SQLException | RuntimeException | Error e) {
            // The root of the thread: whatever it is, nobody would write any more.
            fatal.stop(String.valueOf(e.getMessage()), e);
        }
    }

    /** Why nothing can be written at the moment; empty if all is well. Any thread may ask. */
    String trouble() {
        return trouble;
    }

    /** Takes what waits; false when the end was asked for and nothing is left. */
    private boolean gather() throws InterruptedException, Groups.Lost {
        boolean busy = !waiting.isEmpty() || !inDoubt.isEmpty();
        if (!busy) {
            if (ending) {
                return false;
            }
            Object next = queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (next == null) {
                look();
                return true;
            }
            add(next);
        } else if (pauseMillis > 0) {
            Object next = queue.poll(pauseMillis, TimeUnit.MILLISECONDS);
            if (next != null) {
                add(next);
            }
        }
        // While nothing can be written everything is taken in, so that no deadline is overlooked.
        int room = pauseMillis > 0 ? Integer.MAX_VALUE : GROUP_COMMITS;
        queue.drainTo(taken, room - waiting.size());
        taken.forEach(this::add);
        taken.clear();
        if (!busy) {
            linger();
        }
        return !(ending && waiting.isEmpty() && inDoubt.isEmpty());
    }

    private void linger() throws InterruptedException {
        long until = clock.millis() + LINGER_MILLIS;
        while (nobodyWaits()) {
            long left = until - clock.millis();
            Object next = left > 0 ? queue.poll(left, TimeUnit.MILLISECONDS) : null;
            if (next == null) {
                return;
            }
            add(next);
        }
        queue.drainTo(taken, Math.max(0, GROUP_COMMITS - waiting.size()));
        taken.forEach(this::add);
        taken.clear();
    }

    private boolean nobodyWaits() {
        return !ending
                && waiting.size() < LINGER_COMMITS
                && waiting.stream().allMatch(pending -> pending.commit().unhurried());
    }

    /** A log that loses its name while nobody commits is saved all the same, and readiness says so. */
    private void look() throws Groups.Lost {
        try {
            groups.look();
        } catch (Groups.NotWritable e) {
            pause(String.valueOf(e.getMessage()));
        }
    }

    private void add(Object next) {
        if (next instanceof Pending pending) {
            waiting.add(pending);
        } else {
            ending = true;
        }
    }

    private void refuseOverdue() throws InterruptedException {
        long now = clock.millis();
        String why = trouble.isEmpty() ? TOO_MUCH : trouble;
        List<Pending> overdue = new ArrayList<>();
        waiting.removeIf(pending -> {
            boolean late = pending.commit().deadlineMillis() < now;
            if (late) {
                pending.settle(new CommitResult.Unwritable(why));
                overdue.add(pending);
            }
            return late;
        });
        answers.release(overdue);
    }

    private void writeGroup() throws InterruptedException, Groups.Lost, SQLException {
        List<Pending> group = nextGroup();
        long bytes = group.stream().mapToLong(Pending::weight).sum();
        try {
            groups.write(group);
        } catch (Groups.Misfit e) {
            if (group.size() > 1) {
                giveBack(group);
                alone = group.size();
                return;
            }
            group.getFirst().fail(e.problem());
        } catch (Groups.NotWritable e) {
            giveBack(group);
            pause(String.valueOf(e.getMessage()));
            return;
        } catch (Groups.Unknown e) {
            inDoubt = group;
            pause(String.valueOf(e.getMessage()));
            return;
        }
        recovered();
        alone = Math.max(0, alone - 1);
        answers.release(group);
        groups.between(bytes);
    }

    /** Nothing else is written before it is known what became of the group in doubt. */
    private void resolve() throws InterruptedException, Groups.Lost {
        List<Pending> group = inDoubt;
        try {
            boolean written = groups.resolve();
            inDoubt = List.of();
            recovered();
            if (written) {
                answers.release(group);
            } else {
                giveBack(group);
            }
        } catch (Groups.NotWritable e) {
            pause(String.valueOf(e.getMessage()));
        }
    }

    private void recovered() {
        if (pauseMillis > 0) {
            most = GROUP_COMMITS;
            pauseMillis = 0;
            trouble = "";
        }
    }

    private List<Pending> nextGroup() {
        int size = Math.min(waiting.size(), alone > 0 ? 1 : most);
        List<Pending> group = new ArrayList<>(size);
        long bytes = 0;
        while (group.size() < size && bytes < GROUP_BYTES) {
            Pending next = waiting.remove();
            bytes += next.weight();
            group.add(next);
        }
        return group;
    }

    private void giveBack(List<Pending> group) {
        group.reversed().forEach(waiting::addFirst);
    }

    private void pause(String reason) {
        trouble = "the record can't be written: " + reason;
        most = 1;
        pauseMillis = Math.min(LONGEST_PAUSE_MILLIS, Math.max(FIRST_PAUSE_MILLIS, 2 * pauseMillis));
    }
}
