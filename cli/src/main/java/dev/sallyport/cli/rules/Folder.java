package dev.sallyport.cli.rules;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files of certain kinds below a folder, or one file, by their names relative to it. */
final class Folder {
    private static final int MAX_FILES = 50_000;
    private static final long MAX_BYTES = 64L << 20;

    private Folder() {}

    static SortedMap<String, byte[]> read(Terminal terminal, String written, List<String> endings) {
        Path root = terminal.path(written);
        if (!Files.exists(root)) {
            throw Complaint.usage("no_such_file", "there is no `" + written + "`");
        }
        SortedMap<String, byte[]> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            List<Path> found = walk.filter(Files::isRegularFile)
                    .filter(file -> file.equals(root) || endings.stream().anyMatch(file.toString()::endsWith))
                    .limit(MAX_FILES + 1L)
                    .toList();
            if (found.size() > MAX_FILES) {
                throw Complaint.usage("too_many_files", "`" + written + "` holds more than " + MAX_FILES + " files");
            }
            for (Path file : found) {
                if (Files.size(file) > MAX_BYTES) {
                    throw Complaint.usage(
                            "file_too_large", "`" + file + "` has more than " + (MAX_BYTES >> 20) + " MB");
                }
                files.put(name(root, file), Files.readAllBytes(file));
            }
        } catch (IOException | UncheckedIOException unreadable) {
            throw Complaint.usage("unreadable", "`" + written + "` can't be read: " + unreadable.getMessage());
        }
        return files;
    }

    private static String name(Path root, Path file) {
        Path relative = file.equals(root) ? file.getFileName() : root.relativize(file);
        return String.valueOf(relative).replace('\\', '/');
    }
}
