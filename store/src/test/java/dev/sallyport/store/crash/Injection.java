package dev.sallyport.store.crash;

import dev.sallyport.store.database.Database;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a tracer does to one system call of a process, counted in each of its threads from 1.
 *
 * @param call the system call, or several with a comma between
 * @param fault what becomes of it
 * @param nth at which of its calls it begins
 */
record Injection(String call, Fault fault, int nth) {
    /** Either call that syncs; which one SQLite makes is settled when it is built. */
    static final String SYNC = "fsync,fdatasync";

    /** The calls by which a store changes files and names. */
    static final List<String> CALLS = List.of("pwrite64", SYNC, "ftruncate", "openat", "unlink", "rename");

    /** What becomes of a call. */
    enum Fault {
        /** It fails once, as on a broken disk. */
        BROKEN("error=EIO", 1),
        /** There is no space for a while. */
        SHORT("error=ENOSPC", 4),
        /** There is no space any more. */
        FULL("error=ENOSPC", Integer.MAX_VALUE),
        /** The process is killed in it. */
        KILL("signal=KILL", 1),
        /** It is not made, and is said to have succeeded. */
        LIE("retval=0", Integer.MAX_VALUE);

        private final String effect;
        private final int calls;

        Fault(String effect, int calls) {
            this.effect = effect;
            this.calls = calls;
        }
    }

    /** Whether it makes a sync fail, after which nobody knows what the disk holds. */
    boolean failsSync() {
        return call.equals(SYNC) && (fault == Fault.BROKEN || fault == Fault.SHORT);
    }

    /** A tracer that does it to calls on the files of a store, and notes those calls. */
    List<String> on(Path data, Path log) {
        return with(Strace.watch(data, log, List.of(call)));
    }

    /** A tracer that does it wherever the call is made, and records everything {@link Trace} reads. */
    List<String> recording(Path log) {
        return with(Strace.record(log));
    }

    private List<String> with(List<String> tracer) {
        String when =
                nth + (fault.calls == 1 ? "" : fault.calls == Integer.MAX_VALUE ? "+" : ".." + (nth + fault.calls - 1));
        return Stream.concat(tracer.stream(), Stream.of("-e", "inject=" + call + ":" + fault.effect + ":when=" + when))
                .toList();
    }

    /** The files of a store and of the backup that {@link CrashChild} makes of it, and the folder they lie in. */
    static List<Path> files(Path data) {
        List<Path> files = new ArrayList<>(List.of(data));
        for (String name : List.of(Database.FILE, CrashChild.BACKUP, CrashChild.BACKUP + ".part")) {
            for (String ending : List.of("", "-wal", "-shm", "-journal")) {
                files.add(data.resolve(name + ending));
            }
        }
        return files;
    }
}
