package dev.sallyport.connect.mcp.proxy;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;

/**
 * How requests of this connection say which protocol they speak: once, in a handshake (to 2025-11-25), or each for itself (from
 * 2026-07-28, {@code _meta}). Read off the frames, never assumed; a client may try one and fall back to the other.
 */
public sealed interface Era {
    /** Name of the member of {@code _meta} that makes a request stateless. */
    String VERSION_KEY = "io.modelcontextprotocol/protocolVersion";

    /** Name of the other member of {@code _meta} that a stateless request must have. */
    String CAPABILITIES_KEY = "io.modelcontextprotocol/clientCapabilities";

    /** Opened by {@code initialize}. */
    record Handshake() implements Era {}

    /**
     * Each request names its version and what the client can do. The gateway's own requests say the same, because a server may offer other
     * tools to a client that can do less.
     */
    record Stateless(String version, JsonObject capabilities) implements Era {}

    /** What one request of a client says. */
    static Era of(JsonObject params) {
        JsonObject meta = Frame.object(params, "_meta").orElse(JsonObject.of());
        return meta.get(VERSION_KEY) instanceof JsonString version
                ? new Stateless(
                        version.value(), Frame.object(meta, CAPABILITIES_KEY).orElse(JsonObject.of()))
                : new Handshake();
    }

    /** The parameters of a request of the gateway's own, with what this era wants in them. */
    default JsonObject.Builder params() {
        JsonObject.Builder params = JsonObject.builder();
        return switch (this) {
            case Handshake handshake -> params;
            case Stateless stateless ->
                params.put(
                        "_meta",
                        JsonObject.builder()
                                .put(VERSION_KEY, stateless.version())
                                .put(CAPABILITIES_KEY, stateless.capabilities())
                                .build());
        };
    }

    /** A result of the gateway's own, with what this era wants in it. */
    default JsonObject.Builder result() {
        JsonObject.Builder result = JsonObject.builder();
        return switch (this) {
            case Handshake handshake -> result;
            case Stateless stateless -> result.put("resultType", "complete");
        };
    }
}
