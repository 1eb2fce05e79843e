package dev.sallyport.cli.terminal;

import dev.sallyport.action.json.Json;
import dev.sallyport.text.visible.Visible;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What surrounds one run of a verb.
 *
 * @param in standard input
 * @param out standard output, UTF-8; carries the verb's answer and nothing else
 * @param err standard error, UTF-8; carries complaints, logs and progress
 * @param env the environment
 * @param directory what relative paths are relative to
 * @param keyboard the person at the terminal, if there is one
 * @param interactive whether a person watches standard error
 */
public record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> env,
        Path directory,
        Keyboard keyboard,
        boolean interactive) {
    /** No input file of a verb may be larger, in bytes. */
    public static final long MAX_INPUT_BYTES = 512L << 20;

    public Terminal {
        env = Map.copyOf(env);
    }

    /** A terminal of streams alone, with nobody at the keyboard. */
    public static Terminal of(InputStream in, PrintStream out, PrintStream err, Map<String, String> env) {
        return new Terminal(in, out, err, env, Path.of(""), Keyboard.NOBODY, false);
    }

    /** A variable of the environment; an empty one counts as absent. */
    public Optional<String> env(String name) {
        return Optional.ofNullable(env.get(name)).filter(value -> !value.isEmpty());
    }

    /** A path as the user wrote it. */
    public Path path(String written) {
        try {
            return directory.resolve(written);
        } catch (InvalidPathException malformed) {
            throw Complaint.usage("not_a_path", "not a path: `" + written.replace('\0', '?') + "`");
        }
    }

    /** One line of JSON on standard output, at once. */
    public void json(Json value) {
        byte[] text = JsonText.of(value).getBytes(StandardCharsets.UTF_8);
        out.write(text, 0, text.length);
        out.write('\n');
        out.flush();
    }

    /**
     * Lines for people on standard output. Whoever puts a stranger's words into them makes one line of each with
     * {@link Visible}; what a terminal would act on is marked here in any case.
     */
    public void line(String text) {
        out.println(lines(text));
    }

    /** As {@link #line}, on standard error. */
    public void aside(String text) {
        err.println(lines(text));
    }

    private static String lines(String text) {
        return text.lines().map(Visible::line).collect(Collectors.joining(System.lineSeparator()));
    }

    /** The bytes of an input file. */
    public byte[] read(String written) {
        Path file = path(written);
        try {
            if (!Files.isRegularFile(file)) {
                throw Complaint.usage("no_such_file", "no file `" + written + "`");
            }
            if (Files.size(file) > MAX_INPUT_BYTES) {
                throw Complaint.usage(
                        "file_too_large",
                        "`" + written + "` is larger than the limit of " + MAX_INPUT_BYTES + " bytes");
            }
            return Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw Complaint.usage("unreadable", "cannot read `" + written + "`: " + unreadable.getMessage());
        }
    }

    /** The UTF-8 text of an input file. */
    public String readText(String written) {
        return new String(read(written), StandardCharsets.UTF_8);
    }

    /** Standard input to its end, one byte more than the limit at most, so that the reader can say it was too long. */
    public byte[] readInput(int limit) {
        try {
            return in.readNBytes(limit + 1);
        } catch (IOException broken) {
            throw Complaint.usage("unreadable", "cannot read standard input: " + broken.getMessage());
        }
    }
}
