package dev.sallyport.store.result;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;
import java.util.Optional;

/** Results that were handed in. Every query names its tenant and answers for that tenant alone. Thread-safe. */
public interface Results {
    /** How many names a tenant may have of one kind. */
    int MOST_NAMES = 64;

    /** What became of one. */
    enum Kept {
        /** It is kept, durably. */
        KEPT,
        /** Its place or its run is taken; nothing changed. */
        TAKEN,
        /** The tenant has as many names of that kind as it may; nothing changed. */
        FULL
    }

    /**
     * Keeps one and lets those of its name leave that are not among the newest.
     *
     * @param most how many of its name stay
     */
    Kept keep(Result result, int most);

    /** The one of that run. */
    Optional<Result> one(TenantId tenant, String kind, String name, String run);

    /** The newest of a name, the newest first. */
    List<Result> newest(TenantId tenant, String kind, String name, int limit);

    /** The names of a kind, up to {@value #MOST_NAMES}. */
    List<String> names(TenantId tenant, String kind);
}
