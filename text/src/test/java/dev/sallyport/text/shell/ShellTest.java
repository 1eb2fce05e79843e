package dev.sallyport.text.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ShellTest {
    static final Path LINES =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/shell/lines.txt");

    /** A line of the format's vectors, and what is to be read from it. */
    record Vector(String line, List<String> commands) {}

    static List<Vector> vectors() throws IOException {
        List<Vector> all = new ArrayList<>();
        for (String block : Files.readString(LINES).split("\n\n(?=\\$ )")) {
            if (!block.startsWith("$ ")) {
                continue;
            }
            StringBuilder line = new StringBuilder();
            List<String> commands = new ArrayList<>();
            for (String row : block.stripTrailing().split("\n")) {
                if (row.startsWith("$ ")) {
                    line.append(row.substring(2));
                } else if (row.startsWith("> ") && commands.isEmpty()) {
                    line.append('\n').append(row.substring(2));
                } else {
                    commands.add(row);
                }
            }
            all.add(new Vector(line.toString(), commands));
        }
        return all;
    }

    @Test
    void every_vector_is_read_as_it_says() throws IOException {
        List<Vector> vectors = vectors();
        assertTrue(vectors.size() > 80, "read only " + vectors.size());
        for (Vector vector : vectors) {
            assertEquals(vector.commands(), Rendered.of(vector.line()), vector.line());
        }
    }

    @Test
    void a_tree_holds_what_the_flat_list_holds() {
        Reading.Read read = assertInstanceOf(Reading.Read.class, Shell.read("a | b && { c; d & }"));
        Node.Sequence both = assertInstanceOf(Node.Sequence.class, read.tree());
        assertEquals("&&", both.items().getFirst().after());
        assertInstanceOf(Node.Pipeline.class, both.items().getFirst().node());
        Node.Compound group =
                assertInstanceOf(Node.Compound.class, both.items().getLast().node());
        Node.Sequence inner =
                assertInstanceOf(Node.Sequence.class, group.parts().getFirst());
        assertEquals(
                List.of(";", "&"), inner.items().stream().map(Node.Item::after).toList());
    }

    @Test
    void beyond_a_limit_a_text_is_unreadable_and_quickly_so() {
        List<String> hostile = List.of(
                "x".repeat(Shell.MAX_CHARS + 1),
                "$(".repeat(60_000),
                "$((".repeat(60_000),
                "$((a) ".repeat(30_000),
                "${x:-".repeat(40_000),
                "\"$(".repeat(50_000),
                "(".repeat(100_000),
                "{ ".repeat(100_000),
                "if ".repeat(80_000),
                "`".repeat(99_999),
                "a;".repeat(100_000),
                "eval ".repeat(50_000) + "x");
        for (String text : hostile) {
            assertTimeoutPreemptively(
                    Duration.ofSeconds(10),
                    () -> assertInstanceOf(Reading.Unreadable.class, Shell.read(text)),
                    () -> text.substring(0, 10));
        }
        assertInstanceOf(Reading.Unreadable.class, Shell.read("ls \0 x"));
        assertInstanceOf(Reading.Read.class, Shell.read("echo " + "x".repeat(200_000)));
        assertInstanceOf(Reading.Read.class, Shell.read("$(".repeat(40) + "ls" + ")".repeat(40)));
    }

    @Test
    void whatever_is_thrown_together_is_read_or_refused() {
        String[] pieces = {
            "ls",
            " ",
            "'",
            "\"",
            "`",
            "$(",
            ")",
            "${",
            "}",
            "((",
            "))",
            "[[",
            "]]",
            "{",
            ";",
            "&&",
            "||",
            "|",
            "&",
            "\n",
            "<<E",
            "\nE\n",
            "<<<",
            ">",
            "2>&1",
            "<(",
            "if ",
            "then ",
            "fi",
            "for x in ",
            "do ",
            "done",
            "case ",
            " in ",
            "esac",
            ";;",
            "f()",
            "\\",
            "#",
            "$'",
            "$x",
            "a=",
            "eval ",
            "bash -c ",
            "find . -exec ",
            "xargs ",
            "sudo ",
            "é",
            "*",
            "!",
            "time "
        };
        for (long seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(14); i >= 0; i--) {
                text.append(pieces[random.nextInt(pieces.length)]);
            }
            long shown = seed;
            Reading reading = assertTimeoutPreemptively(
                    Duration.ofSeconds(10), () -> Shell.read(text.toString()), () -> "seed " + shown + ": " + text);
            if (reading instanceof Reading.Unreadable u) {
                assertTrue(u.offset() >= 0 && !u.why().isEmpty(), () -> "seed " + shown);
            }
        }
    }
}
