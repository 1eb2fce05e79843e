package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.broker.SecretUnavailable;
import java.util.Collections;
import java.util.SortedMap;

/**
 * Puts secrets that a {@link Redactor} took out of what a session saw back into calls of one connection, where an operator said so.
 * Thread-safe.
 */
public interface Restorer {
    /** Puts nothing back. */
    Restorer NONE = new Restorer() {
        @Override
        public SortedMap<String, Integer> restorable(String tool, JsonObject arguments) {
            return Collections.emptySortedMap();
        }

        @Override
        public JsonObject restored(String tool, JsonObject arguments) {
            return arguments;
        }

        @Override
        public byte[] clean(byte[] frame) {
            return frame;
        }
    };

    /** How many secrets of which kind would be put into a call; empty if none may be, or if there is no placeholder in it. */
    SortedMap<String, Integer> restorable(String tool, JsonObject arguments);

    /**
     * The arguments as they are sent; asked for after the record, directly before dispatch. What is put in is remembered, for {@link #clean}.
     *
     * @throws SecretUnavailable if the session was given too much already: then nothing may be sent
     */
    JsonObject restored(String tool, JsonObject arguments) throws SecretUnavailable;

    /** What the server said, without what was put into calls of it. */
    byte[] clean(byte[] frame);
}
