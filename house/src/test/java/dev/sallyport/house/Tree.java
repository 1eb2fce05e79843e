package dev.sallyport.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The project's own files, as git would commit them: neither builds nor what git ignores. */
final class Tree {

    private static final Path ROOT =
            Path.of(System.getProperty("sallyport.root", "..")).toAbsolutePath().normalize();

    private Tree() {}

    static Path root() {
        return ROOT;
    }

    /** The folders of the modules, by the poms. */
    static List<Path> modules() {
        try (Stream<Path> poms = Files.walk(ROOT, 3)) {
            return poms.filter(path -> path.endsWith("pom.xml"))
                    .map(Path::getParent)
                    .filter(path -> !path.equals(ROOT) && !path.toString().contains("target"))
                    .sorted()
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Every file of the tree, relative to its root, with {@code /} between names. */
    static List<String> files() {
        try {
            return listed().orElseGet(Tree::walked);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** The text of a file, or empty when it is no UTF-8 text. */
    static Optional<String> text(String file) {
        try {
            return Optional.of(Files.readString(ROOT.resolve(file)));
        } catch (MalformedInputException binary) {
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Optional<List<String>> listed() throws IOException {
        Process git;
        try {
            git = new ProcessBuilder("git", "-C", ROOT.toString(), "ls-files", "-z", "-co", "--exclude-standard")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noGit) {
            return Optional.empty();
        }
        String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        List<String> files = Stream.of(output.split("\0"))
                .filter(file -> !file.isEmpty() && Files.isRegularFile(ROOT.resolve(file)))
                .toList();
        // An archive without .git: git has nothing to say about it.
        return files.isEmpty() ? Optional.empty() : Optional.of(files);
    }

    private static List<String> walked() {
        try (Stream<Path> all = Files.walk(ROOT)) {
            return all.filter(Files::isRegularFile)
                    .map(path -> ROOT.relativize(path).toString().replace('\\', '/'))
                    .filter(path -> !path.matches("(.*/)?(target|node_modules|\\.git)/.*"))
                    .toList();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
