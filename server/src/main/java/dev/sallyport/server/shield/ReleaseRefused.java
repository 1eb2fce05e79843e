package dev.sallyport.server.shield;

/**
 * A released version of a shield that is not taken. Codes: {@code release_key_missing}, {@code release_key_other}, {@code release_unsigned},
 * {@code release_altered}, {@code release_malformed}, {@code release_unfit}, {@code release_taken}, {@code release_other}, {@code release_older}.
 */
public final class ReleaseRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    ReleaseRefused(String code, String message) {
        super(message);
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
