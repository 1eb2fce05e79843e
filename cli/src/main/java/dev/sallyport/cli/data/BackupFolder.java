package dev.sallyport.cli.data;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.ledger.attestation.DsseEnvelope;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Signer;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.store.database.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A backup as it lies on a disk: the store, the configuration, {@code manifest.json} with their digests, and
 * {@code manifest.dsse}, which is the same manifest signed with the key of the log. Or the store alone, as one file.
 *
 * @param root the folder, or the file
 * @param store the store
 * @param manifest what was signed; empty for a store alone
 */
record BackupFolder(Path root, Path store, Optional<Manifest> manifest) {
    static final String STORE = Database.FILE;
    private static final String MANIFEST = "manifest.json";
    private static final String SIGNED = "manifest.dsse";

    /** Makes an empty folder that only its owner may open. */
    static void create(Path folder) throws IOException {
        Files.createDirectory(folder, owner("rwx------"));
    }

    /** Writes a file that only its owner may read. */
    static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.resolveSibling("."));
        Files.createFile(file, owner("rw-------"));
        Files.write(file, content, StandardOpenOption.WRITE, StandardOpenOption.SYNC);
    }

    private static FileAttribute<?>[] owner(String mode) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    /** Writes the manifest of what lies in the folder, twice: to be read, and to be believed. */
    static void seal(Path folder, int epoch, long nowMillis, SortedMap<String, String> checkpoints, Signer signer)
            throws IOException {
        Manifest manifest = new Manifest(epoch, nowMillis, digests(folder), checkpoints);
        write(folder, MANIFEST, manifest.bytes());
        write(
                folder,
                SIGNED,
                DsseEnvelope.sign(Manifest.PAYLOAD_TYPE, manifest.bytes(), signer)
                        .line());
    }

    /**
     * Reads a backup and holds every file of it to its manifest.
     *
     * @param trusted the install's keys, current and before
     * @throws Complaint {@code backup_damaged} or {@code backup_unsigned}, or {@code no_such_file}
     */
    static BackupFolder read(Path root, List<VerifierKey> trusted) throws IOException {
        if (Files.isRegularFile(root)) {
            return new BackupFolder(root, root, Optional.empty());
        }
        if (!Files.isRegularFile(root.resolve(STORE))) {
            throw Complaint.usage("no_such_file", "restore: no backup `" + root + "`");
        }
        Manifest manifest = signed(root, trusted);
        if (!digests(root).equals(manifest.files())) {
            throw damaged("the files in `" + root + "` are not those of its manifest");
        }
        return new BackupFolder(root, root.resolve(STORE), Optional.of(manifest));
    }

    private static Manifest signed(Path root, List<VerifierKey> trusted) throws IOException {
        try {
            DsseEnvelope envelope = DsseEnvelope.parse(Files.readAllBytes(root.resolve(SIGNED)));
            VerifierKey key = trusted.stream()
                    .filter(known -> known.id().equals(envelope.keyId()))
                    .findFirst()
                    .orElseThrow(() -> new Complaint(
                            Exit.NO,
                            "backup_unsigned",
                            "restore: the backup is signed by " + envelope.keyId()
                                    + ", which is none of the install's keys: put the keys of its time in place"));
            if (!envelope.payloadType().equals(Manifest.PAYLOAD_TYPE) || !envelope.signedBy(key)) {
                throw new Complaint(
                        Exit.NO, "backup_unsigned", "restore: the signature of the backup's manifest does not hold");
            }
            if (!MessageDigest.isEqual(envelope.payload(), Files.readAllBytes(root.resolve(MANIFEST)))) {
                throw damaged("`" + MANIFEST + "` is not what was signed");
            }
            return Manifest.of(envelope.payload());
        } catch (Malformed | IllegalArgumentException broken) {
            throw damaged("its manifest can't be read: " + broken.getMessage());
        }
    }

    /** SHA-256 of the store. */
    String sha256() throws IOException {
        return digest(store);
    }

    /** The files beside the store, by their path in the backup. */
    List<String> configuration() {
        return manifest.map(Manifest::files).orElse(new TreeMap<>()).keySet().stream()
                .filter(name -> !name.equals(STORE))
                .toList();
    }

    private static SortedMap<String, String> digests(Path root) throws IOException {
        SortedMap<String, String> digests = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(root)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String name = root.relativize(file).toString().replace('\\', '/');
                if (!name.equals(MANIFEST) && !name.equals(SIGNED)) {
                    digests.put(name, digest(file));
                }
            }
        }
        return digests;
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return Hex.of(digest.digest());
    }

    private static Complaint damaged(String what) {
        return new Complaint(Exit.NO, "backup_damaged", "restore: " + what);
    }
}
