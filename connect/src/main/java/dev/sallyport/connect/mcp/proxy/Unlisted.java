package dev.sallyport.connect.mcp.proxy;

/** The server's tools could not be listed, so nothing can be compared with its pins. */
public final class Unlisted extends Exception {
    private static final long serialVersionUID = 1L;

    Unlisted(String why) {
        super(why, null, false, false);
    }

    /** Why, as a lower-case fragment. */
    public String why() {
        return String.valueOf(getMessage());
    }
}
