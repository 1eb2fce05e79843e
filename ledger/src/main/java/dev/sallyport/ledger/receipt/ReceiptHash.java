package dev.sallyport.ledger.receipt;

import dev.sallyport.ledger.encoding.Sha256;
import java.security.MessageDigest;

/** The hash of a receipt: SHA-256("sallyport/receipt/2\n" ‖ canonical bytes). It is the next link and the tree's leaf. */
public final class ReceiptHash {
    private static final byte[] DOMAIN = Sha256.domain("sallyport/receipt/2");

    private ReceiptHash() {}

    /** The hash of these canonical bytes, 32 bytes. */
    public static byte[] of(byte[] canonical) {
        MessageDigest digest = Sha256.digest();
        digest.update(DOMAIN);
        return digest.digest(canonical);
    }
}
