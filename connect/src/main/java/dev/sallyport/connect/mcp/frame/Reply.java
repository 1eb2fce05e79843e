package dev.sallyport.connect.mcp.frame;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes frames of the gateway's own. An id is put in as it was written; everything else is canonical. */
public final class Reply {
    private static final byte[] NULL_ID = ascii("null");

    private Reply() {}

    /**
     * An error.
     *
     * @param rawId the request's id as it was written
     * @param code stable word, in {@code error.data.code}
     */
    public static byte[] error(byte[] rawId, int rpcCode, String code, String message) {
        return error(
                rawId, rpcCode, message, JsonObject.builder().put("code", code).build());
    }

    /** An error with data of its own. */
    public static byte[] error(byte[] rawId, int rpcCode, String message, JsonObject data) {
        return failure(
                rawId,
                JsonObject.builder()
                        .put("code", rpcCode)
                        .put("message", message)
                        .put("data", data)
                        .build());
    }

    /** An error as somebody else worded it. */
    public static byte[] failure(byte[] rawId, JsonObject error) {
        return join("{\"jsonrpc\":\"2.0\",\"id\":", rawId, ",\"error\":", bytes(error), "}");
    }

    /** An error to somebody whose id could not be read. */
    public static byte[] errorWithoutId(int rpcCode, String code, String message) {
        return error(NULL_ID, rpcCode, code, message);
    }

    /** A result. */
    public static byte[] result(byte[] rawId, JsonObject result) {
        return join("{\"jsonrpc\":\"2.0\",\"id\":", rawId, ",\"result\":", bytes(result), "}");
    }

    /** A request whose parameters have their bytes already. */
    public static byte[] request(byte[] rawId, String method, byte[] params) {
        byte[] name = bytes(new JsonString(method));
        return join("{\"jsonrpc\":\"2.0\",\"id\":", rawId, ",\"method\":", name, ",\"params\":", params, "}");
    }

    /** A notification. */
    public static byte[] notification(String method, JsonObject params) {
        return bytes(JsonObject.builder()
                .put("jsonrpc", "2.0")
                .put("method", method)
                .put("params", params)
                .build());
    }

    /** The canonical bytes of a value. */
    public static byte[] bytes(Json value) {
        return CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2);
    }

    private static byte[] join(Object... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (Object part : parts) {
            out.writeBytes(part instanceof byte[] bytes ? bytes : ascii((String) part));
        }
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
