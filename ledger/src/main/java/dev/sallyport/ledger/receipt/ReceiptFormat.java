package dev.sallyport.ledger.receipt;

import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonLimits;

/** The constants of the receipt format {@code sallyport-2}. */
public final class ReceiptFormat {
    /** The format's name, which every receipt carries. */
    public static final String NAME = "sallyport-2";

    /** The canonical form of every receipt. */
    public static final Scheme SCHEME = Scheme.SALLYPORT_JCS_2;

    /** The hash algorithm's name, which every receipt carries. */
    public static final String HASH = "sha-256";

    /** The longest canonical receipt in bytes: receipts hold commitments, not contents. */
    public static final int MAX_BYTES = 1 << 16;

    /** How deep a receipt may nest, itself included. */
    public static final int MAX_DEPTH = 32;

    /** What a reader of receipts accepts. */
    public static final JsonLimits LIMITS = new JsonLimits(MAX_BYTES, MAX_DEPTH, MAX_BYTES, MAX_BYTES);

    private ReceiptFormat() {}
}
