package dev.sallyport.ledger.note;

/** Thrown when a key could not be used; the code is stable and the message holds no key material. */
public final class SigningFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** {@code code} in snake_case; {@code message} a lower-case fragment. */
    public SigningFailed(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** As above, without a cause. */
    public SigningFailed(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code, such as {@code key_unusable}. */
    public String code() {
        return code;
    }
}
