package dev.sallyport.store.sqlite;

import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.Prepared;
import dev.sallyport.store.database.StoreProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;

/** Consistent copies of a running store: one read transaction, written to a new file under a name of its own. */
final class Backup {
    private Backup() {}

    /** Writes the copy; the file appears whole and synced, or not at all. */
    static void write(Database database, Path file) {
        if (Files.exists(file)) {
            throw new StoreProblem(
                    StoreProblem.Code.DATABASE_EXISTS,
                    file + " exists; a backup never overwrites: choose another name");
        }
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            Files.deleteIfExists(part);
            createPrivate(part); // SQLite writes into an empty file, and would make one that others may read
            try (Connection connection = database.copier();
                    Prepared copy = new Prepared(connection, "VACUUM INTO ?")) {
                copy.run(part.toString());
            }
            sync(part);
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
            Database.at(file).syncNames();
        } catch (SQLException | IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't write the backup " + file + ": " + e.getMessage(), e);
        }
    }

    /** Makes an empty file that only its owner may open; SQLite gives its log the same mode. */
    static void createPrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
    }

    static void sync(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }
}
