package dev.sallyport.store.console;

import dev.sallyport.gate.identity.TenantId;
import java.util.List;

/** Saved searches. Every query names its tenant and answers for that tenant alone. Thread-safe. */
public interface Searches {
    /** How many a tenant may keep. */
    int MOST = 500;

    /** How many of them may be one owner's. */
    int MOST_OF_OWNER = 50;

    /** Those of a tenant by name, up to {@value #MOST}. */
    List<SavedSearch> of(TenantId tenant);

    /**
     * Keeps one, or puts it in the place of the one with its id and owner.
     *
     * @return false if another person's has that id, or the tenant or its owner keeps as many as they may
     */
    boolean keep(SavedSearch search);

    /** Forgets the one with that id if it is that owner's; whether there was one. */
    boolean forget(TenantId tenant, String id, String owner);
}
