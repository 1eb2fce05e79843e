package dev.sallyport.ledger.verify;

/** What came of checking a file of one of the forms that other systems read. */
public sealed interface InterchangeVerdict {
    /**
     * Each decision is signed for and stands in the log. Which decisions were left out, the file does not show.
     *
     * @param count how many decisions
     * @param origin the log
     * @param size how many receipts the log had at the checkpoint
     * @param root the checkpoint's root in base64
     * @param signer whether the key that signed is the one the caller named
     * @param anchored whether an anchor from outside the file is of this very checkpoint
     */
    record Attested(long count, String origin, long size, String root, Verdict.SignerCheck signer, boolean anchored)
            implements InterchangeVerdict {}

    /**
     * Events link up. Nobody signed them, and their tail may be missing.
     *
     * @param count how many events
     * @param chain what the chain calls itself
     * @param head the fingerprint of the last one
     */
    record Linked(long count, String chain, String head) implements InterchangeVerdict {}

    /** The first fault. */
    record Refused(Verdict.Fault fault) implements InterchangeVerdict {}
}
