package dev.sallyport.connect.mcp.secret;

import dev.sallyport.connect.broker.SecretTemplate;
import java.util.List;
import java.util.Map;

/**
 * What an operator lets the gateway add for one server. Holds names of secrets, never values.
 *
 * @param headers fields of every request to a server at an address, by name
 * @param environment variables of a server that is a command, by name
 * @param arguments which arguments may refer to which secrets
 */
public record ServerPlan(
        Map<String, SecretTemplate> headers, Map<String, SecretTemplate> environment, List<ArgumentGrant> arguments) {
    /** Nothing. */
    public static final ServerPlan NONE = new ServerPlan(Map.of(), Map.of(), List.of());

    public ServerPlan {
        headers = Map.copyOf(headers);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
    }
}
