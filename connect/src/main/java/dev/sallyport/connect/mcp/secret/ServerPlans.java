package dev.sallyport.connect.mcp.secret;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.gate.identity.TenantId;
import java.util.Map;
import java.util.Optional;

/** What the gateway holds for all servers. Immutable; thread-safe. */
public final class ServerPlans {
    /**
     * One server.
     *
     * @param tenant whose server it is
     */
    public record Named(TenantId tenant, ServerPlan plan) {}

    private final Map<String, Named> plans;
    private final TokenBroker broker;

    /** @param plans by the key of the server */
    public ServerPlans(Map<String, Named> plans, TokenBroker broker) {
        this.plans = Map.copyOf(plans);
        this.broker = broker;
    }

    /** The secrets of that connection; a server nobody configured has none. */
    public ServerSecrets of(ServerSecrets.Owner owner) {
        ServerPlan plan = Optional.ofNullable(plans.get(owner.server()))
                .filter(named -> named.tenant().equals(owner.tenant()))
                .map(Named::plan)
                .orElse(ServerPlan.NONE);
        return new ServerSecrets(plan, broker, owner);
    }
}
