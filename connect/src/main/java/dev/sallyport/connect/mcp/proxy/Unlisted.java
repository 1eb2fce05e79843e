package dev.sallyport.connect.mcp.proxy;

/** The server's tools could not be listed, so nothing can be compared with its pins. */
final class Unlisted extends Exception {
    private static final long serialVersionUID = 1L;

    Unlisted(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
