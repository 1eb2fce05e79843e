package dev.sallyport.store.gate;

import dev.sallyport.store.database.DataLock;
import dev.sallyport.store.database.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Whether the database, its log and the data directory's lock are still the files that were opened: a file that was
 * replaced or unlinked takes writes and syncs without an error, and loses them; a lock that is gone keeps nobody out.
 */
final class FileIdentity {
    private static final String IDENTITY = "unix:dev,ino";

    private record Watched(Path path, Map<String, Object> identity) {}

    private final List<Watched> files;

    private FileIdentity(List<Watched> files) {
        this.files = files;
    }

    /** Remembers the files as they are now; the database and its log must exist, a lock need not. */
    static FileIdentity of(Database database) throws IOException {
        List<Watched> files = new ArrayList<>(List.of(watched(database.file()), watched(database.log())));
        Path lock = database.file().resolveSibling(DataLock.FILE);
        if (Files.exists(lock)) {
            files.add(watched(lock));
        }
        return new FileIdentity(files);
    }

    private static Watched watched(Path path) throws IOException {
        return new Watched(path, Files.readAttributes(path, IDENTITY));
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

    /** Whether the database is where it was, whatever became of the others. */
    boolean databaseStands() {
        return fault(files.getFirst()).isEmpty();
    }

    private static String fault(Watched file) {
        try {
            return file.identity().equals(Files.readAttributes(file.path(), IDENTITY))
                    ? ""
                    : file.path() + " was replaced while it was in use; put the original back, or restart the gateway";
        } catch (NoSuchFileException e) {
            return file.path() + " was removed while it was in use; put the original back, or restore a backup";
        } catch (IOException e) {
            return "can't look at " + file.path() + ": " + e.getMessage();
        }
    }
}
