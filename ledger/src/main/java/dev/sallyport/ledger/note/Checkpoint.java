package dev.sallyport.ledger.note;

import dev.sallyport.ledger.encoding.Decimal;
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
        return of(lines(noteText));
    }

    private static List<String> lines(String noteText) {
        List<String> lines = List.of(noteText.split("\n", -1));
        if (lines.size() < 4 || !lines.getLast().isEmpty()) {
            throw new Malformed("checkpoint_lines", "a checkpoint must have the three lines origin, size and root");
        }
        lines.subList(0, lines.size() - 1).forEach(Checkpoint::requireLine);
        return lines.subList(0, lines.size() - 1);
    }

    private static Checkpoint of(List<String> lines) {
        return new Checkpoint(
                lines.get(0),
                Decimal.parse(lines.get(1), "checkpoint_size"),
                lines.get(2),
                lines.subList(3, lines.size()));
    }

    /**
     * Reads the text of a note as the checkpoint of one log.
     *
     * @throws Malformed as {@link #parse(String)}, and {@code checkpoint_origin} when it is of another log
     */
    public static Checkpoint parse(String noteText, String origin) {
        List<String> lines = lines(noteText);
        if (!lines.getFirst().equals(origin)) {
            throw new Malformed("checkpoint_origin", "the checkpoint is not of the log `" + origin + "`");
        }
        return of(lines);
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
}
