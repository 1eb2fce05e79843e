package dev.sallyport.ledger.spec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.sallyport.ledger.Corpora;
import dev.sallyport.ledger.export.Exports;
import dev.sallyport.ledger.verify.InterchangeVerdict;
import dev.sallyport.ledger.verify.InterchangeVerifier;
import dev.sallyport.ledger.verify.OfflineVerifier;
import dev.sallyport.ledger.verify.Verdict;
import dev.sallyport.ledger.verify.VerifyOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class InterchangeVectorsTest {
    private static final Path SPEC = Corpora.root().resolve("spec/receipt");

    @TempDir
    private Path folder;

    /** All files of the vectors, by their path below {@code spec/receipt}. */
    private static SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (InterchangeCases.Case one : InterchangeCases.all()) {
            files.put(one.folder() + "/file.jsonl", new String(one.file(), UTF_8));
            files.put(one.folder() + "/README.md", one.about() + "\n");
            files.put(one.folder() + "/expected", one.fault().orElse("right") + "\n");
            if (one.key()) {
                files.put(one.folder() + "/log.vkey", Exports.KEY.verifierKey().encoded() + "\n");
            }
        }
        return files;
    }

    /** Writes the vectors anew. */
    public static void main(String[] arguments) throws IOException {
        for (var file : files().entrySet()) {
            Path path = SPEC.resolve(file.getKey());
            Files.createDirectories(path.resolveSibling("."));
            Files.writeString(path, file.getValue());
        }
    }

    @Test
    void the_files_in_spec_are_those_that_the_generator_writes() throws IOException {
        SortedMap<String, String> standing = new TreeMap<>();
        for (String form : new String[] {"attestation", "ocsf"}) {
            try (Stream<Path> walk = Files.walk(SPEC.resolve(form).resolve("vectors"))) {
                for (Path file : walk.filter(Files::isRegularFile).toList()) {
                    standing.put(SPEC.relativize(file).toString().replace('\\', '/'), Files.readString(file));
                }
            }
        }
        assertEquals(files(), standing);
    }

    @TestFactory
    Stream<DynamicTest> each_file_gets_the_answer_that_stands_beside_it() {
        return InterchangeCases.all().stream()
                .map(one -> DynamicTest.dynamicTest(one.folder(), () -> {
                    VerifyOptions options =
                            one.key() ? VerifyOptions.with(Exports.KEY.verifierKey()) : VerifyOptions.none();
                    Path file = SPEC.resolve(one.folder()).resolve("file.jsonl");
                    assertEquals(one.fault().orElse("right"), said(InterchangeVerifier.verify(file, options)));
                }));
    }

    private static String said(Optional<InterchangeVerdict> verdict) {
        return switch (verdict.orElseThrow()) {
            case InterchangeVerdict.Attested a -> "right";
            case InterchangeVerdict.Linked l -> "right";
            case InterchangeVerdict.Refused r ->
                r.fault().code() + " on line " + r.fault().line();
        };
    }

    @Test
    void flipped_bits_of_a_decision_are_refused() throws IOException {
        byte[] file = only("attestation/vectors/three");
        int refused = 0;
        for (int bit = 0; bit < file.length * 8; bit += 41) {
            file[bit / 8] ^= (byte) (1 << (bit % 8));
            refused += refused(file, VerifyOptions.with(Exports.KEY.verifierKey()), "bit " + bit);
            file[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        System.out.println("flipped bits of envelopes refused: " + refused);
    }

    @Test
    void flipped_bits_of_an_event_are_refused() throws IOException {
        byte[] file = only("ocsf/vectors/ten");
        int refused = 0;
        for (int bit = 0; bit < file.length * 8; bit += 41) {
            file[bit / 8] ^= (byte) (1 << (bit % 8));
            refused += refused(file, VerifyOptions.none(), "bit " + bit);
            file[bit / 8] ^= (byte) (1 << (bit % 8));
        }
        System.out.println("flipped bits of events refused: " + refused);
    }

    private static byte[] only(String name) {
        return InterchangeCases.all().stream()
                .filter(one -> one.folder().equals(name))
                .findFirst()
                .orElseThrow()
                .file()
                .clone();
    }

    /** A first line that is of no such form any more is for the verifier of exports, which refuses it. */
    private int refused(byte[] bytes, VerifyOptions options, String what) throws IOException {
        Path file = folder.resolve("flipped.jsonl");
        Files.write(file, bytes);
        Optional<InterchangeVerdict> verdict = InterchangeVerifier.verify(file, options);
        if (verdict.isPresent()) {
            assertInstanceOf(InterchangeVerdict.Refused.class, verdict.get(), what);
        } else {
            assertInstanceOf(Verdict.Fault.class, OfflineVerifier.verify(file, options), what);
        }
        return 1;
    }
}
