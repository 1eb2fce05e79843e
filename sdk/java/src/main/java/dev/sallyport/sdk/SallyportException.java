package dev.sallyport.sdk;

/**
 * Why something did not run, or a call of the API did not succeed. The code is stable and what programs branch on, beside the
 * class; the message is for people and holds no credential.
 */
public abstract sealed class SallyportException extends RuntimeException
        permits Denied, Rejected, Expired, HashMismatch, Unavailable {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final transient Place place;

    SallyportException(String code, String message, Place place) {
        super(message + " (" + code + ")");
        this.code = code;
        this.place = place;
    }

    /** The stable code, such as {@code hash_mismatch}; the gateway's own where it gave one. */
    public final String code() {
        return code;
    }

    /** What it belongs to. */
    public final Place place() {
        return place;
    }
}
