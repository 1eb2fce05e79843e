package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.merkle.Tree;
import java.util.List;

/**
 * What a log says of itself at one moment (C2SP tlog-checkpoint v1.0.0).
 *
 * @param origin which log; one line, not empty
 * @param size how many leaves
 * @param rootBase64 the Merkle root over them, 32 bytes in strict base64
 * @param extensions further lines, which this ledger reads but never writes of itself
 */
public record Checkpoint(String origin, long size, String rootBase64, List<String> extensions) {
    private static final int MAX_SIZE_DIGITS = 19;

    public Checkpoint {
        extensions = List.copyOf(extensions);
        requireLine(origin);
        extensions.forEach(Checkpoint::requireLine);
        if (size < 0) {
            throw new Malformed("checkpoint_size", "a log's size must not be negative, is " + size);
        }
        if (StrictBase64.parse(rootBase64).length != Sha256.BYTES) {
            throw new Malformed("checkpoint_root", "a root must be " + Sha256.BYTES + " bytes in base64");
        }
    }

    /** The checkpoint of this tree. */
    public static Checkpoint of(String origin, Tree tree) {
        return new Checkpoint(origin, tree.size(), StrictBase64.of(tree.root()), List.of());
    }

    /**
     * Reads the text of a note whose signature was checked.
     *
     * @throws Malformed {@code checkpoint_lines}, {@code checkpoint_size}, {@code checkpoint_root} or
     *     {@code base64_not_strict}
     */
    public static Checkpoint parse(String noteText) {
        List<String> lines = List.of(noteText.split("\n", -1));
        if (lines.size() < 4 || !lines.getLast().isEmpty()) {
            throw new Malformed("checkpoint_lines", "a checkpoint must have the three lines origin, size and root");
        }
        return new Checkpoint(lines.get(0), parseSize(lines.get(1)), lines.get(2), lines.subList(3, lines.size() - 1));
    }

    /** The text that is signed. */
    public String text() {
        StringBuilder out = new StringBuilder();
        out.append(origin)
                .append('\n')
                .append(size)
                .append('\n')
                .append(rootBase64)
                .append('\n');
        extensions.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }

    /** The Merkle root, 32 bytes. */
    public byte[] root() {
        return StrictBase64.parse(rootBase64);
    }

    /** The checkpoint as a note with one signature. */
    public SignedNote sign(Signer signer) {
        return SignedNote.sign(text(), signer);
    }

    private static void requireLine(String line) {
        if (line.isEmpty() || line.chars().anyMatch(c -> c < ' ')) {
            throw new Malformed("checkpoint_lines", "a line of a checkpoint must not be empty or hold a control");
        }
    }

    private static long parseSize(String digits) {
        boolean decimal = !digits.isEmpty()
                && digits.length() <= MAX_SIZE_DIGITS
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && (digits.equals("0") || digits.charAt(0) != '0');
        try {
            if (decimal) {
                return Long.parseLong(digits);
            }
        } catch (NumberFormatException e) {
            // 19 digits may still be too many.
        }
        throw new Malformed("checkpoint_size", "a log's size must be a plain decimal below 2^63");
    }
}
