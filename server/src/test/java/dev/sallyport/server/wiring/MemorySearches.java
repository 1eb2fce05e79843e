package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.SavedSearch;
import dev.sallyport.store.console.Searches;
import java.util.ArrayList;
import java.util.List;

/** Saved searches of a gateway without a database. Thread-safe by its lock. */
final class MemorySearches implements Searches {
    private final List<SavedSearch> kept = new ArrayList<>();

    @Override
    public synchronized List<SavedSearch> of(TenantId tenant) {
        return kept.stream().filter(s -> s.tenant().equals(tenant)).toList();
    }

    @Override
    public synchronized boolean keep(SavedSearch search) {
        kept.removeIf(s -> s.tenant().equals(search.tenant()) && s.id().equals(search.id()));
        return kept.add(search);
    }

    @Override
    public synchronized boolean forget(TenantId tenant, String id, String owner) {
        return kept.removeIf(
                s -> s.tenant().equals(tenant) && s.id().equals(id) && s.owner().equals(owner));
    }
}
