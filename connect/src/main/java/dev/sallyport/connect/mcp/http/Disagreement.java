package dev.sallyport.connect.mcp.http;

/** Header fields that do not say what the body says, or not in the one way they can: why, as a lower-case fragment. */
public final class Disagreement extends Exception {
    private static final long serialVersionUID = 1L;

    Disagreement(String why) {
        super(why, null, false, false);
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
