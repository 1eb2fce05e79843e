package dev.sallyport.server.wiring;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.erasure.Erased;
import dev.sallyport.gate.erasure.Selection;
import dev.sallyport.gate.erasure.Why;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.DecisionId;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.server.config.Settings;
import java.nio.file.Path;
import java.util.Optional;

/** Receipted work on an install whose gateway does not run, done by whoever holds the data directory. */
public final class Upkeep implements AutoCloseable {
    private final Foundation foundation;

    private Upkeep(Foundation foundation) {
        this.foundation = foundation;
    }

    /**
     * Opens the data directory.
     *
     * @throws StartRefused if its keys can't be read
     * @throws dev.sallyport.store.database.StoreProblem if the store can't be opened, {@code data_locked} while a gateway runs
     */
    public static Upkeep of(Path data, Sources sources) {
        return new Upkeep(
                Foundation.open(new GatewayOptions(data, Settings.defaults(), Optional.empty()), sources, false));
    }

    /** Whether the install has such a tenant. */
    public boolean knows(TenantId tenant) {
        return foundation.store().records().tenants().contains(tenant);
    }

    /** Whether the tenant has such a decision. */
    public boolean knows(TenantId tenant, DecisionId decision) {
        return Core.eraser(foundation.house()).knows(tenant, decision);
    }

    /** An agent by its id or by the key it registered with. */
    public Optional<AgentId> agent(TenantId tenant, String name) {
        return foundation.store().journal().registry().agents(tenant).stream()
                .filter(a -> a.key().equals(name) || a.id().value().equals(name))
                .map(Agent::id)
                .findFirst();
    }

    /**
     * Removes payloads.
     *
     * @throws dev.sallyport.gate.erasure.ErasureFailed if the store does not take the receipt
     */
    public Erased erase(TenantId tenant, Selection selection, String reason) {
        return Core.eraser(foundation.house())
                .erase(new Actor(tenant, "operator", "offline"), selection, new Why.Asked(reason));
    }

    @Override
    public void close() {
        foundation.close();
    }
}
