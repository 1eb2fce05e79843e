package dev.sallyport.server.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** One request as an endpoint sees it. Confined to the request's thread. */
public final class Exchange {
    private final Request request;
    private final Map<String, String> path;
    private final BodyLimit bodyLimit;
    private final String template;

    /** A request at a door that has no routes. */
    public static Exchange unrouted(Request request, BodyLimit bodyLimit) {
        return new Exchange(request, "", Map.of(), bodyLimit);
    }

    Exchange(Request request, String template, Map<String, String> path, BodyLimit bodyLimit) {
        this.request = request;
        this.template = template;
        this.path = path;
        this.bodyLimit = bodyLimit;
    }

    /** What the path holds where the route's template names it. */
    public String path(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the route has no `{" + name + "}`");
        }
        return value;
    }

    /** The request's method. */
    public String method() {
        return request.getMethod();
    }

    /** The path that was asked for, as it came. */
    public String requestPath() {
        return request.getHttpURI().getPath();
    }

    /** The template of the route, such as {@code /v1/receipts/{id}}; empty at a door that has no routes. */
    public String template() {
        return template;
    }

    /** All header fields of that name. */
    public List<String> headers(String name) {
        return request.getHeaders().getValuesList(name);
    }

    /** The Authorization field; none if there are several, since two readers could choose differently. */
    public Optional<String> authorization() {
        List<String> fields = request.getHeaders().getValuesList(HttpHeader.AUTHORIZATION);
        return fields.size() == 1 ? Optional.of(fields.getFirst()) : Optional.empty();
    }

    /** The address the request came from. */
    public String remoteAddress() {
        return Request.getRemoteAddr(request);
    }

    /** Where the client reached this gateway: scheme, and the host it asked for, which the door has checked. */
    public URI origin() {
        return URI.create(
                request.getHttpURI().getScheme() + "://" + request.getHeaders().get(HttpHeader.HOST));
    }

    /** The query parameter of that name. */
    public Optional<String> query(String name) {
        if (request.getHttpURI().getQuery() == null) {
            return Optional.empty();
        }
        try {
            Fields fields = Request.extractQueryParameters(request, StandardCharsets.UTF_8);
            return Optional.ofNullable(fields.getValue(name)).filter(v -> !v.isEmpty());
        } catch (RuntimeException e) {
            throw new Problem(400, "bad_query", "the query is not percent-encoded UTF-8");
        }
    }

    /**
     * The query parameter of that name as a number.
     *
     * @throws Problem 400 {@code bad_query} if it is no number or out of range
     */
    public long query(String name, long min, long max, long fallback) {
        Optional<String> text = query(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // answered below, like a number out of range
        }
        throw new Problem(400, "bad_query", "`" + name + "` takes a number from " + min + " to " + max);
    }

    /** Whether a body was sent. */
    public boolean hasBody() {
        return request.getLength() != 0
                && (request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING));
    }

    /**
     * The whole body.
     *
     * @throws Problem 413 over the limit, 415 for anything but JSON, 408 or 400 if it does not arrive
     */
    public byte[] body() {
        requireJson();
        return Body.read(request, bodyLimit);
    }

    /**
     * The whole body, up to a limit of the route's own.
     *
     * @throws Problem as {@link #body()} does
     */
    public byte[] body(int limit) {
        requireJson();
        return Body.read(request, bodyLimit.of(limit));
    }

    /**
     * The whole body of whatever type, for signatures that are over raw bytes.
     *
     * @throws Problem 413 over the limit, 408 or 400 if it does not arrive
     */
    public byte[] raw() {
        return Body.read(request, bodyLimit);
    }

    private void requireJson() {
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw new Problem(415, "unsupported_media_type", "send the body as application/json in UTF-8");
        }
        if (request.getHeaders().contains(HttpHeader.CONTENT_ENCODING)) {
            throw new Problem(415, "unsupported_encoding", "send the body without Content-Encoding");
        }
    }

    private static boolean isJson(String type) {
        if (type.equals("application/json")) {
            return true;
        }
        String plain = type.toLowerCase(Locale.ROOT).replace(" ", "").replace("\"", "");
        return plain.equals("application/json") || plain.equals("application/json;charset=utf-8");
    }
}
