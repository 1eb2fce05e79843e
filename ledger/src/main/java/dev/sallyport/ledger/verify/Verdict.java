package dev.sallyport.ledger.verify;

/** What came of checking an exported file. */
public sealed interface Verdict {
    /**
     * A native export is complete and unchanged up to its signed checkpoint.
     *
     * @param count how many receipts
     * @param origin the log's name in the checkpoint
     * @param root the Merkle root in base64
     * @param signer whether the key that signed is the one the caller named
     * @param anchoredSize how many of its receipts, from the first, an anchor from outside the file covers; 0 without one, for
     *     a file alone never shows that nobody saw another history
     */
    record Verified(long count, String origin, String root, SignerCheck signer, long anchoredSize) implements Verdict {
        /** Whether an anchor from outside the file stands behind it. */
        public boolean anchored() {
            return anchoredSize > 0;
        }
    }

    /**
     * A foreign chain links up. Nobody signed it and it has no end: its tail may be missing.
     *
     * @param count how many receipts
     * @param head the hash of the last one, empty when there is none
     */
    record ChainOnly(long count, String head) implements Verdict {}

    /**
     * The first fault.
     *
     * @param code stable, snake_case
     * @param line the line it shows on, from 1; in a JSON array the receipt's place, from 1
     * @param message a lower-case fragment: what, what was expected
     */
    record Fault(String code, long line, String message) implements Verdict {}

    /** Whether a signature was checked with a key from elsewhere, or only with the one that came in the file. */
    enum SignerCheck {
        /** With the key the caller named. */
        CHECKED,
        /** With the file's own key: anybody could have made both. */
        UNCHECKED
    }
}
