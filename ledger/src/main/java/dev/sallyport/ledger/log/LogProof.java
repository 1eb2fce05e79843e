package dev.sallyport.ledger.log;

import dev.sallyport.ledger.encoding.Decimal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.merkle.InclusionProof;
import dev.sallyport.ledger.merkle.ProofVerdict;
import dev.sallyport.ledger.merkle.TreeHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A proof that a record is in a log, in one file that is checked offline (C2SP tlog-proof@v1).
 *
 * @param extra what the log says about the record besides, not authenticated by the proof; empty for none
 * @param index the record's place in the log, from 0
 * @param path the hashes of the inclusion proof, nearest to the leaf first
 * @param checkpoint the signed checkpoint, byte for byte
 */
@SuppressWarnings("ArrayRecordComponent") // handed to a policy, which reads it
public record LogProof(byte[] extra, long index, List<byte[]> path, byte[] checkpoint) {
    /** The largest proof file that is read, in bytes: 63 hashes and a note. */
    public static final int MAX_BYTES = (1 << 20) + 8192;

    static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";

    public LogProof {
        path = List.copyOf(path);
    }

    /** A proof that says nothing besides. */
    public LogProof(long index, List<byte[]> path, byte[] checkpoint) {
        this(new byte[0], index, path, checkpoint);
    }

    /** The file's text. */
    public String format() {
        StringBuilder out = new StringBuilder(FIRST_LINE).append('\n');
        if (extra.length > 0) {
            out.append(EXTRA).append(StrictBase64.of(extra)).append('\n');
        }
        out.append(INDEX).append(index).append('\n');
        path.forEach(hash -> out.append(StrictBase64.of(hash)).append('\n'));
        return out.append('\n')
                .append(new String(checkpoint, StandardCharsets.UTF_8))
                .toString();
    }

    /**
     * Reads a proof file; checks no signature. What an {@code extra} line says is not authenticated.
     *
     * @throws Malformed {@code proof_format} or {@code base64_not_strict}
     */
    public static LogProof parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw format("a proof file may have " + MAX_BYTES + " bytes, this one has " + file.length);
        }
        // A byte is a character here, so that what is no UTF-8 fails where it stands.
        String text = new String(file, StandardCharsets.ISO_8859_1);
        int end = text.indexOf("\n\n");
        if (end < 0) {
            throw format("a proof must end in an empty line and a checkpoint");
        }
        String[] lines = text.substring(0, end).split("\n", -1);
        if (!lines[0].equals(FIRST_LINE)) {
            throw format("a proof must begin with the line " + FIRST_LINE);
        }
        int at = lines.length > 1 && lines[1].startsWith(EXTRA) ? 2 : 1;
        String extra = at == 2 ? lines[1].substring(EXTRA.length()) : "";
        if ((at == 2 && extra.isEmpty()) || at >= lines.length || !lines[at].startsWith(INDEX)) {
            throw format("a proof must name the index of its leaf");
        }
        long index = Decimal.parse(lines[at].substring(INDEX.length()), "proof_format");
        byte[] besides = StrictBase64.parse(extra);
        List<byte[]> path = new ArrayList<>();
        for (String line : List.of(lines).subList(at + 1, lines.length)) {
            path.add(StrictBase64.parse(line));
        }
        return new LogProof(besides, index, path, Arrays.copyOfRange(file, end + 2, file.length));
    }

    /**
     * Checks that the record stands at this index of a checkpoint that the policy accepts.
     *
     * @param record the leaf's data, for a receipt its 32-byte hash
     * @throws Malformed with a code of {@link LogPolicy#accept(byte[])}, {@code proof_index}, {@code proof_hash},
     *     {@code proof_length} or {@code root_differs}
     */
    public AcceptedCheckpoint verify(byte[] record, LogPolicy policy) {
        AcceptedCheckpoint accepted = policy.accept(checkpoint);
        InclusionProof proof = new InclusionProof(index, accepted.checkpoint().size(), path);
        return switch (proof.verify(TreeHash.leaf(record), accepted.checkpoint().root())) {
            case ProofVerdict.Holds holds -> accepted;
            case ProofVerdict.Fails fails -> throw new Malformed(fails.code(), fails.reason());
        };
    }

    private static Malformed format(String message) {
        return new Malformed("proof_format", message);
    }
}
