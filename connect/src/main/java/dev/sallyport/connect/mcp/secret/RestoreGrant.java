package dev.sallyport.connect.mcp.secret;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.provenance.catalogue.AuthorityArguments;
import java.util.Map;
import java.util.Set;

/**
 * Leave to put secrets, which were taken out of what a session saw, back into one argument of one tool.
 *
 * @param tool its name, as the server says it
 * @param pointer the argument, as a JSON pointer into the tool's arguments (RFC 6901)
 * @param kinds of secrets, as {@code secret-guard} names them; at least one
 * @param from keys of the servers whose answers they may have come from; at least one
 * @param authority whether the argument may be one that decides where something goes
 */
public record RestoreGrant(String tool, String pointer, Set<String> kinds, Set<String> from, boolean authority) {
    /**
     * @throws IllegalArgumentException if the pointer is none, or nothing is named
     */
    public RestoreGrant {
        if (tool.isEmpty() || kinds.isEmpty() || from.isEmpty()) {
            throw new IllegalArgumentException("names no tool or no kind");
        }
        ArgumentGrant.check(pointer);
        kinds = Set.copyOf(kinds);
        from = Set.copyOf(from);
    }

    /**
     * Whether a secret may be put there.
     *
     * @param text the argument with its placeholders
     * @param sources whose answers it came from
     */
    public boolean allows(String calledTool, String place, String text, String kind, Set<String> sources) {
        return tool.equals(calledTool)
                && pointer.equals(place)
                && kinds.contains(kind)
                && sources.stream().anyMatch(from::contains)
                && (authority || !bearsAuthority(place, text));
    }

    /** Whether a word of a name on the way to it, or an address in it, says that it decides where something goes. */
    private static boolean bearsAuthority(String place, String text) {
        for (String name : place.split("/", -1)) {
            if (!AuthorityArguments.ofProperties(Map.of(name, JsonObject.of())).isEmpty()) {
                return true;
            }
        }
        return text.contains("//");
    }
}
