package dev.sallyport.shield.workload;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Corpora;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Labelled subjects: those of the corpora beside the project, and those under {@code spec/shield}. */
public final class Workloads {
    private Workloads() {}

    /** The project's root. */
    public static Path root() {
        return Path.of(System.getProperty("sallyport.root", ".."));
    }

    /** A folder of the corpora, if they are there. */
    public static Optional<Path> corpora(String folder) {
        return Optional.of(Corpora.home().resolve(folder)).filter(Files::isDirectory);
    }

    /** Every event of a folder in the form {@code {id, session, tool, tool_input, ground_truth}}, file by file. */
    public static List<Event> events(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(".jsonl"))
                    .sorted()
                    .flatMap(file -> rows(file).stream().map(row -> event(name(file), row)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The objects of a file, one a line, packed or not; empty lines and those that begin with # count for nothing. */
    public static List<JsonObject> rows(Path file) {
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = name(file).endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A member that is a text, or empty. */
    public static String text(JsonObject row, String name) {
        return row.get(name) instanceof JsonString text ? text.value() : "";
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static Event event(String source, JsonObject row) {
        Map<String, Boolean> truth = new HashMap<>();
        if (row.get("ground_truth") instanceof JsonObject labels) {
            labels.members().forEach((shield, label) -> truth.put(shield, isTrue(label)));
        }
        Json input = row.get("tool_input");
        return new Event(
                source,
                text(row, "id"),
                text(row, "session"),
                text(row, "tool"),
                input == null ? new JsonObject(Map.of()) : input,
                false,
                truth);
    }

    private static boolean isTrue(Json label) {
        return label instanceof JsonBoolean flag && flag.value();
    }
}
