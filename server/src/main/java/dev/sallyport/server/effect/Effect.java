package dev.sallyport.server.effect;

import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something a service saw happen. Holds no content.
 *
 * @param service who saw it
 * @param id the service's own name for it, by which a report counts once
 * @param kind what kind of thing happened, in the service's words
 * @param credential SHA-256 of the credential it was done with, hex
 */
public record Effect(
        String service,
        String id,
        long timeMillis,
        String kind,
        Optional<String> credential,
        Optional<AgentId> agent,
        Optional<DecisionId> decision,
        Optional<String> actionHash) {
    private static final Pattern SERVICE = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9._:/+=-]{1,128}");

    /**
     * @throws IllegalArgumentException if a name is none, or nothing says what it belongs to
     */
    public Effect {
        if (!SERVICE.matcher(service).matches() || !SERVICE.matcher(kind).matches()) {
            throw new IllegalArgumentException("`service` and `kind` take lower-case words of at most 64 characters");
        }
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("`effect_id` takes 1 to 128 letters, digits and . _ : / + = -");
        }
        if (credential.isEmpty() && agent.isEmpty() && decision.isEmpty() && actionHash.isEmpty()) {
            throw new IllegalArgumentException(
                    "says nothing of whose it is: name `decision_id`, `action_hash`, `agent` or `credential`");
        }
    }
}
