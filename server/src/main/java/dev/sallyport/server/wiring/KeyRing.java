package dev.sallyport.server.wiring;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.SigningFailed;
import dev.sallyport.server.http.JsonText;
import dev.sallyport.server.keys.RemoteKey;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;

/**
 * The keys that sign checkpoints: {@code checkpoint.key}, and once it has changed {@code checkpoint.previous.key} with the time
 * of the change in {@code rotated.json}.
 *
 * <p>A change is one rename. What stands before it in {@link #change} can be lost or repeated without a trace; what comes after
 * it, the receipts, {@link Handover} writes whenever the chains and the keys disagree.
 */
final class KeyRing {
    private static final String CHANGE = "rotated.json";
    private static final int MAX_BYTES = 4096;
    private static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, 2, 4, MAX_BYTES);

    private final Path folder;
    private final Signer current;
    private final Optional<Signer> previous;
    private final Optional<Long> changedAt;

    private KeyRing(Path folder, Signer current) {
        this.folder = folder;
        this.current = current;
        this.previous = Optional.of(previousFile(folder))
                .filter(Files::exists)
                .map(KeyRing::open)
                .filter(key -> !key.keyId().equals(current.keyId()));
        this.changedAt = changedAt(folder.resolve(CHANGE));
    }

    /**
     * Reads the current key, and the one before if it is there.
     *
     * @throws StartRefused {@code keys_unusable} if one is missing, damaged or open to others
     */
    static KeyRing read(Path folder) {
        return new KeyRing(folder, open(file(folder)));
    }

    static Path file(Path folder) {
        return folder.resolve("checkpoint.key");
    }

    private static Path previousFile(Path folder) {
        return folder.resolve("checkpoint.previous.key");
    }

    /** Signs checkpoints. */
    Signer current() {
        return current;
    }

    /** The key before, if there was a change and its file was still there. */
    Optional<Signer> previous() {
        return previous;
    }

    /** When the key changed last, in milliseconds since 1970. */
    Optional<Long> changedAt() {
        return changedAt;
    }

    private static Optional<Long> changedAt(Path file) {
        try {
            if (Files.exists(file)
                    && StrictJson.parse(Files.readAllBytes(file), LIMITS) instanceof JsonObject object
                    && object.get("time_ms") instanceof JsonNumber time) {
                return Optional.of((long) time.value());
            }
            return Optional.empty();
        } catch (IOException | MalformedJson e) {
            throw new StartRefused("keys_unusable", "`" + file + "` can't be read; remove it to end the overlap", e);
        }
    }

    /**
     * Makes a key the current one and keeps the old.
     *
     * @param place where the next key is; if empty, one is made here
     * @throws StartRefused {@code keys_unusable} if it can't be reached or a file can't be written
     */
    KeyRing change(Optional<RemoteKey.Place> place, SecureRandom random, long nowMillis) {
        Path next = folder.resolve("checkpoint.next.key");
        String name = current.verifierKey().name();
        try {
            Files.deleteIfExists(next);
            if (place.isPresent()) {
                RemoteKey remote = RemoteKey.at(place.get(), name);
                PrivateFile.create(next, remote.text().getBytes(StandardCharsets.UTF_8));
            } else {
                KeyFile.write(next, Ed25519Key.generate(name, random));
            }
            Signer successor = tried(next);
            PrivateFile.replace(previousFile(folder), Files.readAllBytes(file(folder)));
            PrivateFile.replace(
                    folder.resolve(CHANGE),
                    JsonText.bytes(
                            JsonObject.builder().put("time_ms", nowMillis).build()));
            sync();
            Files.move(next, file(folder), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            sync();
            return new KeyRing(folder, successor);
        } catch (IOException e) {
            throw new StartRefused("keys_unusable", "no key could be written to `" + folder + "`", e);
        } catch (SigningFailed | Malformed e) {
            throw new StartRefused("keys_unusable", "the next key can't be used: " + e.getMessage(), e);
        }
    }

    /** The key in that file, after it has signed once: a key that can't sign must not become the current one. */
    private Signer tried(Path file) {
        Signer signer = open(file);
        if (signer.keyId().equals(current.keyId())) {
            throw new StartRefused("keys_unusable", "the next key is the current one, " + current.keyId());
        }
        byte[] text = "sallyport key self-test\n".getBytes(StandardCharsets.US_ASCII);
        if (!signer.verifierKey().verify(text, signer.sign(text))) {
            throw new StartRefused("keys_unusable", "the next key does not sign as " + signer.keyId());
        }
        return signer;
    }

    private static Signer open(Path file) {
        try {
            String text = Files.size(file) > MAX_BYTES ? "" : Files.readString(file, StandardCharsets.UTF_8);
            return RemoteKey.isOne(text) ? RemoteKey.parse(text).signer() : KeyFile.read(file);
        } catch (IOException e) {
            throw new StartRefused(
                    "keys_unusable",
                    "the key `" + file + "` can't be read; run `init` for a new install, or restore it",
                    e);
        } catch (Malformed | SigningFailed e) {
            throw new StartRefused("keys_unusable", String.valueOf(e.getMessage()), e);
        }
    }

    /** Makes renames survive a power cut. */
    private void sync() throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
