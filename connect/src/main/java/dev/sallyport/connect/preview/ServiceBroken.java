package dev.sallyport.connect.preview;

/** A service did not answer as it must. */
public final class ServiceBroken extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final boolean sent;

    /**
     * A fault.
     *
     * @param sent whether a byte of the request may have reached the service
     */
    public ServiceBroken(String code, String message, boolean sent) {
        super(message, null, false, false);
        this.code = code;
        this.sent = sent;
    }

    /** The stable code. */
    public String code() {
        return code;
    }

    /** Whether the service may have heard of the request. */
    public boolean sent() {
        return sent;
    }
}
