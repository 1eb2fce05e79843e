package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.identity.TenantId;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * An approval that a person wanted remembered: for this agent, this tool as it is, these values and no other influences than
 * there were, until it expires. It holds no value, only keyed commitments.
 *
 * @param schemaHash the tool as it was seen, where the gateway sees it
 * @param values by argument, the commitment of its value; arguments not named may differ
 * @param influences every trust level that may bear on the call, as wire words
 * @param sources every source that may have entered the session
 * @param group the group that was asked
 * @param policies the policies that asked, sorted
 * @param person who agreed; counts only while that person may answer for the group
 * @param expiresMillis milliseconds since the epoch; at or after it the grant counts no longer
 */
public record Grant(
        TenantId tenant,
        String id,
        AgentId agent,
        String server,
        String action,
        Optional<String> schemaHash,
        SortedMap<String, String> values,
        List<String> influences,
        List<String> sources,
        String group,
        List<String> policies,
        PersonId person,
        long createdMillis,
        long expiresMillis) {
    /** The longest an approval may be remembered. */
    public static final long MAX_LIFE_MILLIS = 30L * 24 * 60 * 60 * 1000;

    /** How many a tenant may have at once. */
    public static final int LIMIT = 200;

    public Grant {
        values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        influences = List.copyOf(influences);
        sources = List.copyOf(sources);
        policies = policies.stream().sorted().toList();
        if (expiresMillis <= createdMillis || expiresMillis - createdMillis > MAX_LIFE_MILLIS) {
            throw new IllegalArgumentException("a grant lives from 1 ms to " + MAX_LIFE_MILLIS + " ms");
        }
    }

    /** Whether it is about calls of that agent to that operation. */
    public boolean isAbout(AgentId who, String onServer, String operation) {
        return agent.equals(who) && server.equals(onServer) && action.equals(operation);
    }
}
