package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner, against programs of which it is known what they answer. */
class ConformanceVerbTest {
    private static final Path ROOT = Path.of(System.getProperty("sallyport.root", ".."));

    @TempDir
    private Path sources;

    @BeforeEach
    void copyOfTheSources() throws IOException {
        Files.createSymbolicLink(sources.resolve("spec"), ROOT.resolve("spec").toAbsolutePath());
        for (String language : new String[] {"java", "python", "typescript", "go"}) {
            program(language, "echo 'conformance: no such tool chain' >&2; exit 2");
        }
    }

    private void program(String language, String text) throws IOException {
        Path script = Files.createDirectories(sources.resolve("sdk").resolve(language))
                .resolve("conformance");
        Files.writeString(script, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Ran conformance(String... options) {
        String[] words = new String[options.length + 3];
        words[0] = "conformance";
        words[1] = "--sources";
        words[2] = sources.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return Ran.of(words);
    }

    @Test
    void programOfJava_answersOnItsStreams() {
        String request = "{\"id\":7,\"op\":\"canon\",\"scheme\":\"sallyport-jcs-2\",\"document\":\"7b7d\"}\n";
        Ran ran = Ran.fed(request + "{\"id\":8,\"op\":\"fly\"}\n", "conformance", "--program");
        assertEquals(0, ran.exit(), ran.err());
        assertEquals(
                "{\"id\":7,\"outcome\":\"accept\",\"output\":{\"canonical\":\"7b7d\",\"hash\":"
                        + "\"edbb43b86b434189119888d5866a56776a4e86f94882183e144ebaa99a8744b9\"}}\n"
                        + "{\"id\":8,\"outcome\":\"unsupported\"}\n",
                ran.out());
    }

    @Test
    void missingToolChains_areSkippedWithTheReason_andFailOnlyARelease() {
        Ran ran = conformance("--json");
        assertEquals(0, ran.exit(), ran.err());
        // Detection rules have one engine, which is in this process and needs no tool chain.
        List<String> rules =
                ran.out().lines().filter(row -> row.contains("detection-rule")).toList();
        assertEquals(1, rules.size(), ran.out());
        assertTrue(rules.getFirst().endsWith("\"failed\":0,\"skipped\":0}"), ran.out());
        List<String> asked =
                ran.out().lines().filter(row -> !rules.contains(row)).toList();
        assertEquals(20, asked.size(), ran.out());
        assertTrue(asked.stream().allMatch(row -> row.contains("\"passed\":0,\"failed\":0,\"skipped\":")), ran.out());
        assertTrue(asked.stream().allMatch(row -> row.contains("conformance: no such tool chain")), ran.out());
        assertEquals(1, conformance("--require-all").exit());
    }

    @Test
    void programThatAnswersOtherwise_fails() throws IOException {
        program(
                "go",
                "while read -r line; do id=${line#*\\\"id\\\":}; id=${id%%[!0-9]*};"
                        + " echo \"{\\\"id\\\":$id,\\\"outcome\\\":\\\"unsupported\\\"}\"; done");
        Ran ran = conformance("--json", "--lang", "go");
        assertEquals(1, ran.exit());
        assertEquals(5, ran.out().lines().count(), ran.out());
        assertTrue(ran.out().lines().allMatch(row -> row.contains("\"passed\":0") && row.contains("\"skipped\":0")));
        assertTrue(
                ran.err().contains("go action/vectors/accept/array_order_is_kept.json: wanted {\"outcome\":"),
                ran.err());
    }

    @Test
    void programThatDies_orCrashesAtItsStart_fails() throws IOException {
        program("python", "read -r line; echo '{\"id\":0,\"outcome\":\"unsupported\"}'; read -r line; exit 0");
        assertEquals(1, conformance("--lang", "python").exit());
        program("python", "echo boom >&2; exit 1");
        Ran ran = conformance("--lang", "python");
        assertEquals(1, ran.exit(), ran.out());
        assertTrue(ran.err().contains("no_answer"), ran.err());
    }

    @Test
    void wordsThatMakeNoSense_areUsage() {
        assertEquals(2, conformance("--lang", "cobol").exit());
        assertEquals(2, conformance("--lang", "go", "--require-all").exit());
        assertEquals(2, Ran.of("conformance", "--sources", "/nowhere").exit());
    }
}
