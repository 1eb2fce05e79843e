package dev.sallyport.shield.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.shield.Category;
import dev.sallyport.shield.ConfidenceRule;
import dev.sallyport.shield.Context;
import dev.sallyport.shield.Finding;
import dev.sallyport.shield.Ran;
import dev.sallyport.shield.Setting;
import dev.sallyport.shield.Shield;
import dev.sallyport.shield.ShieldMode;
import dev.sallyport.shield.ShieldVersion;
import dev.sallyport.shield.Shields;
import dev.sallyport.shield.Span;
import dev.sallyport.shield.Subject;
import dev.sallyport.shield.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions of shields that are data, by {@code spec/shield/release} and over a shield of one word. */
class ReleaseTest {
    private static final Path VECTORS =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/shield/release");
    private static final Context WHO = new Context("t", "a", "s", 0, Optional.empty());

    static List<Path> good() throws IOException {
        return files("good");
    }

    static List<Path> bad() throws IOException {
        return files("bad");
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(VECTORS.resolve(folder))) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("good")
    void a_good_manifest_is_read(Path file) throws IOException {
        Release.read(Files.readAllBytes(file));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void a_bad_manifest_is_refused(Path file) throws IOException {
        byte[] manifest = Files.readAllBytes(file);
        assertThrows(IllegalArgumentException.class, () -> Release.read(manifest));
    }

    /** Warns of "odd", by as many findings as it stands there. */
    private static final class OddShield implements Shield {
        @Override
        public ShieldVersion version() {
            return new ShieldVersion("odd", "1.0.0");
        }

        @Override
        public boolean concerns(Subject subject) {
            return true;
        }

        @Override
        public List<Finding> inspect(Subject subject, Context context) {
            String text = subject.leaves().toString();
            return IntStream.range(0, text.length())
                    .filter(at -> text.startsWith("odd", at))
                    .mapToObj(
                            at -> Finding.of(Verdict.WARN, new Category("odd", "word"), 0.5, new Span("", at, at + 3)))
                    .toList();
        }
    }

    private static Release release(String version, String rest) {
        return Release.read(("{\"format\":\"" + Release.FORMAT + "\",\"shield\":\"odd\",\"version\":\"" + version
                        + "\",\"base\":\"1.0\"," + rest + "}")
                .getBytes(StandardCharsets.UTF_8));
    }

    private static final String FIND =
            "\"find\":[{\"text\":\"Bad.example\",\"whole\":true,\"category\":\"odd:host\",\"verdict\":\"block\",\"confidence\":0.9}]";

    private static List<String> found(Shield shield, String text) {
        return shield.inspect(Subject.Result.of("t", "a", new JsonString(text)), WHO).stream()
                .map(f -> f.category().kind() + " " + f.verdict().wire() + " "
                        + f.confidence().orElse(1))
                .toList();
    }

    @Test
    void categories_weigh_as_the_release_says_or_are_silent() {
        Shield heavier = new ReleasedShield(
                new OddShield(),
                release("1.0.1", "\"change\":[{\"category\":\"odd:word\",\"verdict\":\"block\",\"confidence\":0.99}]"));
        assertEquals(List.of("word block 0.99"), found(heavier, "odd"));
        Shield silent = new ReleasedShield(
                new OddShield(), release("1.0.2", "\"change\":[{\"category\":\"odd:word\",\"silent\":true}]"));
        assertEquals(List.of(), found(silent, "odd"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"bad.example", "see BAD.EXAMPLE.", "https://x.bad.example/y", "a@bad.example", "bad.example:80"})
    void a_text_is_found_where_it_stands_by_itself(String text) {
        assertEquals(
                List.of("host block 0.9"), found(new ReleasedShield(new OddShield(), release("1.0.1", FIND)), text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"notbad.example", "bad.examples", "my-bad.example", "bad.example.org", "bad_example"})
    void a_text_that_is_part_of_another_name_is_not(String text) {
        assertEquals(List.of(), found(new ReleasedShield(new OddShield(), release("1.0.1", FIND)), text));
    }

    @Test
    void much_that_only_warns_hides_nothing_that_blocks() {
        Shield shield = new ReleasedShield(new OddShield(), release("1.0.1", FIND));
        List<String> found = found(shield, "odd ".repeat(1_000) + "bad.example");
        assertEquals("host block 0.9", found.getFirst());
        assertTrue(found.size() <= 64, () -> "found " + found.size());
    }

    @Test
    void a_release_of_another_base_or_shield_does_not_go_with_it() {
        Release same = release("1.0.0", FIND);
        assertThrows(IllegalArgumentException.class, () -> new ReleasedShield(new OddShield(), same));
        Release later = release("1.1.1", FIND);
        Release other = new Release(later.shield(), "1.1", later.changes(), later.phrases());
        assertThrows(IllegalArgumentException.class, () -> new ReleasedShield(new OddShield(), other));
    }

    @Test
    void an_installed_release_runs_only_where_it_is_pinned_and_what_ran_is_named() {
        Shields shields = new Shields(
                List.of(new OddShield()),
                List.of(new ReleasedShield(new OddShield(), release("1.0.1", FIND))),
                () -> 0);
        assertEquals("odd@1.0.0", ran(shields, Optional.empty()));
        assertEquals("odd@1.0.1", ran(shields, Optional.of("1.0.1")));
        assertEquals("odd@1.0.0", ran(shields, Optional.of("1.0.0")));
        assertEquals("odd@1.0.9 unassessed", ran(shields, Optional.of("1.0.9")));
        assertEquals(List.of(new ShieldVersion("odd", "1.0.0")), shields.versions());
        assertEquals(2, shields.installed("odd").size());
    }

    private static String ran(Shields shields, Optional<String> pinned) {
        Setting setting = new Setting(ShieldMode.BLOCKING, ConfidenceRule.DEFAULT, pinned);
        Subject subject = Subject.Result.of("t", "a", new JsonString("bad.example"));
        return shields.inspect(subject, WHO, Map.of("odd", setting)).stream()
                .map((Ran ran) -> ran.shield().wire() + (ran.assessed() ? "" : " unassessed"))
                .collect(Collectors.joining());
    }
}
