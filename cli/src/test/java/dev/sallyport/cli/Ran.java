package dev.sallyport.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Keyboard;
import dev.sallyport.cli.terminal.Terminal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One run of the program inside the test, and what it left on its streams. */
record Ran(int exit, String out, String err) {
    static Ran of(String... args) {
        return with("", Map.of(), args);
    }

    static Ran fed(String stdin, String... args) {
        return with(stdin, Map.of(), args);
    }

    static Ran with(String stdin, Map<String, String> env, String... args) {
        return run(stdin, env, Keyboard.NOBODY, args);
    }

    /** Somebody sits at the terminal and types that whenever asked for a secret. */
    static Ran typing(String secret, Map<String, String> env, String... args) {
        return run("", env, prompt -> Optional.of(secret), args);
    }

    /** Somebody sits at the terminal and types these, one after the other. */
    static Ran typingAll(List<String> secrets, Map<String, String> env, String... args) {
        Iterator<String> left = secrets.iterator();
        return run("", env, prompt -> left.hasNext() ? Optional.of(left.next()) : Optional.empty(), args);
    }

    private static Ran run(String stdin, Map<String, String> env, Keyboard keyboard, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Terminal terminal = new Terminal(
                new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                env,
                Path.of(""),
                keyboard,
                false);
        int exit = Main.run(args, terminal);
        return new Ran(exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    Ran exits(int code) {
        assertEquals(code, exit, () -> "stdout: " + out + "\nstderr: " + err);
        return this;
    }

    /** Refused as wrong usage: 2, and one line that holds these words. */
    Ran refuses(String words) {
        exits(2);
        assertEquals(1, err.lines().count(), err);
        assertEquals(true, err.contains(words), () -> "expected `" + words + "` in: " + err);
        return this;
    }

    List<JsonObject> rows() {
        return out.lines()
                .map(line -> (JsonObject) StrictJson.parse(line.getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}
