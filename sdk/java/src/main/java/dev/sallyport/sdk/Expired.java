package dev.sallyport.sdk;

/** Nobody said yes in time: the approval ran out ({@code approval_expired}), or the caller's patience did ({@code wait_deadline}). */
public final class Expired extends SallyportException {
    private static final long serialVersionUID = 1L;

    /** A failure with its stable code. */
    public Expired(String code, String message, Place place) {
        super(code, message, place);
    }
}
