package dev.sallyport.ledger.export;

import dev.sallyport.action.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an {@code aegis-1} chain, one receipt a line. Its plaintext cannot be erased later, so it is off unless asked for.
 *
 * <p>Not thread-safe; the stream stays open and is not flushed.
 */
public final class AegisWriter {
    private final OutputStream out;
    private String head = "";

    /** A new chain, which begins after the empty hash. */
    public AegisWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes the next receipt; see {@link AegisReceipt#following}. */
    public AegisReceipt add(JsonObject content, byte[] nativeHash) throws IOException {
        AegisReceipt receipt = AegisReceipt.following(head, content, nativeHash);
        out.write(receipt.line());
        out.write('\n');
        head = receipt.computedHash();
        return receipt;
    }
}
