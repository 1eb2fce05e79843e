package dev.sallyport.mailroom;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A folder of text files that cannot be left: neither by {@code ..}, nor by an absolute path, nor through a symbolic link. */
final class Folder {

    /** A larger file is not read. */
    static final long MAX_FILE_BYTES = 1024 * 1024;

    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    /** The paths of all files, below this folder, with {@code /} between names, sorted. */
    List<String> list() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(path -> Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS))
                    .map(path -> root.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    /** The text of a file. */
    String read(String path) throws Refused, IOException {
        Path file = inside(path);
        if (!Files.isRegularFile(file)) {
            throw new Refused("no file `" + path + "`");
        }
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new Refused("`" + path + "` is larger than " + MAX_FILE_BYTES + " bytes");
        }
        try {
            return Files.readString(file);
        } catch (CharacterCodingException binary) {
            throw new Refused("`" + path + "` is not UTF-8 text");
        }
    }

    /** Replaces or creates a file, with the folders above it. */
    void write(String path, String content) throws Refused, IOException {
        Path file = inside(path);
        if (Files.isDirectory(file)) {
            throw new Refused("`" + path + "` is a folder");
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, content, StandardCharsets.UTF_8);
    }

    private Path inside(String path) throws Refused, IOException {
        Path file;
        try {
            file = root.resolve(path).normalize();
        } catch (InvalidPathException malformed) {
            throw new Refused("not a path: `" + path.replace('\0', '?') + "`");
        }
        if (path.isEmpty() || path.startsWith("/") || file.equals(root) || !file.startsWith(root)) {
            throw new Refused("outside the folder: `" + path + "`");
        }
        Path existing = file;
        while (!Files.exists(existing, LinkOption.NOFOLLOW_LINKS)) {
            Path parent = existing.getParent();
            if (parent == null) {
                throw new Refused("outside the folder: `" + path + "`");
            }
            existing = parent;
        }
        // A link with no target has no real path: it is refused like one that leads out.
        boolean stays = Files.exists(existing)
                && (!Files.exists(root)
                        || existing.toRealPath().startsWith(root.toRealPath())
                        || root.startsWith(existing));
        if (!stays) {
            throw new Refused("outside the folder: `" + path + "`");
        }
        return file;
    }
}
