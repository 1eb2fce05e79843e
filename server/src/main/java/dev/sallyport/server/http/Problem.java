package dev.sallyport.server.http;

import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import java.util.Map;

/**
 * A refusal as problem details (RFC 9457). Clients branch on {@code code}, which is stable; {@code detail} is for people
 * and never repeats a credential or a value of the request.
 */
public final class Problem extends RuntimeException {
    /** The media type (RFC 9457, section 3). */
    public static final String TYPE = "application/problem+json";

    private static final int RPC_DENIED = -32010;
    private static final int RPC_UNAVAILABLE = -32012;
    private static final int RPC_INVALID = -32600;
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;
    private final transient JsonObject extra;
    private final transient Map<String, String> headers;

    /** A refusal with further members and header fields. */
    public Problem(int status, String code, String detail, JsonObject extra, Map<String, String> headers) {
        super(detail, null, false, false); // no stack trace: strangers cause these by the thousand
        this.status = status;
        this.code = code;
        this.extra = extra;
        this.headers = Map.copyOf(headers);
    }

    /** A refusal. */
    public Problem(int status, String code, String detail) {
        this(status, code, detail, JsonObject.of(), Map.of());
    }

    /** A refusal with further members. */
    public Problem(int status, String code, String detail, JsonObject extra) {
        this(status, code, detail, extra, Map.of());
    }

    /** The same refusal with further members, which may stand in for the usual ones. */
    public Problem with(JsonObject more) {
        JsonObject.Builder all = JsonObject.builder();
        extra.members().forEach(all::put);
        more.members().forEach(all::put);
        return new Problem(status, code, String.valueOf(getMessage()), all.build(), headers);
    }

    /** The HTTP status code. */
    public int status() {
        return status;
    }

    /** The stable code, lower case with underscores. */
    public String code() {
        return code;
    }

    /** Further header fields of the answer. */
    public Map<String, String> headers() {
        return headers;
    }

    /** The refusal on the wire. */
    public Reply reply() {
        JsonObject.Builder body = JsonObject.builder()
                .put("type", "urn:sallyport:problem:" + code)
                .put("title", title(status))
                .put("status", status)
                .put("code", code)
                .put("detail", String.valueOf(getMessage()));
        extra.members().forEach(body::put);
        return new Reply.Whole(status, TYPE, JsonText.bytes(body.build()), headers);
    }

    /** The same as a JSON-RPC error, for routes whose clients read nothing else. */
    public Reply rpcReply() {
        JsonObject data = JsonObject.builder().put("code", code).build();
        JsonObject error = JsonObject.builder()
                .put("code", status == 401 || status == 403 ? RPC_DENIED : status < 500 ? RPC_INVALID : RPC_UNAVAILABLE)
                .put("message", String.valueOf(getMessage()))
                .put("data", data)
                .build();
        JsonObject body = JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("id", JsonNull.NULL)
                .put("error", error)
                .build();
        return new Reply.Whole(status, Reply.JSON, JsonText.bytes(body), headers);
    }

    private static String title(int status) {
        return switch (status) {
            case 400 -> "Bad request";
            case 401 -> "Not authenticated";
            case 403 -> "Not allowed";
            case 404 -> "Not found";
            case 405 -> "Method not allowed";
            case 408 -> "Request timeout";
            case 409 -> "Conflict";
            case 413 -> "Content too large";
            case 415 -> "Unsupported media type";
            case 422 -> "Can't be processed";
            case 429 -> "Too many requests";
            case 503 -> "Not available";
            default -> status < 500 ? "Refused" : "Internal error";
        };
    }
}
