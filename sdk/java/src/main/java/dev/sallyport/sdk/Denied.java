package dev.sallyport.sdk;

/** The gateway said no: by policy, to the request itself, or because the approval can no longer be used. */
public final class Denied extends SallyportException {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code. */
    public Denied(String code, String message, Place place) {
        super(code, message, place);
    }
}
