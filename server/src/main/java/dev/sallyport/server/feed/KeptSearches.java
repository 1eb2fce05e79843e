package dev.sallyport.server.feed;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.SavedSearch;
import dev.sallyport.store.console.Searches;
import java.util.List;
import java.util.Optional;

/** Saved searches as people change them: each has one owner, who alone changes it, and of an owner's searches one is pinned at most. Thread-safe. */
public record KeptSearches(Searches searches) {
    /** Those of a tenant by name. */
    public List<SavedSearch> of(TenantId tenant) {
        return searches.of(tenant);
    }

    /** The owner's search with that id; another one's is not found, as one that is not there. */
    public Optional<SavedSearch> owned(TenantId tenant, String id, String owner) {
        return of(tenant).stream()
                .filter(search -> search.id().equals(id) && search.owner().equals(owner))
                .findFirst();
    }

    /** Keeps one. Answers false if the tenant or the owner keeps as many as they may; then nothing changed. */
    public boolean keep(SavedSearch search) {
        boolean kept = searches.keep(search);
        if (kept && search.pinned()) {
            of(search.tenant()).stream()
                    .filter(other -> other.pinned()
                            && other.owner().equals(search.owner())
                            && !other.id().equals(search.id()))
                    .forEach(other -> searches.keep(pinned(other, false)));
        }
        return kept;
    }

    /** Has the owner's feed begin with it, or not any more; the search as it is now. */
    public SavedSearch pin(SavedSearch search, boolean pinned) {
        SavedSearch changed = pinned(search, pinned);
        return keep(changed) ? changed : search;
    }

    /** Forgets it. */
    public void forget(SavedSearch search) {
        searches.forget(search.tenant(), search.id(), search.owner());
    }

    private static SavedSearch pinned(SavedSearch search, boolean pinned) {
        return new SavedSearch(
                search.tenant(),
                search.id(),
                search.owner(),
                search.name(),
                search.query(),
                pinned,
                search.createdMillis());
    }
}
