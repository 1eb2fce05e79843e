package dev.sallyport.text.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shells of this machine make of the same texts. */
@Tag("full")
class RealShellsTest {
    /** Read by bash and not here, on purpose or because bash decides only when it runs. */
    private static final Set<String> STRICTER =
            Set.of("echo ${ ls; }", "coproc x", "[[ 'a[$(id)]' -eq 0 ]]", "time", "echo \"$((1+2))\" $((a)+(b))", "!");

    private static final String[] QUOTING = {
        "a", "B", "/", "=", "-", ".", ",", "'", "'", "\"", "\"", "\\", "\\", "$'\\t'", "\\'", "\\\"", "\\\\", " ",
        "'$x'", "é", "'`'", "#", "\\$", "\"\\$\"", "\\\n", "@", "%", ":", "~b"
    };

    private static boolean accepts(String shell, String text) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(shell, "-n", "-c", text)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        process.getOutputStream().close();
        return process.waitFor() == 0;
    }

    @Test
    void bash_accepts_what_is_read_here_and_refuses_nearly_only_what_is_not() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/bash")), "skipped: no bash");
        Set<String> stricter = new TreeSet<>();
        for (ShellTest.Vector vector : ShellTest.vectors()) {
            boolean read = Shell.read(vector.line()) instanceof Reading.Read;
            boolean accepted = accepts("/usr/bin/bash", vector.line());
            assertTrue(accepted || !read, () -> "bash refuses: " + vector.line());
            if (accepted && !read) {
                stricter.add(vector.line());
            }
        }
        assertEquals(new TreeSet<>(STRICTER), stricter);
    }

    @Test
    void bash_and_dash_see_the_same_words_through_any_quoting(@TempDir Path folder) throws Exception {
        for (String shell : List.of("/usr/bin/bash", "/usr/bin/dash")) {
            assumeTrue(Files.isExecutable(Path.of(shell)), "skipped: no " + shell);
            StringBuilder script = new StringBuilder();
            List<String> wanted = new ArrayList<>();
            for (long seed = 0; wanted.size() < 1_500; seed++) {
                String line = "printf '<%s>' z " + quoting(new Random(seed));
                // dash knows no $'…'; a backslash at the end would join the next line of the script.
                boolean other = (line.contains("$'") && shell.endsWith("dash")) || line.endsWith("\\");
                if (other
                        || !(Shell.read(line) instanceof Reading.Read read)
                        || read.commands().size() != 1) {
                    continue;
                }
                List<Word> words = read.commands().getFirst().arguments();
                if (words.stream().anyMatch(Word::dynamic)
                        || words.stream().anyMatch(w -> w.literal().startsWith("~"))) {
                    continue;
                }
                script.append(line).append("\nprintf '\\n--\\n'\n");
                StringBuilder shown = new StringBuilder();
                words.subList(1, words.size())
                        .forEach(w -> shown.append('<').append(w.literal()).append('>'));
                wanted.add(shown.toString());
            }
            Path file = Files.writeString(folder.resolve("script"), script);
            Process process = new ProcessBuilder(shell, file.toString())
                    .redirectErrorStream(true)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(String.join("\n--\n", wanted) + "\n--\n", out, shell);
        }
    }

    private static String quoting(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i >= 0; i--) {
            text.append(QUOTING[random.nextInt(QUOTING.length)]);
        }
        return text.toString();
    }
}
