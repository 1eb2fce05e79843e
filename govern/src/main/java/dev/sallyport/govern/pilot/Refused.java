package dev.sallyport.govern.pilot;

/** What may not be recorded now. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    /** {@code code} in snake_case; {@code message} a lower-case fragment: what, the limit, what to do. */
    public Refused(String code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    /** The stable code, such as {@code gate_closed}. */
    public String code() {
        return code;
    }

    /** The fragment. */
    public String words() {
        return String.valueOf(getMessage());
    }
}
