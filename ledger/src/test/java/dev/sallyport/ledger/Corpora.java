package dev.sallyport.ledger;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Published test data that stands beside the project and is never copied into it. */
public final class Corpora {
    private Corpora() {}

    /** The project's root, where {@code spec} lies. */
    public static Path root() {
        return Path.of(System.getProperty("sallyport.root", ".."));
    }

    /** A file or folder of the corpora; the test is skipped when there are none. */
    public static Path path(String path) {
        String told = System.getenv("SALLYPORT_CORPORA");
        Path home = told == null ? root().resolve("../shared/corpora") : Path.of(told);
        if (!Files.isDirectory(home)) {
            System.out.println("skipped: no corpora");
        }
        assumeTrue(Files.isDirectory(home), "skipped: no corpora");
        return home.resolve(path);
    }

    /** A text file of the corpora. */
    public static String text(String path) {
        try {
            return Files.readString(path(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError("corpus file " + path, e);
        }
    }
}
