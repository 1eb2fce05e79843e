package dev.sallyport.store.database;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The right to be the one gateway of a data directory: an exclusive lock on the file {@code lock} in it, which holds the
 * process id of its owner. The operating system gives the lock up when the process ends, however it ends.
 */
public final class DataLock implements AutoCloseable {
    /** Name of the lock file. */
    public static final String FILE = "lock";

    // POSIX drops a process's locks on a file when the process closes any descriptor of it; so a directory that this
    // process has locked must be refused before the file is touched again.
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path directory;
    private final FileChannel channel;

    private DataLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /**
     * Takes the lock.
     *
     * @throws StoreProblem {@code data_locked} if a gateway has it, naming its process id
     */
    public static DataLock take(Path data) {
        Path directory = real(data);
        if (!HELD.add(directory)) {
            throw locked(directory, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DataLock(directory, lock(directory));
        } catch (IOException e) {
            HELD.remove(directory);
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE,
                    "can't lock the data directory " + directory + ": " + e.getMessage(),
                    e);
        } catch (StoreProblem e) {
            HELD.remove(directory);
            throw e;
        }
    }

    private static FileChannel lock(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (channel.tryLock() == null) {
            channel.close();
            throw locked(
                    directory, Files.readString(file, StandardCharsets.US_ASCII).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)), 0);
        return channel;
    }

    private static StoreProblem locked(Path directory, String owner) {
        String who = owner.isEmpty() ? "another process" : "process " + owner;
        return new StoreProblem(
                StoreProblem.Code.DATA_LOCKED,
                "the data directory " + directory + " is in use by " + who
                        + "; one gateway owns a data directory: stop that one, or choose another directory with --data");
    }

    private static Path real(Path data) {
        try {
            return data.toRealPath();
        } catch (IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.DATABASE_MISSING,
                    "there is no data directory " + data + "; create one with `init`",
                    e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StoreProblem(
                    StoreProblem.Code.UNREADABLE, "can't release the lock of " + directory + ": " + e.getMessage(), e);
        } finally {
            HELD.remove(directory);
        }
    }
}
