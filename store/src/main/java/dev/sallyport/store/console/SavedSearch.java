package dev.sallyport.store.console;

import dev.sallyport.gate.identity.TenantId;

/**
 * A query of the feed that somebody gave a name. Everybody of the tenant may use it; its owner alone changes it.
 *
 * @param owner the person's name as the registry folds it
 * @param name 1 to {@value #LONGEST_NAME} characters
 * @param query up to {@value #LONGEST_QUERY} characters
 * @param pinned whether the owner's feed begins with it
 */
public record SavedSearch(
        TenantId tenant, String id, String owner, String name, String query, boolean pinned, long createdMillis) {
    /** Longest name, characters. */
    public static final int LONGEST_NAME = 80;

    /** Longest query, characters. */
    public static final int LONGEST_QUERY = 1_000;

    public SavedSearch {
        if (name.isBlank() || name.length() > LONGEST_NAME || query.length() > LONGEST_QUERY) {
            throw new IllegalArgumentException("a search has a name of 1 to " + LONGEST_NAME + " and a query of up to "
                    + LONGEST_QUERY + " characters");
        }
    }
}
