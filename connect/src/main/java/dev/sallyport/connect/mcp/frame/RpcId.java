package dev.sallyport.connect.mcp.frame;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonString;
import java.util.Optional;

/**
 * What a request is called by: a string or a number, compared by value, so that {@code 1} and {@code 1.0} are one id and {@code "1"} is
 * another. How it was written is kept beside it, in {@link Frame}.
 */
public record RpcId(Json value) {
    /**
     * @throws IllegalArgumentException when the value is neither a string nor a number
     */
    public RpcId {
        if (!(value instanceof JsonString) && !(value instanceof JsonNumber)) {
            throw new IllegalArgumentException("a request id is a string or a number");
        }
    }

    /** The id a string makes. */
    public static RpcId of(String text) {
        return new RpcId(new JsonString(text));
    }

    /** The id a value makes, if it can be one (MCP forbids null). */
    public static Optional<RpcId> of(Json value) {
        return value instanceof JsonString || value instanceof JsonNumber
                ? Optional.of(new RpcId(value))
                : Optional.empty();
    }
}
