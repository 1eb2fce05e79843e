package dev.sallyport.connect.mcp.upstream;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.mcp.frame.Frame;
import dev.sallyport.connect.mcp.tool.MirroredArgument;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes the requests to a server: the one place where header fields towards servers are written. */
final class HttpFields {
    private static final String STATELESS_VERSION = "io.modelcontextprotocol/protocolVersion";

    private HttpFields() {}

    /** A request of a session, without its method and body. */
    static HttpRequest.Builder of(HttpTarget target, Optional<String> session, Optional<String> version) {
        HttpRequest.Builder request = HttpRequest.newBuilder(target.url())
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        target.authorization().ifPresent(value -> request.header("Authorization", value));
        session.ifPresent(id -> request.header(RequestFields.SESSION, id));
        version.ifPresent(value -> request.header(RequestFields.VERSION, value));
        return request;
    }

    /** The request that carries a request of the protocol. */
    static HttpRequest.Builder of(
            HttpTarget target,
            Optional<String> session,
            Frame.Request frame,
            Optional<String> negotiated,
            Function<String, List<MirroredArgument>> mirrored) {
        Optional<String> own = Frame.object(frame.params(), "_meta")
                .flatMap(meta -> meta.get(STATELESS_VERSION) instanceof JsonString version
                        ? Optional.of(version.value())
                        : Optional.empty());
        HttpRequest.Builder request = of(target, session, own.or(() -> negotiated));
        if (own.isPresent()) {
            RequestFields.of(frame, mirrored).forEach(request::header);
        }
        return request.POST(HttpRequest.BodyPublishers.ofByteArray(frame.bytes()));
    }
}
