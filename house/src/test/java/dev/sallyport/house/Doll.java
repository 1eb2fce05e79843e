package dev.sallyport.house;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A doll's house: the real launcher in a folder of its own, over a Maven and a JDK that are shell scripts. They write down how they
 * were called and end as the test says, so that the launcher can be tried on every end without building anything.
 */
final class Doll {

    private static final List<String> TOOLS = List.of(
            "sh",
            "awk",
            "cat",
            "cp",
            "dirname",
            "find",
            "grep",
            "head",
            "mkdir",
            "mktemp",
            "mv",
            "readlink",
            "rm",
            "sleep",
            "sort",
            "touch",
            "wc");

    private static final String LANGUAGES = """
            #!/bin/sh
            echo "check $*" >> "$DOLL/languages.calls"
            exit "${DOLL_LANGUAGES_STATUS:-0}"
            """;

    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >> "$DOLL/maven.calls"
            echo "words of maven"
            [ -z "${DOLL_MAVEN_SLOW:-}" ] || sleep 1
            [ -z "${DOLL_MAVEN_STATUS:-}" ] || exit "$DOLL_MAVEN_STATUS"
            mkdir -p cli/target/lib examples/mailroom/target/lib
            touch cli/target/sallyport-cli-0.1.0.jar cli/target/lib/a.jar
            touch examples/mailroom/target/sallyport-mailroom-0.1.0.jar examples/mailroom/target/lib/b.jar
            if [ -n "${DOLL_REPORT:-}" ]; then
              mkdir -p cli/target/surefire-reports
              printf '%s\\n' "$DOLL_REPORT" > cli/target/surefire-reports/TEST-x.xml
            fi
            if [ -n "${DOLL_MUTATIONS:-}" ]; then
              mkdir -p cli/target/pit-reports
              printf '%s\\n' "$DOLL_MUTATIONS" > cli/target/pit-reports/mutations.csv
            fi
            """;

    private static final String JAVA = """
            #!/bin/sh
            case $* in *ArchiveClassesAtExit* | *AOTCacheOutput*) exit 0 ;; esac
            echo "$*" >> "$DOLL/java.calls"
            printf '%s' "${DOLL_JAVA_SAYS:-}"
            [ -z "${DOLL_JAVA_ECHO:-}" ] || cat
            [ -z "${DOLL_JAVA_KILLED:-}" ] || kill -KILL $$
            [ -z "${DOLL_JAVA_HANGS:-}" ] || exec sleep 60
            exit "${DOLL_JAVA_STATUS:-0}"
            """;

    private final Path folder;
    private final Map<String, String> environment = new TreeMap<>();

    /** What one run of the launcher left. */
    record Ended(int status, String out, String err) {}

    Doll(Path folder) throws IOException {
        this.folder = folder;
        Path bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            Path real = Stream.of("/usr/bin", "/bin")
                    .map(place -> Path.of(place, tool))
                    .filter(Files::isExecutable)
                    .findFirst()
                    .orElseThrow(() -> new IOException("no " + tool + " on this machine"));
            script(bin.resolve(tool), "#!/bin/sh\nexec " + real + " \"$@\"\n");
        }
        script(bin.resolve("mvn"), MAVEN);
        // The machine's own JDKs are out of sight: the usual folders lie inside the doll's house.
        String launcher = Files.readString(Tree.root().resolve("sallyport"))
                .replace("/usr/lib/jvm/", folder + "/usr/lib/jvm/")
                .replace("/Library/Java/", folder + "/Library/Java/");
        script(project().resolve("sallyport"), launcher);
        script(project().resolve("sdk/check"), LANGUAGES);
        for (String source :
                List.of("pom.xml", "cli/pom.xml", "cli/src/main/java/A.java", "examples/mailroom/pom.xml")) {
            write(project().resolve(source), "");
            Files.setLastModifiedTime(
                    project().resolve(source), FileTime.from(Instant.now().minus(1, ChronoUnit.HOURS)));
        }
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("DOLL", folder.toString());
    }

    Path project() {
        return folder.resolve("project");
    }

    Path at(String path) {
        return folder.resolve(path);
    }

    Doll with(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Doll without(String name) {
        environment.remove(name);
        return this;
    }

    /** Puts a JDK that says it is of the given version. */
    Path jdk(String home, String version) throws IOException {
        Path jdk = folder.resolve(home);
        write(jdk.resolve("release"), "IMPLEMENTOR=\"Doll\"\nJAVA_VERSION=\"" + version + "\"\n");
        script(jdk.resolve("bin/java"), JAVA);
        return jdk;
    }

    void editSource() throws IOException {
        write(project().resolve("cli/src/main/java/A.java"), "edited");
    }

    Process start(Path launcher, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Ended run(String... arguments) throws IOException, InterruptedException {
        return end(start(project().resolve("sallyport"), arguments));
    }

    Ended runWithInput(String input, String... arguments) throws IOException, InterruptedException {
        Process process = start(project().resolve("sallyport"), arguments);
        process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
        return end(process);
    }

    static Ended end(Process process) throws IOException, InterruptedException {
        process.getOutputStream().close();
        String out = text(process.getInputStream());
        String err = text(process.getErrorStream());
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("the launcher hangs");
        }
        return new Ended(process.exitValue(), out, err);
    }

    /** The calls of {@code maven} or {@code java} so far. */
    List<String> calls(String tool) throws IOException {
        Path calls = folder.resolve(tool + ".calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        Files.writeString(file, text);
    }

    private static void script(Path file, String text) throws IOException {
        write(file, text);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + file + " executable");
        }
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }
}
