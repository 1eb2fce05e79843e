package dev.sallyport.server.wiring;

/** The gateway does not start: what is wrong, where, and what to do. */
public final class StartRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    /** A refusal with its stable code. */
    public StartRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** A refusal with its stable code. */
    public StartRefused(String code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** The stable code, for example {@code policy_refused}. */
    public String code() {
        return code;
    }
}
