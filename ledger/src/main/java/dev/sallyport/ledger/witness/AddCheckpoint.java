package dev.sallyport.ledger.witness;

import dev.sallyport.ledger.encoding.Decimal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.note.SignedNote;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The body of an {@code add-checkpoint} request.
 *
 * @param oldSize the size of the checkpoint that the asker thinks the witness cosigned last
 * @param proof the consistency proof from there, at most {@value #MAX_PROOF} hashes
 * @param checkpoint the new one, signed by its log
 */
public record AddCheckpoint(long oldSize, List<byte[]> proof, SignedNote checkpoint) {
    /** The most hashes a consistency proof can have. */
    public static final int MAX_PROOF = 63;

    /** The largest body that is read, in bytes. */
    public static final int MAX_BYTES = SignedNote.MAX_BYTES + 8192;

    private static final String OLD = "old ";

    public AddCheckpoint {
        proof = List.copyOf(proof);
        if (proof.size() > MAX_PROOF) {
            throw malformed("a consistency proof has at most " + MAX_PROOF + " hashes");
        }
    }

    /** The body's bytes. */
    public byte[] format() {
        StringBuilder out = new StringBuilder(OLD).append(oldSize).append('\n');
        proof.forEach(hash -> out.append(StrictBase64.of(hash)).append('\n'));
        return out.append('\n').append(checkpoint.format()).toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a body; checks no signature and no proof.
     *
     * @throws Malformed {@code witness_request}, or a code of
     *     {@link SignedNote#parse(byte[])}
     */
    public static AddCheckpoint parse(byte[] body) {
        if (body.length > MAX_BYTES) {
            throw malformed("a request may have " + MAX_BYTES + " bytes, this one has " + body.length);
        }
        String text = utf8(body);
        int end = text.indexOf("\n\n");
        if (end < 0 || !text.startsWith(OLD)) {
            throw malformed("a request must read: old SIZE, hashes, an empty line, a checkpoint");
        }
        List<String> lines = List.of(text.substring(0, end).split("\n", -1));
        long oldSize = Decimal.parse(lines.getFirst().substring(OLD.length()), "witness_request");
        List<byte[]> proof = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            proof.add(hash(line));
        }
        return new AddCheckpoint(oldSize, proof, SignedNote.parse(text.substring(end + 2)));
    }

    private static byte[] hash(String line) {
        try {
            return StrictBase64.parse(line);
        } catch (Malformed e) {
            throw malformed("a line of the proof is " + e.getMessage());
        }
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw malformed("a request must be UTF-8");
        }
    }

    private static Malformed malformed(String message) {
        return new Malformed("witness_request", message);
    }
}
