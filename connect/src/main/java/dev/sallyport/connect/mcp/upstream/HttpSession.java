package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.frame.FrameReader;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a server and its client agreed on in {@code initialize}, as far as it stands in header fields. Thread-safe. */
final class HttpSession {
    private static final int ID_CHARS = 1024;

    private Frame.@Nullable Request initialize;
    private @Nullable String id;
    private @Nullable String version;

    synchronized Optional<Frame.Request> initialize() {
        return Optional.ofNullable(initialize);
    }

    synchronized Optional<String> id() {
        return Optional.ofNullable(id);
    }

    synchronized Optional<String> version() {
        return Optional.ofNullable(version);
    }

    /** A client opens it. */
    synchronized void begin(Frame.Request with) {
        initialize = with;
        forget();
    }

    /** The server knows it no longer. */
    synchronized void forget() {
        id = null;
        version = null;
    }

    /** The server answers {@code initialize}. An id that the protocol does not allow is none. */
    synchronized void opened(HttpResponse.ResponseInfo info) {
        id = info.headers()
                .firstValue(RequestFields.SESSION)
                .filter(value -> !value.isEmpty() && value.length() <= ID_CHARS)
                .filter(value -> value.chars().allMatch(c -> c > ' ' && c <= '~'))
                .orElse(null);
    }

    /** Takes the version out of an answer to {@code initialize}; false if the frame is none that agrees. */
    synchronized boolean answered(byte[] frame) {
        if (FrameReader.ofServer(frame) instanceof Frame.Result result
                && result.result().get("protocolVersion") instanceof JsonString agreed
                && agreed.value().length() <= 32
                && agreed.value().chars().allMatch(c -> c > ' ' && c <= '~')) {
            version = agreed.value();
            return true;
        }
        return false;
    }
}
