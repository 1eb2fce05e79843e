package dev.sallyport.soc.sink;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A request over HTTP.
 *
 * @param fields header fields besides Host, User-Agent and Content-Length
 */
public record Ask(Method method, URI url, Map<String, String> fields, byte[] body) {
    private static final byte[] NOTHING = {};

    public Ask {
        fields = Map.copyOf(fields);
    }

    /** What is asked for. */
    public enum Method {
        /** To read. */
        GET,
        /** To make. */
        POST,
        /** To change. */
        PATCH
    }

    /** A request without a body. */
    public static Ask get(URI url, Map<String, String> fields) {
        return new Ask(Method.GET, url, fields, NOTHING);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
