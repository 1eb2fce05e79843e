package dev.sallyport.soc.narrative;

import dev.sallyport.gate.identity.TenantId;
import java.util.Optional;

/** Where narratives are kept, apart from all that is told to others. Thread-safe. */
public interface Narratives {
    /** Keeps it instead of the one before, and returns when it is durable. */
    void keep(TenantId tenant, Narrative narrative);

    /** What is kept of that incident. */
    Optional<Narrative> narrative(TenantId tenant, String incident);
}
