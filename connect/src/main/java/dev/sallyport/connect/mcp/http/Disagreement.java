package dev.sallyport.connect.mcp.http;

import dev.sallyport.connect.mcp.frame.RpcCode;

/** Header fields that do not say what the body says, or not in the one way they can, or a body that does not say it: why, as a lower-case fragment. */
public final class Disagreement extends Exception {
    private static final long serialVersionUID = 1L;

    private final int rpcCode;
    private final String code;

    private Disagreement(int rpcCode, String code, String why) {
        super(why, null, false, false);
        this.rpcCode = rpcCode;
        this.code = code;
    }

    Disagreement(String why) {
        this(RpcCode.HEADER_MISMATCH, "header_mismatch", why);
    }

    /** A request of the stateless era whose {@code _meta} lacks what every such request has. */
    static Disagreement incomplete(String member) {
        return new Disagreement(
                RpcCode.INVALID_PARAMS, "meta_incomplete", "the body's `_meta` has no `" + member + "`");
    }

    int rpcCode() {
        return rpcCode;
    }

    /** Stable word for clients. */
    String code() {
        return code;
    }

    String why() {
        return String.valueOf(getMessage());
    }
}
