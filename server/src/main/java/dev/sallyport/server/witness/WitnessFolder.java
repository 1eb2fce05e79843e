package dev.sallyport.server.witness;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.witness.WitnessState;
import dev.sallyport.server.wiring.StartRefused;
import dev.sallyport.store.database.DataLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A witness's memory: {@code witness.key}, and in {@code logs} the newest checkpoint cosigned of each log, a file named by the
 * SHA-256 of its origin. A new one is written beside it, forced to the disk, renamed over it, and the folder forced, before
 * anybody hears of it: after a crash a file is the old checkpoint or the new one. Holds the folder's lock. Thread-safe.
 */
public final class WitnessFolder implements WitnessState, AutoCloseable {
    private static final String KEY = "witness.key";
    private static final String SUFFIX = ".checkpoint";

    private final Path logs;
    private final Ed25519Key key;
    private final DataLock lock;
    // Guarded by this; what the files say.
    private final Map<String, Seen> newest = new HashMap<>();
    private boolean doubtful;

    private WitnessFolder(Path logs, Ed25519Key key, DataLock lock) {
        this.logs = logs;
        this.key = key;
        this.lock = lock;
    }

    /**
     * Makes the folder and its key.
     *
     * @param name the witness's name, such as {@code witness.example/w1}
     * @throws StartRefused {@code keys_exist}, {@code keys_unusable}
     * @throws Malformed {@code key_name}
     */
    public static Ed25519Key create(Path folder, String name, SecureRandom random) {
        Ed25519Key key = Ed25519Key.generate(name, random);
        try {
            Files.createDirectories(folder.resolve("logs"));
            KeyFile.write(folder.resolve(KEY), key);
            return key;
        } catch (FileAlreadyExistsException e) {
            throw new StartRefused("keys_exist", "`" + folder + "` holds a witness's key already", e);
        } catch (IOException e) {
            throw new StartRefused("keys_unusable", "no key can be written to `" + folder + "`: " + e.getMessage(), e);
        }
    }

    /**
     * Opens it and reads what was cosigned.
     *
     * @throws StartRefused {@code keys_unusable}, {@code witness_unreadable}
     * @throws dev.sallyport.store.database.StoreProblem {@code data_locked}
     */
    public static WitnessFolder open(Path folder) {
        Path logs = folder.resolve("logs");
        Ed25519Key key;
        try {
            key = KeyFile.read(folder.resolve(KEY));
        } catch (IOException | Malformed e) {
            throw new StartRefused(
                    "keys_unusable",
                    "the witness's key in `" + folder + "` can't be read: make one with `sallyport witness init`",
                    e);
        }
        WitnessFolder opened = new WitnessFolder(logs, key, DataLock.take(folder));
        try {
            opened.load();
            return opened;
        } catch (IOException | Malformed e) {
            opened.close();
            throw new StartRefused(
                    "witness_unreadable",
                    "what the witness cosigned can't be read from `" + logs + "`, and it must not forget: "
                            + e.getMessage(),
                    e);
        }
    }

    private void load() throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            for (Path file : files.filter(f -> f.toString().endsWith(SUFFIX)).toList()) {
                String note = Files.readString(file, StandardCharsets.UTF_8);
                Checkpoint checkpoint = Checkpoint.parse(SignedNote.parse(note).text());
                if (!file.equals(file(checkpoint.origin()))) {
                    throw new Malformed("checkpoint_origin", "`" + file + "` holds a checkpoint of another log");
                }
                newest.put(checkpoint.origin(), new Seen(checkpoint.size(), checkpoint.rootBase64(), note));
            }
        }
    }

    /** The witness's key. */
    public Ed25519Key key() {
        return key;
    }

    /** How the file and the address of a log are named: SHA-256 of its origin in lower-case hex. */
    static String nameOf(String origin) {
        return Hex.of(Sha256.of(origin.getBytes(StandardCharsets.UTF_8)));
    }

    private Path file(String origin) {
        return logs.resolve(nameOf(origin) + SUFFIX);
    }

    @Override
    public synchronized Optional<Seen> latest(String origin) {
        return Optional.ofNullable(newest.get(origin));
    }

    @Override
    public synchronized boolean replace(String origin, Optional<Seen> expected, Seen next) {
        if (doubtful) {
            throw new IllegalStateException("a checkpoint could not be written before; restart the witness");
        }
        if (!latest(origin).equals(expected)) {
            return false;
        }
        try {
            write(file(origin), next.note());
        } catch (IOException e) {
            // Nobody can know what the disk holds now: neither the old checkpoint nor the new one may be answered for.
            doubtful = true;
            throw new UncheckedIOException("the checkpoint of `" + origin + "` could not be made durable", e);
        }
        newest.put(origin, next);
        return true;
    }

    private void write(Path file, String note) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        try (FileChannel channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(note.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        try (FileChannel folder = FileChannel.open(logs, StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
