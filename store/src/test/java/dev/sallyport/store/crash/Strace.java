package dev.sallyport.store.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The tracer's command lines. */
final class Strace {
    private Strace() {}

    /** Whether it is installed and may trace here. */
    static boolean present() {
        try {
            Path sink = Files.createTempFile("strace", "");
            int exit = new ProcessBuilder("strace", "-o", sink.toString(), "true")
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            Files.delete(sink);
            return exit == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Records everything {@link Trace} reads. */
    static List<String> record(Path log) {
        return List.of("strace", "-f", "-y", "-xx", "-s", "100000", "-o", log.toString(), "-e", "trace=" + Trace.CALLS);
    }

    /** Notes those calls on the files of a store. */
    static List<String> watch(Path data, Path log, List<String> calls) {
        List<String> command = new ArrayList<>(
                List.of("strace", "-f", "-s", "0", "-o", log.toString(), "-e", "trace=" + String.join(",", calls)));
        for (Path file : Injection.files(data)) {
            command.addAll(List.of("-P", file.toString()));
        }
        return command;
    }

    /** Lets the n-th sync of each thread fail, and no later one: trying again would seem to work. */
    static List<String> failSync(int nth, Path log) {
        return List.of(
                "strace",
                "-f",
                "-o",
                log.toString(),
                "-e",
                "trace=fsync,fdatasync",
                "-e",
                "inject=fsync,fdatasync:error=EIO:when=" + nth);
    }
}
