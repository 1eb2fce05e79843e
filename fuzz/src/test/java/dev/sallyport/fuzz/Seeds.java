package dev.sallyport.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What a target starts from: our own vectors under {@code spec/}, so that a new vector is a new seed. */
public final class Seeds {

    private static final Path SPEC =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec");

    private Seeds() {}

    /** The files below a folder of {@code spec/} whose names end so, in the order of their paths. */
    public static Stream<byte[]> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(SPEC.resolve(folder))) {
            return all
                    .filter(path -> Files.isRegularFile(path) && path.toString().endsWith(ending))
                    .sorted()
                    .toList()
                    .stream()
                    .map(Seeds::bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** These texts as UTF-8. */
    public static Stream<byte[]> texts(String... texts) {
        return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(Path path) {
        try {
            return Files.readAllBytes(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
