package dev.sallyport.sdk;

/** There is no answer to act on: no connection, too slow, malformed, or a failure of the gateway. Nothing ran. */
public final class Unavailable extends SallyportException {
    private static final long serialVersionUID = 1L;

    private final boolean answered;
    private final boolean retryable;
    private final long retryAfterMillis;

    Unavailable(String code, String message, Place place, boolean answered, boolean retryable, long retryAfterMillis) {
        super(code, message, place);
        this.answered = answered;
        this.retryable = retryable;
        this.retryAfterMillis = retryAfterMillis;
    }

    /** Nothing came back that a gateway could have said. */
    static Unavailable silent(String code, String message, boolean retryable) {
        return new Unavailable(code, message, Place.NONE, false, retryable, 0);
    }

    /** Something came back, and it cannot be used. */
    static Unavailable spoken(String code, String message, Place place) {
        return new Unavailable(code, message, place, true, false, 0);
    }

    /** Whether a gateway spoke: then not even a read that its host declared open may run. */
    public boolean answered() {
        return answered;
    }

    boolean retryable() {
        return retryable;
    }

    long retryAfterMillis() {
        return retryAfterMillis;
    }
}
