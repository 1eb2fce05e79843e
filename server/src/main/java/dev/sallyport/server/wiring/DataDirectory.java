package dev.sallyport.server.wiring;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The folder that holds everything of one gateway, for its owner's eyes only.
 *
 * @param path absolute
 */
public record DataDirectory(Path path) {
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");

    public DataDirectory {
        path = path.toAbsolutePath().normalize();
    }

    /**
     * Makes sure that the folder and those in it exist, mode 0700.
     *
     * @throws StartRefused {@code data_unusable} if they can't be made
     */
    void prepare() {
        try {
            for (Path folder : new Path[] {path, keys(), logs(), policies()}) {
                Files.createDirectories(folder);
                if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
                    Files.setPosixFilePermissions(folder, OWNER);
                }
            }
        } catch (IOException e) {
            throw new StartRefused(
                    "data_unusable",
                    "the data directory `" + path + "` can't be made or protected: " + e.getMessage(),
                    e);
        }
    }

    /** Secret keys. */
    public Path keys() {
        return path.resolve("keys");
    }

    /** Log files. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** Policy files of the install, if it keeps them as files. */
    public Path policies() {
        return path.resolve("policies");
    }

    /** Says, if it is there, which database keeps the records instead of a file of this folder. */
    public Path storeFile() {
        return path.resolve("store.json");
    }

    /** How to reach the running gateway. */
    public Path gatewayFile() {
        return path.resolve("gateway.json");
    }

    /** Where MCP clients of this machine come in. */
    public Path socket() {
        return path.resolve("gateway.sock");
    }
}
