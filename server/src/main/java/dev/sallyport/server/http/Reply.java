package dev.sallyport.server.http;

import dev.sallyport.action.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What is sent back. */
public sealed interface Reply {
    /** The media type of ordinary answers. */
    String JSON = "application/json";

    /** HTTP status code, 200 to 599. */
    int status();

    /** Media type of the body. */
    String type();

    /**
     * An answer that is held whole.
     *
     * @param headers further header fields by name
     */
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements Reply {
        public Whole {
            headers = Map.copyOf(headers);
        }
    }

    /**
     * An answer too large to hold, or that goes on for a while; its length is not known when it begins.
     *
     * @param headers further header fields by name
     */
    record Streamed(int status, String type, Source source, Map<String, String> headers) implements Reply {
        public Streamed {
            headers = Map.copyOf(headers);
        }

        /** One without further fields. */
        public Streamed(int status, String type, Source source) {
            this(status, type, source, Map.of());
        }
    }

    /** Writes a streamed body. */
    @FunctionalInterface
    interface Source {
        /** Writes everything; the caller closes. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** A JSON answer. */
    static Reply json(int status, Json body) {
        return json(status, JsonText.bytes(body));
    }

    /** A JSON answer whose bytes exist already. */
    static Reply json(int status, byte[] body) {
        return new Whole(status, JSON, body, Map.of());
    }

    /** A text answer of that media type. */
    static Reply text(String type, String body) {
        return new Whole(200, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
    }
}
