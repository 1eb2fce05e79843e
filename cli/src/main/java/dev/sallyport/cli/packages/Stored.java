package dev.sallyport.cli.packages;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.shield.packages.Imported;
import dev.sallyport.shield.packages.ImportedFile;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** The file of imported lists in a data directory. */
final class Stored {
    private Stored() {}

    static Path file(Path data) {
        return data.resolve(ImportedFile.NAME);
    }

    /** What was imported so far; nothing if nobody imported. */
    static Imported read(Path data) {
        Path file = file(data);
        if (!Files.exists(file)) {
            return Imported.NOTHING;
        }
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            return ImportedFile.read(in);
        } catch (IOException broken) {
            throw Complaint.cannotDecide(
                    "packages_unreadable",
                    "cannot read `" + file + "`: " + broken.getMessage()
                            + "; `package update --fresh --from DIR` makes it anew");
        }
    }

    /** Puts the file in place as a whole: a reader sees the old one or the new one. */
    static void write(Path data, Imported imported) throws IOException {
        Files.createDirectories(data);
        Path part = Files.createTempFile(data, ImportedFile.NAME, ".part");
        try {
            try (OutputStream out = Files.newOutputStream(part)) {
                ImportedFile.write(imported, out);
            }
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(part, file(data), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
