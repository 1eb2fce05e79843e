package dev.sallyport.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The Java runtime and the classes this process runs on, to start another process of the same program. */
public final class OwnJava {
    /** Starts a program that an interrupt or a hang-up of our terminal does not reach. */
    private static final List<String> APART = List.of("/bin/sh", "-c", "trap '' HUP INT; exec \"$@\"", "sallyport");

    private static final List<String> PASSED_ON = List.of("sallyport.root", "sallyport.mailroom");

    private OwnJava() {}

    /** The java program itself. */
    public static Path program() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /** A command line that runs a verb of this program in a process of its own. */
    public static List<String> command(List<String> verb) {
        return command("dev.sallyport.cli.Main", verb);
    }

    /** A command line that runs another main class of this class path. */
    public static List<String> command(String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(program().toString());
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-XX:+UseCompactObjectHeaders",
                "--enable-native-access=ALL-UNNAMED"));
        for (String property : PASSED_ON) {
            Optional.ofNullable(System.getProperty(property)).ifPresent(v -> command.add("-D" + property + "=" + v));
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return command;
    }

    /** The same, out of reach of our terminal's interrupt, so that it outlives us. */
    public static List<String> commandApart(List<String> verb) {
        List<String> command = new ArrayList<>(APART);
        command.addAll(command(verb));
        return command;
    }

    /**
     * Starts the process, and notes that it uses this build, so that the launcher keeps it as long as the process lives.
     *
     * @throws IOException when it can't be started
     */
    public static Process start(ProcessBuilder builder) throws IOException {
        Process process = builder.start();
        Path library = Path.of(System.getProperty("java.class.path").split(java.io.File.pathSeparator)[0]);
        Path build = library.getParent() == null ? null : library.getParent().getParent();
        Path users = build == null ? null : build.resolve("users");
        if (users != null && Files.isDirectory(users)) {
            Files.write(users.resolve(Long.toString(process.pid())), new byte[0]);
        }
        return process;
    }
}
