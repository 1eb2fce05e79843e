package dev.sallyport.connect.mcp.upstream;

/** What the gateway has to add can't be had, so nothing is sent. The message holds no secret. */
public final class Unsupplied extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;

    /**
     * Why.
     *
     * @param code stable word for clients
     */
    public Unsupplied(String code, String why) {
        super(why, null, false, false); // no stack trace: one for each refused request
        this.code = code;
    }

    /** The stable word. */
    public String code() {
        return code;
    }
}
