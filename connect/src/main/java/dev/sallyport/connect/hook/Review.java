package dev.sallyport.connect.hook;

import java.net.URI;
import java.util.Optional;

/**
 * Where the agent's user says that a shield was wrong about a decision: on its page of the console, where the user signs in, and on the command
 * line. Holds no token.
 *
 * @param console where people of this gateway open pages: scheme, host and perhaps a port
 * @param decision the decision's id
 * @param category what was found first, {@code shield:kind}; empty if a shield did not come to an end
 */
public record Review(URI console, String decision, Optional<String> category) {
    /** In words that follow what was flagged. */
    public String words() {
        String page = "if it is wrong, say so at " + console.resolve("/console/decisions/" + decision);
        return category.map(found ->
                        page + " or with `sallyport shield report-fp " + found + " --decision " + decision + "`")
                .orElse(page);
    }
}
