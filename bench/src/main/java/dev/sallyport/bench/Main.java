package dev.sallyport.bench;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** Starts a benchmark: {@code bench [NAME] [--quick] [--json]}. */
public final class Main {
    private Main() {}

    /** Runs it and ends the process: 0 measured, 1 a measurement failed its own check, 2 usage, 5 fault. */
    public static void main(String[] args) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        System.exit(run(args, out, err));
    }

    /** Runs it inside this process; answers the exit code. */
    public static int run(String[] args, PrintStream out, PrintStream err) {
        return new Runner(out, err).of(args);
    }
}
