package dev.sallyport.connect.mcp.frame;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TraceParent;
import java.util.Optional;

/** One message of the protocol with the bytes it came in. The arrays are shared, nobody writes to them. */
@SuppressWarnings("ArrayRecordComponent") // frames are handed on, never compared
public sealed interface Frame {
    /** The bytes as they came, without the line end. */
    byte[] bytes();

    /**
     * Wants an answer.
     *
     * @param rawId the id exactly as it was written
     * @param params empty when there were none
     * @param within the span of its caller's that what carried it names; a label for exports
     */
    record Request(byte[] bytes, RpcId id, byte[] rawId, String method, JsonObject params, Optional<TraceParent> within)
            implements Frame {
        /** One of which nothing is known but its bytes. */
        public Request(byte[] bytes, RpcId id, byte[] rawId, String method, JsonObject params) {
            this(bytes, id, rawId, method, params, Optional.empty());
        }

        /** The same request, carried within that span. */
        public Request within(Optional<TraceParent> span) {
            return new Request(bytes, id, rawId, method, params, span);
        }
    }

    /**
     * Wants none.
     *
     * @param params empty when there were none
     */
    record Notification(byte[] bytes, String method, JsonObject params) implements Frame {}

    /** Answers a request with a result. */
    record Result(byte[] bytes, RpcId id, byte[] rawId, JsonObject result) implements Frame, Answer {
        @Override
        public boolean failed() {
            return saysError(result);
        }
    }

    /** Answers a request with an error. */
    record Failure(byte[] bytes, RpcId id, byte[] rawId, JsonObject error) implements Frame, Answer {
        @Override
        public boolean failed() {
            return true;
        }
    }

    /**
     * An answer whose text is not strict JSON, but only inside its strings or numbers: what it answers, and whether with an error, is
     * beyond doubt.
     */
    record Opaque(byte[] bytes, RpcId id, byte[] rawId, boolean failed) implements Frame, Answer {}

    /**
     * Nothing that may pass.
     *
     * @param rpcCode the JSON-RPC error code for whoever sent it
     * @param code stable word for counting
     * @param why a lower-case fragment for people
     * @param id the request's id, when there is no doubt about it
     * @param rawId the id as it was written
     */
    record Unreadable(byte[] bytes, int rpcCode, String code, String why, Optional<RpcId> id, Optional<byte[]> rawId)
            implements Frame {}

    /** What answers a request. */
    sealed interface Answer extends Frame permits Result, Failure, Opaque {
        /** The id of the request. */
        RpcId id();

        /** The id as it was written. */
        byte[] rawId();

        /** Whether it says that the request failed. */
        boolean failed();
    }

    /** The member of a params object, if it is an object. */
    static Optional<JsonObject> object(JsonObject from, String name) {
        Json value = from.get(name);
        return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    /** Whether a result says that the tool failed. */
    static boolean saysError(JsonObject result) {
        return result.get("isError") instanceof JsonBoolean flag && flag.value();
    }
}
