package dev.sallyport.connect.egress.wire;

/** What came over the wire is not what it must be. The message is for people and repeats nothing of it. */
public final class WireBroken extends Exception {
    private static final long serialVersionUID = 1L;

    /** A fault, with what is wrong and the limit. */
    public WireBroken(String message) {
        super(message, null, false, false); // no stack trace: strangers cause these by the thousand
    }
}
