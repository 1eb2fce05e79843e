package dev.sallyport.connect.mcp.secret;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.exchange.ExchangePlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator lets the gateway add for one server. Holds names of secrets, never values.
 *
 * @param headers fields of every request to a server at an address, by name
 * @param environment variables of a server that is a command, by name
 * @param exchange how the token for requests to a server at an address is had
 * @param arguments which arguments may refer to which secrets
 * @param restores which arguments may have back what was taken out of answers
 */
public record ServerPlan(
        Map<String, SecretTemplate> headers,
        Map<String, SecretTemplate> environment,
        List<ArgumentGrant> arguments,
        Optional<ExchangePlan> exchange,
        List<RestoreGrant> restores) {
    /** Nothing. */
    public static final ServerPlan NONE = new ServerPlan(Map.of(), Map.of(), List.of(), Optional.empty(), List.of());

    public ServerPlan {
        headers = Map.copyOf(headers);
        environment = Map.copyOf(environment);
        arguments = List.copyOf(arguments);
        restores = List.copyOf(restores);
    }
}
