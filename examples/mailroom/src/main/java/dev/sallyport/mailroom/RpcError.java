package dev.sallyport.mailroom;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A request that this server refuses at the protocol's level, with its JSON-RPC 2.0 code (section 5.1) or MCP's own. */
final class RpcError extends Exception {

    static final int PARSE_ERROR = -32700;
    static final int INVALID_REQUEST = -32600;
    static final int METHOD_NOT_FOUND = -32601;
    static final int INVALID_PARAMS = -32602;
    static final int INTERNAL_ERROR = -32603;
    /** MCP 2026-07-28: the request names a protocol version that the server does not speak. */
    static final int UNSUPPORTED_PROTOCOL_VERSION = -32022;

    private static final long serialVersionUID = 1L;

    private final int code;
    private final transient @Nullable JsonNode data;

    RpcError(int code, String message) {
        this(code, message, null);
    }

    RpcError(int code, String message, @Nullable JsonNode data) {
        super(message);
        this.code = code;
        this.data = data;
    }

    int code() {
        return code;
    }

    @Nullable
    JsonNode data() {
        return data;
    }
}
