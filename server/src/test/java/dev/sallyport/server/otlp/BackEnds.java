package dev.sallyport.server.otlp;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.StrictJson;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** A real back end, started by {@code house/backends}, which stops it when the test, or its process, is gone. */
final class BackEnds implements AutoCloseable {
    private static final Path HOUSE =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("house").toAbsolutePath();
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(90);
    private static final JsonLimits LIMITS = new JsonLimits(1 << 26, 64, 1 << 20, 1 << 24);

    private final Process script;
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI asked;

    /** Where OTLP goes. */
    final URI intake;

    private BackEnds(Process script, String line) {
        String[] words = line.split(" ", -1);
        this.script = script;
        this.intake = URI.create(words[1]);
        this.asked = URI.create(words[2]);
    }

    /** Starts the back end of that name with its data below the folder; skips the test where it was not built. */
    static BackEnds start(String name, Path folder) throws IOException {
        assumeTrue(
                Files.isExecutable(HOUSE.resolve(name + "/.built/" + name)),
                "skipped: no " + name + " (SALLYPORT_BACKENDS=" + name + " .ci/setup)");
        Process script = new ProcessBuilder("bash", HOUSE.resolve("backends").toString(), folder.toString(), name)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = script.inputReader(StandardCharsets.UTF_8);
        String line = Optional.ofNullable(said.readLine()).orElse("");
        if (line.split(" ", -1).length != 3 || !"ready".equals(said.readLine())) {
            script.destroy();
            throw new AssertionError(name + " did not start: " + line);
        }
        return new BackEnds(script, line);
    }

    /** What it answers to a question with these parameters, name after value. */
    JsonObject ask(String path, String... parameters) throws IOException, InterruptedException {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(i == 0 ? '?' : '&')
                    .append(parameters[i])
                    .append('=')
                    .append(URLEncoder.encode(parameters[i + 1], StandardCharsets.UTF_8));
        }
        HttpResponse<byte[]> answer = http.send(
                HttpRequest.newBuilder(asked.resolve(path + query)).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (answer.statusCode() != 200 && answer.statusCode() != 404) {
            throw new AssertionError(path + query + ": " + answer.statusCode() + " "
                    + new String(answer.body(), StandardCharsets.UTF_8));
        }
        return (JsonObject) StrictJson.parse(answer.body(), LIMITS, Numbers.ROUNDED);
    }

    /** A question put to it. */
    @FunctionalInterface
    interface Question {
        JsonObject ask() throws IOException, InterruptedException;
    }

    /** Asks until the answer has what is looked for; fails the test if it has not in time. */
    <T> T await(Question question, Function<JsonObject, Optional<T>> look) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            JsonObject answer = question.ask();
            Optional<T> found = look.apply(answer);
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() > until || script.waitFor(100, TimeUnit.MILLISECONDS)) {
                throw new AssertionError("not in time, or the back end ended: " + answer);
            }
        }
    }

    /** The value at that dotted path; numbers are places in lists. */
    static Json at(Json from, String path) {
        Json value = from;
        for (String name : path.split("\\.")) {
            Json next = value instanceof JsonArray list
                    ? list.items().get(Integer.parseInt(name))
                    : ((JsonObject) value).get(name);
            if (next == null) {
                throw new AssertionError("no " + path + " in " + from);
            }
            value = next;
        }
        return value;
    }

    static List<Json> items(Json from, String path) {
        return at(from, path) instanceof JsonArray list ? list.items() : List.of();
    }

    static String text(Json from, String path) {
        return at(from, path) instanceof JsonString text ? text.value() : String.valueOf(at(from, path));
    }

    @Override
    public void close() throws IOException {
        script.getOutputStream().close();
        try {
            if (!script.waitFor(30, TimeUnit.SECONDS)) {
                script.descendants().forEach(ProcessHandle::destroyForcibly);
                script.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        http.close();
    }
}
