package dev.sallyport.store.gate;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.SavedSearch;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.database.Prepared;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Saved searches in a database. */
final class StoredSearches implements Searches {
    private static final String CHANGE =
            "UPDATE console_search SET name = ?, query = ?, pinned = ? WHERE tenant = ? AND id = ? AND owner = ? RETURNING id";
    // What is there and what may be there are looked at by the statement that writes.
    private static final String ADD = "INSERT INTO console_search (tenant, id, owner, name, query, pinned, created)"
            + " SELECT CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT), CAST(? AS TEXT),"
            + " CAST(? AS INTEGER), CAST(? AS BIGINT)"
            + " WHERE (SELECT count(*) FROM console_search WHERE tenant = ?) < " + MOST
            + " AND (SELECT count(*) FROM console_search WHERE tenant = ? AND owner = ?) < " + MOST_OF_OWNER
            + " ON CONFLICT (tenant, id) DO NOTHING RETURNING id";
    private static final String FORGET =
            "DELETE FROM console_search WHERE tenant = ? AND id = ? AND owner = ? RETURNING id";

    private static final Comparator<SavedSearch> BY_NAME =
            Comparator.comparing(SavedSearch::name).thenComparing(SavedSearch::id);

    private final Readers readers;
    private final InstallWriter writer;

    StoredSearches(Readers readers, InstallWriter writer) {
        this.readers = readers;
        this.writer = writer;
    }

    @Override
    public List<SavedSearch> of(TenantId tenant) {
        return readers.ask(
                ReadQuery.SEARCHES,
                rows -> {
                    List<SavedSearch> found = new ArrayList<>();
                    while (rows.next()) {
                        found.add(new SavedSearch(
                                tenant,
                                rows.getString(1),
                                rows.getString(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getInt(5) == 1,
                                rows.getLong(6)));
                    }
                    found.sort(BY_NAME);
                    return found;
                },
                tenant.value(),
                MOST);
    }

    @Override
    public boolean keep(SavedSearch search) {
        String tenant = search.tenant().value();
        int pinned = search.pinned() ? 1 : 0;
        return changed(CHANGE, search.name(), search.query(), pinned, tenant, search.id(), search.owner())
                || changed(
                        ADD,
                        tenant,
                        search.id(),
                        search.owner(),
                        search.name(),
                        search.query(),
                        pinned,
                        search.createdMillis(),
                        tenant,
                        tenant,
                        search.owner());
    }

    @Override
    public boolean forget(TenantId tenant, String id, String owner) {
        return changed(FORGET, tenant.value(), id, owner);
    }

    private boolean changed(String sql, Object... values) {
        boolean[] changed = {false};
        writer.alone(connection -> {
            try (Prepared statement = new Prepared(connection, sql);
                    ResultSet rows = statement.rows(values)) {
                changed[0] = rows.next();
            }
        });
        return changed[0];
    }
}
