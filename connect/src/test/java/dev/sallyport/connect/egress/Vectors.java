package dev.sallyport.connect.egress;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The vectors of {@code spec/egress}. */
final class Vectors {
    private Vectors() {}

    /** The words of each line. */
    static List<String[]> of(String file) {
        Path root = Path.of(System.getProperty("sallyport.root", ".."));
        try {
            return Files.readAllLines(root.resolve("spec/egress/vectors").resolve(file)).stream()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .map(line -> line.split(" "))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
