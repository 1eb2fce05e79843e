package dev.sallyport.ledger.export;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.receipt.ReceiptFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;

/**
 * Writes one chain as a native export: a header line, a line for each receipt in order, a trailer line.
 *
 * <p>A file that was not {@linkplain #finish finished} verifies as unanchored. Not thread-safe; the stream stays open.
 */
public final class ExportWriter {
    private final OutputStream out;
    private final String origin;
    private final MessageDigest written = Sha256.digest();
    private long count;
    private boolean finished;

    /**
     * Writes the header.
     *
     * @param origin the log's name, which the checkpoint will carry
     * @param key what the checkpoint will be checked with
     */
    public ExportWriter(OutputStream out, String origin, VerifierKey key) throws IOException {
        this.out = out;
        this.origin = origin;
        line(canonical(JsonObject.builder()
                .put("format", ReceiptFormat.NAME)
                .put("origin", origin)
                .put("vkey", key.encoded())
                .build()));
    }

    /** Writes the next receipt of the chain, given by its canonical bytes. */
    public void add(byte[] canonicalReceipt) throws IOException {
        if (finished) {
            throw new IllegalStateException("the export has its trailer already");
        }
        line(canonicalReceipt);
        count++;
    }

    /**
     * Writes the trailer and flushes.
     *
     * @throws IllegalArgumentException when the checkpoint is of another log, or of more or fewer receipts than were written
     */
    public void finish(SignedNote checkpoint) throws IOException {
        Checkpoint said = Checkpoint.parse(checkpoint.text());
        if (!said.origin().equals(origin) || said.size() != count) {
            throw new IllegalArgumentException("the checkpoint is of " + said.size() + " receipts of `" + said.origin()
                    + "`, the export of " + count + " of `" + origin + "`");
        }
        String before = Hex.of(written.digest());
        line(canonical(JsonObject.builder()
                .put("checkpoint", checkpoint.format())
                .put("sha256", before)
                .build()));
        finished = true;
        out.flush();
    }

    private void line(byte[] bytes) throws IOException {
        out.write(bytes);
        out.write('\n');
        written.update(bytes);
        written.update((byte) '\n');
    }

    private static byte[] canonical(JsonObject object) {
        return CanonicalForm.of(object, ReceiptFormat.SCHEME);
    }
}
