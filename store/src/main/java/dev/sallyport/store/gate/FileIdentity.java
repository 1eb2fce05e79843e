package dev.sallyport.store.gate;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Whether the database and its log are still the files that were opened: a file that was replaced or unlinked takes writes
 * and syncs without an error, and loses them.
 */
final class FileIdentity {
    private record Watched(Path path, Object inode) {}

    private final List<Watched> files;

    private FileIdentity(List<Watched> files) {
        this.files = files;
    }

    /** Remembers the files as they are now; all must exist. */
    static FileIdentity of(Path... paths) throws IOException {
        Watched[] files = new Watched[paths.length];
        for (int i = 0; i < paths.length; i++) {
            files[i] = new Watched(paths[i], Files.getAttribute(paths[i], "unix:ino"));
        }
        return new FileIdentity(List.of(files));
    }

    /** What happened to one of the files, empty if nothing did. */
    String fault() {
        for (Watched file : files) {
            String fault = fault(file);
            if (!fault.isEmpty()) {
                return fault;
            }
        }
        return "";
    }

    private static String fault(Watched file) {
        try {
            Map<String, Object> now = Files.readAttributes(file.path(), "unix:ino");
            return file.inode().equals(now.get("ino"))
                    ? ""
                    : file.path() + " was replaced while it was in use; put the original back, or restart the gateway";
        } catch (NoSuchFileException e) {
            return file.path() + " was removed while it was in use; put the original back, or restore a backup";
        } catch (IOException e) {
            return "can't look at " + file.path() + ": " + e.getMessage();
        }
    }
}
