package dev.sallyport.connect.mcp.http;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.Reply;
import dev.sallyport.connect.mcp.frame.RpcCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** What this door itself says no with: JSON-RPC errors with a stable word. */
final class Refuse {
    private static final byte[] NULL = "null".getBytes(StandardCharsets.US_ASCII);

    private static final String RETRY_SECONDS = "60";

    private Refuse() {}

    static HttpAnswer of(int status, Frame frame, int rpcCode, String code, String message) {
        return new HttpAnswer.Whole(status, Reply.error(id(frame), rpcCode, code, message), Map.of());
    }

    static HttpAnswer of(int status, int rpcCode, String code, String message) {
        return new HttpAnswer.Whole(status, Reply.errorWithoutId(rpcCode, code, message), Map.of());
    }

    /** There is no room now; there may be in a minute. */
    static HttpAnswer later(Frame.Request request, String code, String message) {
        return new HttpAnswer.Whole(
                429,
                Reply.error(request.rawId(), RpcCode.UNAVAILABLE, code, message),
                Map.of("Retry-After", RETRY_SECONDS));
    }

    static HttpAnswer unreadable(Frame.Unreadable frame) {
        return new HttpAnswer.Whole(
                400,
                Reply.error(frame.rawId().orElse(NULL), frame.rpcCode(), frame.code(), "not forwarded: " + frame.why()),
                Map.of());
    }

    static HttpAnswer disagrees(Frame frame, Disagreement e) {
        return of(400, frame, e.rpcCode(), e.code(), "not forwarded: " + e.why());
    }

    /** A server that is a command is spoken to with {@code initialize}; the client can fall back to that. */
    static HttpAnswer unsupportedVersion(Frame.Request request, String asked) {
        JsonObject data = JsonObject.builder()
                .put("code", "version_unsupported")
                .put("requested", asked)
                .put(
                        "supported",
                        new JsonArray(Versions.HANDSHAKE.stream()
                                .<dev.sallyport.action.json.Json>map(JsonString::new)
                                .toList()))
                .build();
        return new HttpAnswer.Whole(
                400,
                Reply.error(
                        request.rawId(),
                        RpcCode.UNSUPPORTED_VERSION,
                        "this server is spoken to in sessions; send initialize first",
                        data),
                Map.of());
    }

    private static byte[] id(Frame frame) {
        return switch (frame) {
            case Frame.Request request -> request.rawId();
            case Frame.Unreadable unreadable ->
                Optional.of(unreadable).flatMap(Frame.Unreadable::rawId).orElse(NULL);
            case Frame.Notification notification -> NULL;
            case Frame.Answer answer -> NULL;
        };
    }
}
