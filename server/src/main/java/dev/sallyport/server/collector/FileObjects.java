package dev.sallyport.server.collector;

import dev.sallyport.govern.collector.ObjectStore;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Objects as files that nobody may write (0400). A file appears whole or not at all and never over another; its time of modification is when its
 * lock ends, as on write-once file systems. Whoever owns the folder could still break the lock from outside; the chain of hashes shows that.
 * Thread-safe.
 */
final class FileObjects implements ObjectStore {
    private static final String INCOMING = "incoming";

    /** The end of the year 9999, for what is kept for good. */
    private static final long FOREVER_MILLIS = 253_402_300_799_000L;

    private final Path folder;

    FileObjects(Path folder) throws IOException {
        this.folder = folder;
        Files.createDirectories(folder.resolve(INCOMING));
    }

    private Path file(String key) {
        if (!key.matches("[a-z0-9][a-z0-9./-]*") || key.contains("..")) {
            throw new IllegalArgumentException("no key of an object");
        }
        return folder.resolve(key);
    }

    @Override
    public synchronized void put(String key, byte[] bytes, long lockedUntilMillis) throws IOException {
        Path file = file(key);
        Files.createDirectories(file.resolveSibling("."));
        Path part = folder.resolve(INCOMING).resolve(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Files.setLastModifiedTime(part, FileTime.fromMillis(Math.min(FOREVER_MILLIS, lockedUntilMillis)));
        if (part.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("r--------"));
        }
        Files.createLink(file, part); // unlike a move it never takes the place of a file that is there
        Files.delete(part);
        force(file.resolveSibling("."));
    }

    private static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    @Override
    public Optional<byte[]> get(String key) throws IOException {
        Path file = file(key);
        return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        // Only the folder that the prefix names is read, not the whole store.
        int slash = prefix.lastIndexOf('/');
        Path from = slash < 0 ? folder : file(prefix.substring(0, slash));
        if (!Files.isDirectory(from)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(from)) {
            return all.filter(Files::isRegularFile)
                    .map(f -> folder.relativize(f).toString().replace('\\', '/'))
                    .filter(key -> key.startsWith(prefix) && !key.startsWith(INCOMING + "/"))
                    .sorted()
                    .toList();
        }
    }

    @Override
    public synchronized void delete(String key, Grounds grounds, long nowMillis) throws IOException {
        Path file = file(key);
        if (!Files.exists(file)) {
            return;
        }
        long until = Files.getLastModifiedTime(file).toMillis();
        if (grounds == Grounds.TERM && nowMillis < until) {
            throw new Locked(key, until);
        }
        Files.delete(file);
        force(file.resolveSibling("."));
    }
}
