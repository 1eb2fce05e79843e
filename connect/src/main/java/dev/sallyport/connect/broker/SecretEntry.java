package dev.sallyport.connect.broker;

import java.util.Set;

/**
 * One secret that the configuration knows.
 *
 * @param uses where it may be used, such as {@code egress:api.example.com}; at least one, so that no secret is everybody's
 * @param agents keys of the agents for whose calls it may be used; empty means every agent
 * @param cacheMillis how long it is kept before its source is asked again; 0 asks each time
 */
public record SecretEntry(SecretSource source, Set<String> uses, Set<String> agents, long cacheMillis) {
    public SecretEntry {
        uses = Set.copyOf(uses);
        agents = Set.copyOf(agents);
    }

    boolean isFor(String use, String agent) {
        return uses.contains(use) && (agents.isEmpty() || agents.contains(agent));
    }
}
