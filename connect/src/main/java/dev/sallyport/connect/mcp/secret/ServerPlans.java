package dev.sallyport.connect.mcp.secret;

import dev.sallyport.connect.broker.TokenBroker;
import dev.sallyport.connect.exchange.ExchangedTokens;
import dev.sallyport.gate.identity.TenantId;
import java.util.List;
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
    private final ExchangedTokens tokens;

    /**
     * What is held for these.
     *
     * @param plans by the key of the server
     * @param tokens of servers whose plan exchanges
     */
    public ServerPlans(Map<String, Named> plans, TokenBroker broker, ExchangedTokens tokens) {
        this.plans = Map.copyOf(plans);
        this.broker = broker;
        this.tokens = tokens;
    }

    /**
     * The secrets of that connection; a server nobody configured has none.
     *
     * @param users the token that the client brought of its user, if it did
     */
    public ServerSecrets of(ServerSecrets.Owner owner, Optional<String> users) {
        ServerPlan plan = plan(owner.tenant(), owner.server());
        Optional<Exchanging> exchanging = plan.exchange().map(how -> Exchanging.of(tokens, owner, how, users));
        return new ServerSecrets(plan, broker, exchanging, owner);
    }

    /** Which arguments of that server's tools may have back what was taken out of answers. */
    public List<RestoreGrant> restores(TenantId tenant, String server) {
        return plan(tenant, server).restores();
    }

    private ServerPlan plan(TenantId tenant, String server) {
        return Optional.ofNullable(plans.get(server))
                .filter(named -> named.tenant().equals(tenant))
                .map(Named::plan)
                .orElse(ServerPlan.NONE);
    }
}
