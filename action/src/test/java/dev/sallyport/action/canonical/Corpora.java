package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** Published test data that stands beside the project and is never copied into it. */
final class Corpora {
    private Corpora() {}

    /** The project's root, where {@code spec} lies. */
    static Path root() {
        return Path.of(System.getProperty("sallyport.root", ".."));
    }

    /** A file's bytes, unzipped when its name ends in {@code .gz}; skips the test when there are no corpora. */
    static byte[] bytes(String path) {
        String told = System.getenv("SALLYPORT_CORPORA");
        Path home = told == null ? root().resolve("../shared/corpora") : Path.of(told);
        if (!Files.isDirectory(home)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.isDirectory(home), "skipped: no corpora");
        try {
            byte[] raw = Files.readAllBytes(home.resolve(path));
            if (!path.endsWith(".gz")) {
                return raw;
            }
            try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(raw))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new AssertionError("corpus file " + path, e);
        }
    }

    /** A text file's lines. */
    static List<String> lines(String path) {
        return new String(bytes(path), UTF_8).lines().toList();
    }

    /** Keeps a table that a test made where a person can read it. */
    static void keep(String name, String text) {
        try {
            Path target = root().resolve("action/target");
            Files.createDirectories(target);
            Files.writeString(target.resolve(name), text);
        } catch (IOException e) {
            throw new AssertionError("cannot write " + name, e);
        }
    }
}
