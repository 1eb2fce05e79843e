package dev.sallyport.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that ran to its end. */
final class Program {

    /** Environment variables of whoever runs the tests that would lead a tested verb elsewhere. */
    private static final List<String> LEADING =
            List.of("SALLYPORT_HOME", "SALLYPORT_CONFIG", "SALLYPORT_URL", "SALLYPORT_TOKEN", "SALLYPORT_SESSION");

    private Program() {}

    /** What it left. */
    record Ended(int status, String out, String err) {

        /** Its standard output, when it ended with 0. */
        String orFail(List<String> command) throws IOException {
            if (status != 0) {
                throw new IOException(command + " ended with " + status + "\n" + out + err);
            }
            return out;
        }
    }

    /** The launcher with these words. */
    static List<String> launcher(String... words) {
        return Stitch.of(List.of(Tree.root().resolve("sallyport").toString()), List.of(words));
    }

    /** A builder of the tested tree's own verbs: nothing builds, nothing of the caller's environment leads them. */
    static ProcessBuilder builder(Path folder, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeAll(LEADING);
        builder.environment().put("SALLYPORT_NO_BUILD", "1");
        builder.environment().putAll(environment);
        return builder;
    }

    /** Runs a command in a folder, with nothing on its standard input. */
    static Ended run(Path folder, Map<String, String> environment, List<String> command)
            throws IOException, InterruptedException {
        Path err = Files.createTempFile(folder, "stderr", ".txt");
        Process process = builder(folder, environment, command)
                .redirectError(err.toFile())
                .start();
        try {
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Ended(process.waitFor(), out, Files.readString(err));
        } finally {
            stop(process);
            Files.delete(err);
        }
    }

    /** Ends a process that may run still, and what it started. */
    static void stop(Process process) throws InterruptedException {
        List<ProcessHandle> below = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
