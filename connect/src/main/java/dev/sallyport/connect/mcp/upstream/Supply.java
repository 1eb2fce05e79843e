package dev.sallyport.connect.mcp.upstream;

import java.util.Map;

/** What the gateway itself adds for a server, had when it is needed and never kept by whoever asks. Thread-safe; may block for seconds. */
public interface Supply {
    /**
     * Header fields, or variables of a command, by name.
     *
     * @throws Unsupplied if something can't be had: then nothing is sent or started
     */
    Map<String, String> fields() throws Unsupplied;

    /**
     * The server refused that credential.
     *
     * @param authorization the whole value of the field, empty if none was sent
     * @return whether another one may be had by asking again
     */
    default boolean refused(String authorization) {
        return false;
    }

    /** Tells supplies of one agent and server apart whose servers may say different things; no secret. */
    default String key() {
        return "";
    }

    /** A text of the server's without any value that it was given. */
    String clean(String text);
}
