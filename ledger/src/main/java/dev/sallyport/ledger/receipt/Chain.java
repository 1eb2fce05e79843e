package dev.sallyport.ledger.receipt;

import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.util.Arrays;

/**
 * Where a tenant's chain of receipts ends. Immutable: a batch that fails to be written leaves the chain before it as it was.
 */
public final class Chain {
    private static final Chain GENESIS = new Chain(0, new byte[Sha256.BYTES]);

    private final long nextSequence;
    private final byte[] head;

    private Chain(long nextSequence, byte[] head) {
        this.nextSequence = nextSequence;
        this.head = head;
    }

    /** The chain before its first receipt: sequence 0 follows, and the first receipt names 32 zero bytes. */
    public static Chain genesis() {
        return GENESIS;
    }

    /** A chain that was stored: how many receipts it has and the hash of the last. */
    public static Chain of(long nextSequence, byte[] head) {
        if (nextSequence < 0 || (nextSequence == 0 && !Arrays.equals(head, GENESIS.head))) {
            throw new IllegalArgumentException(
                    "a chain of " + nextSequence + " receipts cannot end in " + Hex.of(head));
        }
        return new Chain(nextSequence, Sha256.checked(head, "a chain's head").clone());
    }

    /** The sequence of the receipt to come, which is how many receipts there are. */
    public long nextSequence() {
        return nextSequence;
    }

    /** The hash of the last receipt, 32 bytes. */
    public byte[] head() {
        return head.clone();
    }

    /** The draft as the chain's next receipt; the chain that ends in it is {@link #after}. */
    public SealedReceipt seal(ReceiptDraft draft) {
        return draft.seal(nextSequence, head);
    }

    /**
     * The chain that ends in this receipt.
     *
     * @throws IllegalArgumentException when the receipt has another place than the next
     */
    public Chain after(SealedReceipt receipt) {
        if (receipt.sequence() != nextSequence) {
            throw new IllegalArgumentException(
                    "receipt " + receipt.sequence() + " cannot follow a chain whose next is " + nextSequence);
        }
        return new Chain(nextSequence + 1, receipt.hash());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Chain that && nextSequence == that.nextSequence && Arrays.equals(head, that.head);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(head);
    }

    /** Length and head. */
    @Override
    public String toString() {
        return nextSequence + " receipts, head " + Hex.of(head);
    }
}
