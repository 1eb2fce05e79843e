package dev.sallyport.connect.mcp.door;

import dev.sallyport.action.json.Json;
import java.util.List;
import java.util.Optional;

/**
 * What of an answer a client may have.
 *
 * @param withheld nothing of it: a shield that may block found something, or failed
 * @param instead what stands for it, when something was taken out
 * @param advisories a line each for the agent's user, of what shields flagged
 */
public record Seen(boolean withheld, Optional<Json> instead, List<String> advisories) {
    /** All of it, and nothing to say. */
    public static final Seen AS_IT_CAME = new Seen(false, Optional.empty(), List.of());

    public Seen {
        advisories = List.copyOf(advisories);
    }

    /** Whether the client gets the very bytes the server sent. */
    public boolean isUnchanged() {
        return !withheld && instead.isEmpty() && advisories.isEmpty();
    }
}
