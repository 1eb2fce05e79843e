package dev.sallyport.connect.mcp.frame;

/**
 * JSON-RPC error codes the gateway answers with. The first four are the standard's (JSON-RPC 2.0 section 5.1); the others lie in -32000 to
 * -32019, which MCP leaves to implementations (MCP 2026-07-28, schema, "MCP error codes"), except those from -32020 down, which are MCP's own. {@code error.data.code} names the case.
 */
public final class RpcCode {
    /** No JSON, or none that every language reads alike. */
    public static final int PARSE_ERROR = -32700;

    /** JSON, but no message of the protocol. */
    public static final int INVALID_REQUEST = -32600;

    /** A method that does not pass. */
    public static final int METHOD_NOT_FOUND = -32601;

    /** A method that passes, with parameters that do not. */
    public static final int INVALID_PARAMS = -32602;

    /** The gate said no to something that is not a tool call. */
    public static final int DENIED = -32010;

    /** Nothing of this server is served at the moment. */
    public static final int WORKLOAD_STOPPED = -32011;

    /** Nobody can answer: the server or the gateway is gone, or answered nothing readable. */
    public static final int UNAVAILABLE = -32012;

    /** Header fields do not say what the body says (MCP 2026-07-28). */
    public static final int HEADER_MISMATCH = -32020;

    /** A client can't do what the request needs (MCP 2026-07-28). */
    public static final int CLIENT_INCAPABLE = -32021;

    /** A revision of the protocol that is not served (MCP 2026-07-28). */
    public static final int UNSUPPORTED_VERSION = -32022;

    private RpcCode() {}
}
