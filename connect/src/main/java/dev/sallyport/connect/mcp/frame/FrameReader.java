package dev.sallyport.connect.mcp.frame;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Numbers;
import dev.sallyport.action.json.Refusal;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Turns the bytes of one line into a {@link Frame}. What two readers could understand differently is {@link Frame.Unreadable}: text that
 * {@link StrictJson} refuses, and members beyond those of JSON-RPC, because a reader that ignores case would take {@code "Method"} for
 * {@code "method"}. Thread-safe.
 */
public final class FrameReader {
    /** The longest frame a client may send, in bytes. */
    public static final int CLIENT_FRAME_BYTES = 4 << 20;

    /** The longest frame a server may send, in bytes. */
    public static final int SERVER_FRAME_BYTES = 16 << 20;

    private static final int DEPTH = 64;
    private static final JsonLimits CLIENT_LIMITS =
            new JsonLimits(CLIENT_FRAME_BYTES, DEPTH, 200_000, CLIENT_FRAME_BYTES);
    private static final JsonLimits SERVER_LIMITS =
            new JsonLimits(SERVER_FRAME_BYTES, DEPTH, 2_000_000, SERVER_FRAME_BYTES);

    private static final Set<String> ASKING = Set.of("jsonrpc", "id", "method", "params");
    private static final Set<String> ANSWERING = Set.of("jsonrpc", "id", "result", "error");

    /** Faults inside a string or number: they leave no doubt about where it begins and ends. */
    private static final Set<Refusal> WITHIN_A_VALUE = EnumSet.of(
            Refusal.LONE_SURROGATE,
            Refusal.NONCHARACTER,
            Refusal.NEGATIVE_ZERO,
            Refusal.NUMBER_TOO_LARGE,
            Refusal.NUMBER_UNDERFLOW);

    private FrameReader() {}

    /** Reads a frame of the client. Numbers must be exact, because they may be hashed and approved. */
    public static Frame ofClient(byte[] bytes) {
        try {
            return read(bytes, StrictJson.parse(bytes, CLIENT_LIMITS, Numbers.EXACT));
        } catch (MalformedJson e) {
            return malformed(bytes, e);
        }
    }

    /** Reads a frame of the server. Numbers are rounded, as its client would: the bytes are kept anyway. */
    public static Frame ofServer(byte[] bytes) {
        try {
            return read(bytes, StrictJson.parse(bytes, SERVER_LIMITS, Numbers.ROUNDED));
        } catch (MalformedJson e) {
            return WITHIN_A_VALUE.contains(e.refusal())
                    ? opaque(bytes).orElseGet(() -> malformed(bytes, e))
                    : malformed(bytes, e);
        }
    }

    /** Which request a frame of the gateway's own side answers; nothing if it is no answer. */
    public static Optional<RpcId> answered(byte[] frame) {
        return Skim.members(frame, Skim.all(frame))
                .filter(members -> !members.containsKey("method"))
                .flatMap(members -> id(frame, members));
    }

    private static Frame read(byte[] bytes, Json json) {
        if (json instanceof JsonArray) {
            return invalid(
                    bytes,
                    "batch",
                    "a batch of messages; send each on its own line (MCP has no batches since 2025-06-18)");
        }
        if (!(json instanceof JsonObject message)) {
            return invalid(bytes, "not_a_message", "a message is an object");
        }
        if (!(message.get("jsonrpc") instanceof JsonString version)
                || !version.value().equals("2.0")) {
            return invalid(bytes, "not_json_rpc", "member `jsonrpc` is not \"2.0\"");
        }
        return message.get("method") == null ? answer(bytes, message) : asking(bytes, message);
    }

    private static Frame asking(byte[] bytes, JsonObject message) {
        if (!ASKING.containsAll(message.members().keySet())) {
            return invalid(
                    bytes, "unknown_member", "a request has `jsonrpc`, `id`, `method`, `params` and nothing else");
        }
        if (!(message.get("method") instanceof JsonString method)) {
            return invalid(bytes, "wrong_type", "member `method` is not a string");
        }
        Json params = message.get("params");
        if (params != null && !(params instanceof JsonObject)) {
            return invalid(bytes, "wrong_type", "member `params` is not an object");
        }
        JsonObject given = params instanceof JsonObject object ? object : JsonObject.of();
        Json idValue = message.get("id");
        if (idValue == null) {
            return new Frame.Notification(bytes, method.value(), given);
        }
        return RpcId.of(idValue)
                .<Frame>map(id -> new Frame.Request(bytes, id, rawId(bytes), method.value(), given))
                .orElseGet(() -> invalid(bytes, "wrong_type", "member `id` is neither a string nor a number"));
    }

    private static Frame answer(byte[] bytes, JsonObject message) {
        Json result = message.get("result");
        Json error = message.get("error");
        if (!ANSWERING.containsAll(message.members().keySet()) || (result == null) == (error == null)) {
            return invalid(
                    bytes,
                    "unknown_member",
                    "an answer has `jsonrpc`, `id`, one of `result` and `error`, and nothing else");
        }
        Json idValue = message.get("id");
        Optional<RpcId> id = idValue == null ? Optional.empty() : RpcId.of(idValue);
        if (id.isEmpty()) {
            return invalid(bytes, "no_id", "an answer without the id of its request");
        }
        if (result instanceof JsonObject object) {
            return new Frame.Result(bytes, id.get(), rawId(bytes), object);
        }
        if (error instanceof JsonObject object) {
            return new Frame.Failure(bytes, id.get(), rawId(bytes), object);
        }
        return invalid(bytes, "wrong_type", "member `result` or `error` is not an object");
    }

    private static byte[] rawId(byte[] bytes) {
        return Skim.members(bytes, Skim.all(bytes))
                .map(spans -> spans.get("id"))
                .map(span -> span.of(bytes))
                .orElseThrow(() -> new IllegalStateException("a strict frame with an id has a place for it"));
    }

    private static Optional<Frame> opaque(byte[] bytes) {
        Optional<Map<String, Skim.Span>> spans = Skim.members(bytes, Skim.all(bytes));
        if (spans.isEmpty() || !ANSWERING.containsAll(spans.get().keySet())) {
            return Optional.empty();
        }
        Skim.Span result = spans.get().get("result");
        boolean hasError = spans.get().containsKey("error");
        Optional<RpcId> id = id(bytes, spans.get());
        if (id.isEmpty() || (result == null) == !hasError) {
            return Optional.empty();
        }
        byte[] rawId = rawId(bytes);
        return Optional.of(new Frame.Opaque(bytes, id.get(), rawId, result == null || saysError(bytes, result)));
    }

    private static boolean saysError(byte[] bytes, Skim.Span result) {
        return Skim.members(bytes, result)
                .map(members -> members.get("isError"))
                .map(span -> new String(span.of(bytes), StandardCharsets.UTF_8).equals("true"))
                .orElse(false);
    }

    private static Optional<RpcId> id(byte[] bytes, Map<String, Skim.Span> spans) {
        Skim.Span span = spans.get("id");
        if (span == null) {
            return Optional.empty();
        }
        try {
            return RpcId.of(StrictJson.parse(span.of(bytes)));
        } catch (MalformedJson e) {
            return Optional.empty();
        }
    }

    private static Frame malformed(byte[] bytes, MalformedJson e) {
        return unreadable(bytes, RpcCode.PARSE_ERROR, e.code(), String.valueOf(e.getMessage()));
    }

    private static Frame invalid(byte[] bytes, String code, String why) {
        return unreadable(bytes, RpcCode.INVALID_REQUEST, code, why);
    }

    private static Frame unreadable(byte[] bytes, int rpcCode, String code, String why) {
        Optional<Map<String, Skim.Span>> spans = Skim.members(bytes, Skim.all(bytes));
        Optional<RpcId> id = spans.flatMap(found -> id(bytes, found));
        Optional<byte[]> rawId = id.isEmpty()
                ? Optional.empty()
                : spans.map(found -> found.get("id")).map(s -> s.of(bytes));
        return new Frame.Unreadable(bytes, rpcCode, code, why, id, rawId);
    }
}
