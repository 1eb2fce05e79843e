package dev.sallyport.connect.model;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where an operator lets models be asked.
 *
 * @param name what the configuration calls it
 * @param tenant whose agents may
 * @param base what the dialect's path is put behind, such as {@code https://api.openai.com/v1}
 * @param fields header fields that the gateway adds; the credential is one
 * @param models which ones; at least one
 * @param agents keys of agents; empty means every agent of the tenant
 * @param tools key of the server whose pins say what the functions of the answers do
 * @param results how far the results of functions are trusted that no pin says it of
 */
public record ModelRoute(
        String name,
        TenantId tenant,
        ModelDialect dialect,
        URI base,
        Map<String, SecretTemplate> fields,
        List<ModelPattern> models,
        Set<String> agents,
        String tools,
        TrustLevel results) {
    /** What the tool of a route's actions begins with. */
    public static final String TOOL = "model:";

    public ModelRoute {
        fields = Map.copyOf(fields);
        models = List.copyOf(models);
        agents = Set.copyOf(agents);
    }

    /** Whether it leads that agent to that model. */
    boolean leads(Agent agent, ModelDialect asked, String model) {
        return tenant.equals(agent.tenant())
                && dialect == asked
                && (agents.isEmpty() || agents.contains(agent.key()))
                && models.stream().anyMatch(pattern -> pattern.matches(model));
    }

    /** The tool of its actions, and the use for which its secrets are resolved. */
    public String tool() {
        return TOOL + name;
    }

    /** Where the question goes. */
    URI endpoint() {
        String text = base.toString();
        return URI.create((text.endsWith("/") ? text.substring(0, text.length() - 1) : text) + dialect.path());
    }
}
