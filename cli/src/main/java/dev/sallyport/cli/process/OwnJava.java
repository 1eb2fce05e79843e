package dev.sallyport.cli.process;

import java.io.File;
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

    /** Where this build lies: {@code lib}, and the archives of classes that the launcher made of it. */
    private static final String BUILD = "sallyport.build";

    private static final String LIBRARY = "lib";

    private static final List<String> PASSED_ON = List.of("sallyport.root", "sallyport.mailroom", BUILD);

    /** The JVM may refuse an archive (another JDK, another build) and then starts without it, which is no news to anybody. */
    private static final String SILENT = "-Xlog:cds*=off,aot*=off";

    private OwnJava() {}

    /** The java program itself. */
    public static Path program() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    /**
     * A command line that runs a verb of this program in a process of its own, with the archive of classes that the build holds
     * for it, if it holds one.
     */
    public static List<String> command(List<String> verb) {
        Optional<Path> build = build();
        List<String> command = begin();
        build.flatMap(folder -> archive(folder, verb)).ifPresent(option -> command.addAll(List.of(SILENT, option)));
        command.addAll(List.of("-cp", build.map(OwnJava::library).orElse(ownClasses()), "dev.sallyport.cli.Main"));
        command.addAll(verb);
        return command;
    }

    /** A command line that runs another main class of this class path. */
    public static List<String> command(String mainClass, List<String> arguments) {
        List<String> command = begin();
        command.addAll(List.of("-cp", ownClasses(), mainClass));
        command.addAll(arguments);
        return command;
    }

    private static List<String> begin() {
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
        return command;
    }

    private static String ownClasses() {
        return System.getProperty("java.class.path");
    }

    /** The folder the launcher laid this build out in; empty when something else started this process. */
    private static Optional<Path> build() {
        String told = System.getProperty(BUILD);
        if (told != null) {
            return Optional.of(Path.of(told)).filter(folder -> Files.isDirectory(folder.resolve(LIBRARY)));
        }
        Path library = Path.of(ownClasses().split(File.pathSeparator)[0]).getParent();
        Path build = library != null && library.endsWith(LIBRARY) ? library.getParent() : null;
        return Optional.ofNullable(build);
    }

    /** An archive is good for the class path it was made with, word for word. */
    private static String library(Path build) {
        return build.resolve(LIBRARY) + File.separator + "*";
    }

    private static Optional<String> archive(Path build, List<String> verb) {
        Path up = build.resolve("up.aot");
        Path others = build.resolve("verbs.jsa");
        if (verb.getFirst().equals("up") && Files.exists(up)) {
            return Optional.of("-XX:AOTCache=" + up);
        }
        return Files.exists(others) ? Optional.of("-XX:SharedArchiveFile=" + others) : Optional.empty();
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
        Path users = build().map(folder -> folder.resolve("users")).orElse(null);
        if (users != null && Files.isDirectory(users)) {
            Files.write(users.resolve(Long.toString(process.pid())), new byte[0]);
        }
        return process;
    }
}
