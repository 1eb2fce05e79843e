package dev.sallyport.shield;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Labelled data that is not part of the project, and files of {@code spec/}. */
public final class Corpora {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    private Corpora() {}

    /** Where such data lies, if it is here. */
    public static Path home() {
        String told = System.getenv("SALLYPORT_CORPORA");
        return told == null ? ROOT.resolve("../shared/corpora") : Path.of(told);
    }

    /** The rows of a file of objects, one a line, packed or not; the test is skipped if there is no such data here. */
    public static List<JsonObject> rows(String file) throws IOException {
        Path path = home().resolve(file);
        if (!Files.exists(path)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.exists(path), "skipped: no corpora");
        try (InputStream raw = Files.newInputStream(path);
                InputStream in = file.endsWith(".gz") ? new GZIPInputStream(raw) : raw) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                    .toList();
        }
    }

    /** A member that is a string. */
    public static String text(JsonObject row, String name) {
        return ((JsonString) java.util.Objects.requireNonNull(row.get(name))).value();
    }

    /** The lines of a file of {@code spec/} without those that are empty. */
    public static List<String> spec(String file) throws IOException {
        return Files.readAllLines(ROOT.resolve("spec").resolve(file)).stream()
                .filter(line -> !line.isBlank())
                .toList();
    }
}
