package dev.sallyport.connect.mcp.pin;

/** A server could not be started or did not list its tools. The message says why. */
public final class ListingFailed extends Exception {
    private static final long serialVersionUID = 1L;

    ListingFailed(String why) {
        super(why);
    }
}
