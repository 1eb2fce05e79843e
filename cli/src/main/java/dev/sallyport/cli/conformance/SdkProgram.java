package dev.sallyport.cli.conformance;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The conformance program of one language, running. Confined to one thread; the threads it starts write the questions, and
 * end the program when it does not answer in time.
 */
final class SdkProgram implements AutoCloseable {
    private static final int LINE_BYTES = 64 << 20;
    private static final JsonLimits LIMITS = new JsonLimits(LINE_BYTES, 64, 1_000_000, LINE_BYTES);
    /** A program may have to be compiled before it answers for the first time. */
    private static final int SECONDS_TO_START = 300;

    private static final int SECONDS_FOR_A_BATCH = 120;
    /** With this status and a line on standard error a program says that its tool chain is missing. */
    private static final int CANNOT_RUN = 2;

    private static final JsonObject NO_ANSWER =
            JsonObject.builder().put("outcome", "no_answer").build();

    private final Process process;
    private final BufferedReader answers;
    private final Path complaints;
    private long asked;

    private SdkProgram(Process process, Path complaints) {
        this.process = process;
        this.answers = process.inputReader(StandardCharsets.UTF_8);
        this.complaints = complaints;
    }

    /**
     * Starts a program.
     *
     * @throws IOException when there is no such program
     */
    static SdkProgram start(Path program, Map<String, String> env) throws IOException {
        Path complaints = Files.createTempFile("sallyport-conformance", ".err");
        ProcessBuilder builder =
                new ProcessBuilder(program.toAbsolutePath().toString()).redirectError(complaints.toFile());
        builder.environment().putAll(env);
        return new SdkProgram(builder.start(), complaints);
    }

    /** Waits until the program answers anything; says why not when its tool chain is missing. */
    Optional<String> missing() throws IOException {
        JsonObject ready = JsonObject.builder().put("op", "ready").build();
        if (!ask(List.of(ready), SECONDS_TO_START).getFirst().equals(NO_ANSWER)) {
            return Optional.empty();
        }
        try {
            if (process.waitFor(5, TimeUnit.SECONDS) && process.exitValue() == CANNOT_RUN) {
                return Optional.of(lastComplaint());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    /** What the program said last on standard error. */
    String lastComplaint() throws IOException {
        List<String> lines = Files.readString(complaints).lines().toList();
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }

    /** The answers without their {@code id}, as many as questions; one that did not come has the outcome {@code no_answer}. */
    List<JsonObject> ask(List<JsonObject> requests) {
        return ask(requests, SECONDS_FOR_A_BATCH);
    }

    private List<JsonObject> ask(List<JsonObject> requests, int seconds) {
        long first = asked;
        asked += requests.size();
        Thread writer = Thread.ofVirtual().start(() -> write(requests, first));
        CompletableFuture<Void> watch = CompletableFuture.runAsync(
                process::destroyForcibly, CompletableFuture.delayedExecutor(seconds, TimeUnit.SECONDS));
        List<JsonObject> read = new ArrayList<>();
        try {
            while (read.size() < requests.size()) {
                read.add(next(first + read.size()));
            }
        } finally {
            watch.cancel(false);
            writer.interrupt();
        }
        return read;
    }

    private void write(List<JsonObject> requests, long first) {
        OutputStream out = process.getOutputStream();
        try {
            long id = first;
            for (JsonObject request : requests) {
                JsonObject.Builder line = JsonObject.builder().put("id", id++);
                request.members().forEach(line::put);
                out.write(CanonicalForm.of(line.build(), Scheme.SALLYPORT_JCS_2));
                out.write('\n');
            }
            out.flush();
        } catch (IOException ended) {
            process.destroyForcibly(); // the reader sees the end and counts what has no answer
        }
    }

    private JsonObject next(long id) {
        try {
            String line = answers.readLine();
            if (line == null
                    || !(StrictJson.parse(line.getBytes(StandardCharsets.UTF_8), LIMITS) instanceof JsonObject answer)
                    || !dev.sallyport.action.json.JsonNumber.of(id).equals(answer.get("id"))) {
                process.destroyForcibly();
                return NO_ANSWER;
            }
            JsonObject.Builder rest = JsonObject.builder();
            answer.members().forEach((name, value) -> {
                if (!name.equals("id")) {
                    rest.put(name, value);
                }
            });
            return rest.build();
        } catch (IOException | UncheckedIOException | MalformedJson broken) {
            process.destroyForcibly();
            return NO_ANSWER;
        }
    }

    @Override
    public void close() {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.deleteIfExists(complaints);
        } catch (IOException gone) {
            process.destroyForcibly(); // it had ended before its input did
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
