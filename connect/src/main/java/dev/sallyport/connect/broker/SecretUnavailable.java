package dev.sallyport.connect.broker;

/** A secret can't be had. The message never holds a value, nor what a source answered. */
public final class SecretUnavailable extends Exception {
    private static final long serialVersionUID = 1L;

    /** Why. */
    public SecretUnavailable(String why) {
        super(
                why, null, false,
                false); // no stack trace: it names nothing that helps, and is thrown for each refused connection
    }
}
