package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.ledger.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;

/** All files of {@code spec/receipt/vectors}; {@code main} writes them, a test holds them to this. */
final class SpecVectors {
    private SpecVectors() {}

    static Path folder() {
        return Corpora.root().resolve("spec/receipt/vectors");
    }

    /** Path below the folder to content. */
    static SortedMap<String, byte[]> files() {
        SortedMap<String, byte[]> files = new TreeMap<>();
        StringBuilder list = new StringBuilder("""
                # Vectors of the receipt format

                Written by `SpecVectors` in the ledger's tests; change them only there. Each folder holds one file, `log.receipts`, and in
                `expected.json` what a verifier says of it; a folder ending in `_fail` must be refused, with that code on that line. Where
                there is a `log.vkey`, the verifier is given that key. `values` holds the hashes of small values.

                | folder | what it is | expected |
                |---|---|---|
                """);
        for (VectorCase vector : ExportCases.all()) {
            String expected = vector.expected().json();
            files.put(vector.name() + "/log.receipts", vector.file());
            files.put(vector.name() + "/expected.json", expected.getBytes(UTF_8));
            files.put(vector.name() + "/README.md", (vector.about() + "\n").getBytes(UTF_8));
            vector.options()
                    .key()
                    .ifPresent(key -> files.put(vector.name() + "/log.vkey", (key.encoded() + "\n").getBytes(UTF_8)));
            list.append("| ").append(vector.name()).append(" | ").append(vector.about());
            list.append(" | `").append(expected.strip()).append("` |\n");
        }
        files.put("README.md", list.toString().getBytes(UTF_8));
        ValueVectors.files().forEach((name, text) -> files.put("values/" + name, text.getBytes(UTF_8)));
        return files;
    }

    /** Writes all files anew below the folder given, or below this project's {@code spec}. */
    public static void main(String[] arguments) throws IOException {
        Path folder = arguments.length > 0 ? Path.of(arguments[0]) : folder();
        for (var file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.toAbsolutePath().getParent());
            Files.write(path, file.getValue());
        }
    }
}
