package dev.sallyport.mailroom;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The two eras of the protocol. Up to 2025-11-25 a connection opens with {@code initialize}; from 2026-07-28 every request carries
 * its version and the client's capabilities in {@code params._meta}, and the server keeps nothing between requests.
 */
enum Era {
    /** A connection with a handshake. */
    HANDSHAKE,
    /** Requests that describe themselves. */
    STATELESS;

    static final String STATELESS_VERSION = "2026-07-28";
    static final String HANDSHAKE_VERSION = "2025-11-25";
    /** An older version whose messages, as far as this server uses them, are the same. */
    static final String OLDER_HANDSHAKE_VERSION = "2025-06-18";

    private static final String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";
    private static final String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";
    private static final String SERVER_KEY = "io.modelcontextprotocol/serverInfo";

    /**
     * The era of one request: stateless when its {@code _meta} names a version.
     *
     * @throws RpcError when it names one that is not spoken here, or leaves out the client's capabilities
     */
    static Era of(JsonNode params) throws RpcError {
        JsonNode meta = params.path("_meta");
        JsonNode version = meta.path(VERSION_KEY);
        if (version.isMissingNode()) {
            return HANDSHAKE;
        }
        if (!version.isString() || !version.asString().equals(STATELESS_VERSION)) {
            ObjectNode data = JsonNodeFactory.instance.objectNode();
            data.set("supported", versions());
            data.set("requested", version);
            throw new RpcError(RpcError.UNSUPPORTED_PROTOCOL_VERSION, "unsupported protocol version", data);
        }
        if (!meta.path(CAPABILITIES_KEY).isObject()) {
            throw new RpcError(RpcError.INVALID_PARAMS, "`_meta` lacks `" + CAPABILITIES_KEY + "`, an object");
        }
        return STATELESS;
    }

    /** The versions that {@code server/discover} names. */
    static ArrayNode versions() {
        return JsonNodeFactory.instance.arrayNode().add(STATELESS_VERSION);
    }

    /** Gives a result the members this era wants: its type, the server's identity and, when it may be kept, for how long. */
    ObjectNode complete(ObjectNode result, boolean cacheable) {
        return switch (this) {
            case HANDSHAKE -> result;
            case STATELESS -> {
                result.put("resultType", "complete");
                if (cacheable) {
                    // Files and mail change at any time and belong to one user.
                    result.put("ttlMs", 0).put("cacheScope", "private");
                }
                result.withObject("/_meta").set(SERVER_KEY, identity());
                yield result;
            }
        };
    }

    static ObjectNode identity() {
        return JsonNodeFactory.instance.objectNode().put("name", "mailroom").put("version", "0.1.0");
    }
}
