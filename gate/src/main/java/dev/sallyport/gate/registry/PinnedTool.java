package dev.sallyport.gate.registry;

import dev.sallyport.action.Capability;
import dev.sallyport.action.Effect;
import dev.sallyport.action.TrustLevel;
import java.util.Optional;
import java.util.Set;

/**
 * One tool of a server as it was accepted.
 *
 * @param schemaHash hash of its name, description and schemas, lower-case hex; a tool that hashes otherwise has drifted
 * @param effect what calling it does
 * @param resultTrust the trust of what its results carry into a session; empty if results are the install's own
 * @param resourcePath the argument that names the resource, as a top-level argument name; empty if none does
 * @param authority top-level arguments that decide where data goes (recipient, URL, host)
 * @param reviewed whether a person looked at it; a pin made at first use says what the server says of itself, and counts
 *     only where the live tool is compared with it
 * @param findings what the inspection of its description found and a person accepted, by code
 */
public record PinnedTool(
        String name,
        String schemaHash,
        Effect effect,
        Capability capability,
        Optional<TrustLevel> resultTrust,
        Optional<String> resourcePath,
        Set<String> authority,
        boolean reviewed,
        Set<String> findings) {
    public PinnedTool {
        authority = Set.copyOf(authority);
        findings = Set.copyOf(findings);
    }

    /** A tool of which nothing that was found is accepted. */
    public PinnedTool(
            String name,
            String schemaHash,
            Effect effect,
            Capability capability,
            Optional<TrustLevel> resultTrust,
            Optional<String> resourcePath,
            Set<String> authority,
            boolean reviewed) {
        this(name, schemaHash, effect, capability, resultTrust, resourcePath, authority, reviewed, Set.of());
    }

    /** A tool that a person looked at. */
    public PinnedTool(
            String name,
            String schemaHash,
            Effect effect,
            Capability capability,
            Optional<TrustLevel> resultTrust,
            Optional<String> resourcePath,
            Set<String> authority) {
        this(name, schemaHash, effect, capability, resultTrust, resourcePath, authority, true);
    }

    /** The same with other findings accepted. */
    public PinnedTool accepting(Set<String> accepted) {
        return new PinnedTool(
                name, schemaHash, effect, capability, resultTrust, resourcePath, authority, reviewed, accepted);
    }
}
