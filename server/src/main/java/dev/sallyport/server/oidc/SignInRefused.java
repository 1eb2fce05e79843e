package dev.sallyport.server.oidc;

/** A sign-in that came to nothing, with a stable code that people who watch over it read. Holds nothing of any token. */
public final class SignInRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    SignInRefused(String code, String why) {
        super(why, null, false, false); // strangers cause these
        this.code = code;
    }

    /** The stable code. */
    public String code() {
        return code;
    }
}
