package dev.sallyport.server.wiring;

import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.trail.AuditKey;
import dev.sallyport.store.gate.Store;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * The install's secret keys: {@code keys/checkpoint.key} signs checkpoints, {@code keys/seal.key} encrypts facts and held
 * actions. The first can change (see {@link KeyRotation}), the second never does, and a backup of the database is no use without them.
 */
public final class Keys {
    private static final int NAME_BYTES = 5;

    private final KeyRing ring;
    private final byte[] seal;

    private Keys(KeyRing ring, byte[] seal) {
        this.ring = ring;
        this.seal = seal;
    }

    /**
     * Makes both keys.
     *
     * @throws StartRefused {@code keys_exist} if there are some, {@code keys_unusable} if they can't be written
     */
    static Keys create(DataDirectory data, SecureRandom random) {
        String name = "sallyport.local/" + HexFormat.of().formatHex(bytes(random, NAME_BYTES));
        Ed25519Key checkpoint = Ed25519Key.generate(name, random);
        byte[] seal = bytes(random, Sealer.MASTER_LENGTH);
        try {
            if (Files.exists(checkpointFile(data)) || Files.exists(sealFile(data))) {
                throw new StartRefused(
                        "keys_exist", "`" + data.keys() + "` holds keys already; they are never overwritten");
            }
            KeyFile.write(checkpointFile(data), checkpoint);
            PrivateFile.create(
                    sealFile(data), (HexFormat.of().formatHex(seal) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new StartRefused("keys_unusable", "no keys could be written to `" + data.keys() + "`", e);
        }
        return new Keys(KeyRing.read(data.keys()), seal);
    }

    /**
     * Reads both keys.
     *
     * @throws StartRefused {@code keys_unusable} if one is missing, damaged or open to others
     */
    public static Keys read(DataDirectory data) {
        try {
            byte[] seal = HexFormat.of()
                    .parseHex(Files.readString(sealFile(data), StandardCharsets.US_ASCII)
                            .strip());
            if (seal.length != Sealer.MASTER_LENGTH) {
                throw new IllegalArgumentException("it has " + seal.length + " bytes");
            }
            return new Keys(KeyRing.read(data.keys()), seal);
        } catch (IOException e) {
            throw new StartRefused(
                    "keys_unusable",
                    "the keys in `" + data.keys() + "` can't be read; run `init` for a new install, or restore them",
                    e);
        } catch (IllegalArgumentException e) {
            throw new StartRefused("keys_unusable", "`" + sealFile(data) + "` does not hold a key of 32 bytes in hex");
        }
    }

    /**
     * The key of the audit trail; made now if the install is older than the trail.
     *
     * @throws StartRefused {@code keys_unusable} if it can't be read or made
     */
    public static AuditKey audit(DataDirectory data, SecureRandom random) {
        return new AuditKey(made(data.keys().resolve("audit.key"), random));
    }

    /**
     * The key of commitments in telemetry; made when telemetry is first sent.
     *
     * @throws StartRefused {@code keys_unusable} if it can't be read or made
     */
    static byte[] otlp(DataDirectory data, SecureRandom random) {
        return made(data.keys().resolve("otlp.key"), random);
    }

    private static byte[] made(Path file, SecureRandom random) {
        try {
            if (!Files.exists(file)) {
                String hex = HexFormat.of().formatHex(bytes(random, AuditKey.LENGTH));
                PrivateFile.create(file, (hex + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            return hex(file);
        } catch (IOException e) {
            throw new StartRefused("keys_unusable", "`" + file + "` can't be read or made", e);
        }
    }

    /**
     * Reads a key of an audit trail.
     *
     * @throws StartRefused {@code keys_unusable} if it holds none
     */
    public static AuditKey readAudit(Path file) throws IOException {
        return new AuditKey(hex(file));
    }

    private static byte[] hex(Path file) throws IOException {
        try {
            byte[] key = HexFormat.of()
                    .parseHex(Files.readString(file, StandardCharsets.US_ASCII).strip());
            if (key.length == AuditKey.LENGTH) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // answered below, like a key of another length
        }
        throw new StartRefused("keys_unusable", "`" + file + "` does not hold a key of 32 bytes in hex");
    }

    /** Signs checkpoints. */
    public Signer signer() {
        return ring.current();
    }

    /** What checks signatures of this install: the current key, then the one before if it is kept. */
    public List<VerifierKey> verifierKeys() {
        List<VerifierKey> keys = new ArrayList<>(List.of(ring.current().verifierKey()));
        ring.previous().ifPresent(key -> keys.add(key.verifierKey()));
        return keys;
    }

    /** The key before, while it still signs what is served beside the current one. */
    public Optional<Signer> leaving(long nowMillis, long overlapMillis) {
        return Handover.leaving(ring, nowMillis, overlapMillis);
    }

    /**
     * Completes a change of the key that broke off, or that a restored store has not seen. Nobody else may write meanwhile.
     *
     * @return how many chains got the receipt that was missing
     * @throws StartRefused {@code keys_foreign}, {@code key_unendorsed} or {@code keys_unusable}
     */
    public int handOver(Store store, long nowMillis) {
        return new Handover(store, ring).complete(nowMillis);
    }

    /** Encrypts and opens what is kept, under a key of this run's own. */
    public Sealer sealer(SecureRandom random) {
        return new Sealer(seal, bytes(random, Sealer.RUN_ID_LENGTH));
    }

    private static byte[] bytes(SecureRandom random, int length) {
        byte[] out = new byte[length];
        random.nextBytes(out);
        return out;
    }

    private static Path checkpointFile(DataDirectory data) {
        return KeyRing.file(data.keys());
    }

    private static Path sealFile(DataDirectory data) {
        return data.keys().resolve("seal.key");
    }
}
