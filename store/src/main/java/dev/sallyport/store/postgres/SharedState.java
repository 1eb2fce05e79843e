package dev.sallyport.store.postgres;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Registry;
import dev.sallyport.gate.registry.RegistryChange;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What this gateway has seen of the database: the registry's image and the numbers of tenants, neither of which ever goes
 * back. Writer and listener both bring news. Thread-safe.
 */
final class SharedState {
    /**
     * The registry after a change.
     *
     * @param change the change's number
     */
    record Image(Registry registry, long change) {}

    private final Map<TenantId, Integer> numbers = new ConcurrentHashMap<>();
    private volatile Image image = new Image(Registry.EMPTY, 0);

    Image image() {
        return image;
    }

    /** Hears of a durable change; one that was heard of already is nothing new. Changes come in order. */
    synchronized void changed(long number, RegistryChange change) {
        Image now = image;
        if (number > now.change()) {
            image = new Image(now.registry().apply(change), number);
        }
    }

    Optional<Integer> number(TenantId tenant) {
        return Optional.ofNullable(numbers.get(tenant));
    }

    void numbered(TenantId tenant, int number) {
        numbers.put(tenant, number);
    }
}
