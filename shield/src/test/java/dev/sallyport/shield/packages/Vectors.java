package dev.sallyport.shield.packages;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.shield.Corpora;
import dev.sallyport.shield.packages.install.Install;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Reads vectors of {@code spec/shield/packages} and the corpora. */
final class Vectors {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    private Vectors() {}

    static List<JsonObject> spec(String name) {
        return rows(ROOT.resolve("spec/shield/packages").resolve(name));
    }

    /** Rows of a file of the corpora; the test is skipped when there are none. */
    static List<JsonObject> corpus(String name) {
        return rows(corpora().resolve(name));
    }

    /** The second column of a file of the corpora: names by rank. */
    static List<String> ranked(String name) {
        return text(corpora().resolve(name))
                .lines()
                .skip(1)
                .map(line -> line.split("\t", -1)[1])
                .toList();
    }

    private static Path corpora() {
        Path home = Corpora.home();
        if (!Files.isDirectory(home)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.isDirectory(home), "skipped: no corpora");
        return home;
    }

    private static List<JsonObject> rows(Path file) {
        return text(file)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file);
                InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static String string(JsonObject row, String name) {
        return row.get(name) instanceof JsonString text ? text.value() : "";
    }

    static List<String> strings(JsonObject row, String name) {
        return row.get(name) instanceof JsonArray array ? strings(array) : List.of();
    }

    static List<String> strings(JsonArray array) {
        return array.items().stream().map(one -> ((JsonString) one).value()).toList();
    }

    /** The installs of a vector, as lines. */
    static List<String> installs(JsonObject row) {
        Json installs = row.get("installs");
        return ((JsonArray) java.util.Objects.requireNonNull(installs))
                .items().stream()
                        .map(one -> String.join(" ", strings((JsonArray) one)).strip())
                        .toList();
    }

    static String line(Install install) {
        String ecosystem = install.ecosystem().wire();
        return switch (install) {
            case Install.Named one -> ("package " + ecosystem + " " + one.name() + " " + one.version()).strip();
            case Install.Direct one -> "direct " + ecosystem + " " + one.where();
            case Install.Unread one -> ("unread " + ecosystem + " " + one.what()).strip();
            case Install.Index one -> "index " + ecosystem + " " + one.url() + (one.beside() ? " beside" : " only");
            case Install.Script one -> "script " + ecosystem + " " + one.line();
        };
    }
}
