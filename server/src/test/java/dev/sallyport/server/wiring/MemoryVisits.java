package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import java.util.ArrayList;
import java.util.List;

/** Visits to a gateway without a database. Thread-safe by its lock. */
final class MemoryVisits implements Visits {
    private final List<Visit> kept = new ArrayList<>();

    @Override
    public synchronized void keep(Visit visit) {
        kept.addFirst(visit);
    }

    @Override
    public synchronized List<Visit> newest(TenantId tenant, int limit) {
        return kept.stream().filter(v -> v.tenant().equals(tenant)).limit(limit).toList();
    }
}
