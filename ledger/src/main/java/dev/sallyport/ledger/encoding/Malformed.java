package dev.sallyport.ledger.encoding;

/** Thrown when bytes from outside are not what their format says; the code is stable and can be counted. */
public final class Malformed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** {@code code} in snake_case; {@code message} a lower-case fragment: what, where, the limit. */
    public Malformed(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code, such as {@code base64_not_strict}. */
    public String code() {
        return code;
    }
}
