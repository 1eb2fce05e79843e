package dev.sallyport.ledger.receipt;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.Arrays;

/**
 * A receipt at its place in a chain. The arrays are shared, not copied: nobody changes them.
 *
 * @param canonical the canonical bytes, without a newline
 * @param hash their {@link ReceiptHash}, 32 bytes
 * @param sequence the place in the chain, from 0
 * @param receiptId the receipt's id
 */
@SuppressWarnings(
        "ArrayRecordComponent") // the writer of a chain makes thousands a second; equality is by content below
public record SealedReceipt(byte[] canonical, byte[] hash, long sequence, String receiptId) {
    public SealedReceipt {
        Sha256.checked(hash, "a receipt's hash");
    }

    /** The hash as 64 lower-case hexadecimal digits. */
    public String hashHex() {
        return Hex.of(hash);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SealedReceipt that && Arrays.equals(canonical, that.canonical);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    /** Id, place and hash. */
    @Override
    public String toString() {
        return receiptId + "@" + sequence + " " + hashHex();
    }
}
