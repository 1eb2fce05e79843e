package dev.sallyport.cli;

import dev.sallyport.cli.terminal.Keyboard;
import dev.sallyport.cli.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/** Starts one verb. */
public final class Main {
    private Main() {}

    /** Runs the verb the words name and ends the process with its exit code. */
    public static void main(String[] args) {
        PrintStream out = stream(FileDescriptor.out);
        PrintStream err = stream(FileDescriptor.err);
        Terminal terminal = new Terminal(
                new FileInputStream(FileDescriptor.in),
                out,
                err,
                System.getenv(),
                Path.of(""),
                Keyboard.system(),
                Keyboard.someoneIsThere());
        int code = run(args, terminal);
        out.flush();
        err.flush();
        System.exit(code);
    }

    /** Runs a verb inside this process, with nobody at the keyboard; answers its exit code. */
    public static int run(
            String[] args, InputStream stdin, PrintStream stdout, PrintStream stderr, Map<String, String> env) {
        return run(args, Terminal.of(stdin, stdout, stderr, env));
    }

    /** Runs a verb inside this process; answers its exit code. */
    public static int run(String[] args, Terminal terminal) {
        return new Run(terminal).of(args);
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }
}
