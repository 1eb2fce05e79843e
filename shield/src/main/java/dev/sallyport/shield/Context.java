package dev.sallyport.shield;

import java.util.List;
import java.util.Optional;

/**
 * In whose name something passes, and when.
 *
 * @param tenant the tenant's id
 * @param agent the agent's id
 * @param session the session's id
 * @param timeMillis now, milliseconds since 1970
 * @param grants what was declared that the agent may use, as its profile, skill or cell writes it ({@code Read}, {@code Bash(git *)}); empty if
 *     nobody declared anything, which is not the same as an empty list
 */
public record Context(String tenant, String agent, String session, long timeMillis, Optional<List<String>> grants) {
    public Context {
        grants = grants.map(List::copyOf);
    }
}
