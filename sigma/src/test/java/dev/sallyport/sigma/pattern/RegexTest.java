package dev.sallyport.sigma.pattern;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegexTest {
    @ParameterizedTest
    @ValueSource(strings = {"^(a+)+$", "(a|aa)+$", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*a){20}$"})
    void anExpressionThatMakesOthersBacktrack_costsTimeLinearInTheText(String source) {
        Regex regex = Regex.of(source, Set.of());
        String text = "a".repeat(50_000) + "!";
        assertTimeout(Duration.ofSeconds(30), () -> assertFalse(regex.findIn(text)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"((a{1000}){1000}){1000}", "(?:[a-z]{1,999}){1,999}", "(((\\w{100}){100}){100})"})
    void repetitionsOfRepetitions_areBeyondTheLimit(String source) {
        assertTrue(
                assertThrows(Regex.Bad.class, () -> Regex.of(source, Set.of())).costly());
    }

    @Test
    void whatIsQuoted_closesNoGroupInTheEstimate() {
        String source = "(?:" + "(a|b)?".repeat(1_333) + "\\Q)\\E){1000}";
        assertTrue(
                assertThrows(Regex.Bad.class, () -> Regex.of(source, Set.of())).costly());
        assertTrue(Regex.of("^\\Qa)b{9}\\Ec$", Set.of()).findIn("a)b{9}c"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"([", "(?=a)b", "(?<!a)b", "(a)\\1", "a**"})
    void whatIsNoExpressionOrNeedsBacktracking_isRefused(String source) {
        assertFalse(
                assertThrows(Regex.Bad.class, () -> Regex.of(source, Set.of())).costly());
    }

    @Test
    void flags_areRead() {
        assertFalse(Regex.of("^b.c$", Set.of()).findIn("a\nB\nc"));
        assertTrue(Regex.of("^b.c$", Set.of(Regex.Flag.IGNORECASE, Regex.Flag.MULTILINE, Regex.Flag.DOTALL))
                .findIn("a\nB\nc"));
    }

    /** The JDK's expressions backtrack: none of this module's code may take one to a rule or an event. */
    @Test
    void noCodeOfTheModule_usesTheExpressionsOfTheJdk() throws IOException {
        List<String> forbidden = List.of("java.util.regex", ".replaceAll(", ".replaceFirst(", ".matches(\"");
        Path sources = Path.of(System.getProperty("sallyport.root", ".."), "sigma", "src", "main", "java");
        try (Stream<Path> files = Files.walk(sources)) {
            List<Path> all =
                    files.filter(file -> file.toString().endsWith(".java")).toList();
            assertTrue(all.size() > 40, () -> "read only " + all.size());
            for (Path file : all) {
                String text = Files.readString(file);
                assertEquals(
                        List.of(), forbidden.stream().filter(text::contains).toList(), file::toString);
            }
        }
    }
}
