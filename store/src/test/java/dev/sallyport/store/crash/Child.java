package dev.sallyport.store.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Starts {@link CrashChild} in a process of its own. */
final class Child {
    private final Process process;
    private final BufferedReader lines;

    private Child(Process process) {
        this.process = process;
        lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** @param before words before the command, such as those of a tracer */
    static Child start(List<String> before, Path data, String prefix, int writers, int commits) throws IOException {
        return start(before, data, prefix, writers, commits, CrashChild.Habit.PATIENT);
    }

    /** One that behaves in that way. */
    static Child start(List<String> before, Path data, String prefix, int writers, int commits, CrashChild.Habit habit)
            throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                CrashChild.class.getName(),
                data.toString(),
                prefix,
                Integer.toString(writers),
                Integer.toString(commits),
                habit.name()));
        return new Child(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** Its next whole line; null at the end. */
    @org.jspecify.annotations.Nullable
    String line() throws IOException {
        return lines.readLine();
    }

    /** Kills it as {@code kill -9} does. */
    void kill() {
        // Not of the Process itself: that would close the pipe, and with it what is still to be read.
        process.toHandle().destroyForcibly();
    }

    /** Its exit code, and that of one that a signal ended as a shell gives it. */
    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    /** Ends it, and what a tracer started, should it be alive after that time: a test that hangs says less. */
    Child atMost(Duration time) {
        CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> {
                    process.descendants().forEach(ProcessHandle::destroyForcibly);
                    kill();
                });
        return this;
    }
}
