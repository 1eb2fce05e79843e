package dev.sallyport.sdk;

/** The gateway speaks of other bytes ({@code hash_mismatch}) or of another scheme ({@code scheme_skew}) than what would run here. */
public final class HashMismatch extends SallyportException {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code. */
    public HashMismatch(String code, String message, Place place) {
        super(code, message, place);
    }
}
