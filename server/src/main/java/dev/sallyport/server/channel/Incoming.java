package dev.sallyport.server.channel;

import java.util.List;
import java.util.function.Function;

/**
 * A request that says it comes from a channel.
 *
 * @param fields the header fields of a name
 * @param body the raw bytes, nothing parsed yet
 */
record Incoming(Function<String, List<String>> fields, byte[] body) {
    /** The only value of a field; empty text if there is none, or more than one. */
    String field(String name) {
        List<String> values = fields.apply(name);
        return values.size() == 1 ? values.getFirst() : "";
    }
}
