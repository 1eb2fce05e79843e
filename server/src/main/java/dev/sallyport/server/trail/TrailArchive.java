package dev.sallyport.server.trail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Trails that are over: after a restore the ledger is older than the trail, which tells of receipts that are gone. It is kept
 * as it is, and a new one begins. Not for two threads at once.
 */
public final class TrailArchive {
    private TrailArchive() {}

    /**
     * Moves the trail out of the way, into a folder of that name beside it.
     *
     * @return whether there was one
     * @throws IOException if it can't be moved
     */
    public static boolean setAside(Path logs, String name) throws IOException {
        if (!Files.isDirectory(logs)) {
            return false;
        }
        List<Path> files = new ArrayList<>(AuditFiles.full(logs).values());
        for (String one : List.of(AuditFiles.CURRENT, AuditFiles.MARK)) {
            if (Files.exists(logs.resolve(one))) {
                files.add(logs.resolve(one));
            }
        }
        if (files.isEmpty()) {
            return false;
        }
        Path archive = Files.createDirectories(logs.resolve(name));
        for (Path file : files) {
            Files.move(file, archive.resolve(String.valueOf(file.getFileName())));
        }
        return true;
    }
}
