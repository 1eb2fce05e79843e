package dev.sallyport.sdk;

/** A person said no. */
public final class Rejected extends SallyportException {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code. */
    public Rejected(String code, String message, Place place) {
        super(code, message, place);
    }
}
