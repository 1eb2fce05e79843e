package dev.sallyport.store.console;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;

/** Who came to the console, and who was turned away. Every query names its tenant and answers for that tenant alone. Thread-safe. */
public interface Visits {
    /** How many a tenant keeps at least; older ones leave. */
    int MOST = 10_000;

    /** Keeps one. */
    void keep(Visit visit);

    /** The newest of a tenant, the newest first. */
    List<Visit> newest(TenantId tenant, int limit);
}
