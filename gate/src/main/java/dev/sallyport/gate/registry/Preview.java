package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.List;

/**
 * One person's way to one development service through the gateway, for a while: what it may ask, and how it shows who it is. The agent that
 * stands for it has no token of its own, so the preview's token opens no other door.
 *
 * @param agent in whose name its requests are judged; revoked with it
 * @param service the service's name in the configuration
 * @param paths patterns of paths, as the operator wrote them
 * @param methods HTTP methods, exactly
 * @param tokenHash SHA-256 of its bearer token, lower-case hex
 * @param expiresMillis milliseconds since the epoch; at or after it nothing passes
 */
public record Preview(
        TenantId tenant,
        String id,
        AgentId agent,
        String service,
        PersonId person,
        List<String> paths,
        List<String> methods,
        String tokenHash,
        long openedMillis,
        long expiresMillis) {
    /** The longest a preview may live. */
    public static final long MAX_LIFE_MILLIS = 8L * 60 * 60 * 1000;

    /** What the key of every preview's agent begins with; no other agent's does. */
    public static final String KEY_PREFIX = "preview:";

    public Preview {
        paths = paths.stream().sorted().distinct().toList();
        methods = methods.stream().sorted().distinct().toList();
        if (expiresMillis <= openedMillis || expiresMillis - openedMillis > MAX_LIFE_MILLIS) {
            throw new IllegalArgumentException("a preview lives from 1 ms to " + MAX_LIFE_MILLIS + " ms");
        }
        if (paths.isEmpty() || methods.isEmpty()) {
            throw new IllegalArgumentException("a preview names at least one path and one method");
        }
    }

    /** Whether requests may pass as far as the preview itself, its person and its agent go. */
    public boolean isOpen(Registry registry, long nowMillis) {
        return nowMillis < expiresMillis
                && registry.approver(tenant, person).isPresent()
                && registry.agent(tenant, agent)
                        .filter(a -> a.status() != AgentStatus.REVOKED)
                        .isPresent();
    }
}
