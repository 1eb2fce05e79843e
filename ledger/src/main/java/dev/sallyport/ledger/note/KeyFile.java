package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * A signing key in a file: its verifier key on the first line, then the secret key as PKCS#8 in PEM (RFC 7468).
 *
 * <p>RFC 7468 allows text before the block, so other tools read the same file. On a system with POSIX permissions the file
 * is made readable for its owner alone, and one that everybody may read, or others than the owner may write, is refused.
 */
public final class KeyFile {
    private static final int MAX_BYTES = 4096;
    private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
    private static final String END = "-----END PRIVATE KEY-----";
    private static final Set<PosixFilePermission> TOO_OPEN = EnumSet.of(
            PosixFilePermission.GROUP_WRITE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_EXECUTE);

    private KeyFile() {}

    /**
     * Writes the key to a new file and forces it to the disk.
     *
     * @throws java.nio.file.FileAlreadyExistsException when the file is there: a key is never overwritten
     * @throws IOException when it cannot be written
     */
    public static void write(Path file, Ed25519Key key) throws IOException {
        String text = String.join("\n", key.verifierKey().encoded(), BEGIN, StrictBase64.of(key.pkcs8()), END, "");
        FileAttribute<?>[] attributes = posix()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
        Set<StandardOpenOption> options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(file, options, attributes)) {
            ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        if (posix()) {
            forceFolder(file.toAbsolutePath().resolveSibling("."));
        }
    }

    /**
     * Reads a key and checks that its two halves belong together.
     *
     * @throws Malformed {@code key_file_open} or {@code key_malformed}
     * @throws IOException when the file cannot be read
     */
    public static Ed25519Key read(Path file) throws IOException {
        if (posix() && Files.getPosixFilePermissions(file).stream().anyMatch(TOO_OPEN::contains)) {
            throw new Malformed(
                    "key_file_open", "the key file `" + file + "` is open to others than its owner; use chmod 600");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw malformed(file);
        }
        String[] lines = Files.readString(file, StandardCharsets.UTF_8).split("\n", -1);
        if (lines.length != 5 || !lines[1].equals(BEGIN) || !lines[3].equals(END) || !lines[4].isEmpty()) {
            throw malformed(file);
        }
        return Ed25519Key.of(VerifierKey.parse(lines[0]), StrictBase64.parse(lines[2]));
    }

    /** Makes the file's name survive a power cut too: receipts will name this key. */
    private static void forceFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static Malformed malformed(Path file) {
        return new Malformed(
                "key_malformed", "the key file `" + file + "` must hold a verifier key and one PKCS#8 block");
    }

    private static boolean posix() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }
}
