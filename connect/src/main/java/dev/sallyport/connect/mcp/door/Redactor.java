package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.Json;
import java.util.Optional;

/** Takes secrets out of what a connection's client is about to see. Thread-safe. */
@FunctionalInterface
public interface Redactor {
    /** Takes nothing out. */
    Redactor NONE = content -> Optional.empty();

    /** The content without its secrets; empty if there are none. */
    Optional<Json> redact(Json content);
}
