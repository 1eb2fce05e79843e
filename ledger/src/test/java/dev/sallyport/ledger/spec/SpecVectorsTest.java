package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.spec.VectorCase.Expected;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SpecVectorsTest {
    @Test
    void the_files_in_spec_are_those_that_the_generator_writes() throws IOException {
        SortedMap<String, String> standing = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(SpecVectors.folder())) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = SpecVectors.folder().relativize(file).toString().replace('\\', '/');
                standing.put(name, Files.readString(file));
            }
        }
        SortedMap<String, String> written = new TreeMap<>();
        SpecVectors.files().forEach((name, bytes) -> written.put(name, new String(bytes, UTF_8)));
        assertEquals(written, standing);
    }

    @TestFactory
    Stream<DynamicTest> each_folder_gets_the_verdict_that_stands_in_it() throws IOException {
        List<Path> folders;
        try (Stream<Path> list = Files.list(SpecVectors.folder())) {
            folders = list.filter(path -> Files.exists(path.resolve("log.receipts")))
                    .sorted()
                    .toList();
        }
        assertEquals(ExportCases.all().size(), folders.size());
        return folders.stream()
                .map(folder -> DynamicTest.dynamicTest(String.valueOf(folder.getFileName()), () -> {
                    Path key = folder.resolve("log.vkey");
                    VerifyOptions options = Files.exists(key)
                            ? VerifyOptions.with(
                                    VerifierKey.parse(Files.readString(key).strip()))
                            : VerifyOptions.none();
                    Verdict verdict = OfflineVerifier.verify(folder.resolve("log.receipts"), options);
                    assertEquals(
                            Files.readString(folder.resolve("expected.json")),
                            Expected.of(verdict).json());
                    assertEquals(folder.toString().endsWith("_fail"), verdict instanceof Verdict.Fault);
                }));
    }

    @Test
    void no_edit_of_a_case_came_to_nothing() {
        String right = new String(
                ExportCases.all().stream()
                        .filter(vector -> vector.name().equals("five"))
                        .findFirst()
                        .orElseThrow()
                        .file(),
                UTF_8);
        for (VectorCase vector : ExportCases.all()) {
            boolean same = right.equals(new String(vector.file(), UTF_8));
            boolean meant =
                    List.of("five", "five_without_key", "wrong_key_fail").contains(vector.name());
            assertTrue(same == meant, vector.name());
        }
    }
}
