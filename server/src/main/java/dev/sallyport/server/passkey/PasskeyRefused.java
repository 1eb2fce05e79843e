package dev.sallyport.server.passkey;

/** What a device sent does not prove what it should. The message says which check failed and repeats nothing. */
public final class PasskeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PasskeyRefused(String what) {
        super(what, null, false, false);
    }
}
