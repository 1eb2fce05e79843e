package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.SavedSearch;
import dev.sallyport.store.console.Searches;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every keeper of saved searches does. */
public abstract class SearchesContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    /** The searches. */
    protected abstract Searches searches();

    /** Closes them. */
    @AfterEach
    protected abstract void close();

    private static SavedSearch search(TenantId tenant, String id, String owner, String name, boolean pinned) {
        return new SavedSearch(tenant, id, owner, name, "decision:deny '\"; \u202e", pinned, 7);
    }

    @Test
    void a_search_is_read_as_it_was_kept_by_name_and_in_its_tenant_alone() {
        SavedSearch b = search(ACME, "sea_1", "ann", "b", true);
        SavedSearch a = search(ACME, "sea_2", "ben", "a", false);
        assertTrue(searches().keep(b));
        assertTrue(searches().keep(a));
        assertTrue(searches().keep(search(GLOBEX, "sea_1", "ann", "c", false)));
        assertEquals(List.of(a, b), searches().of(ACME));
    }

    @Test
    void its_owner_alone_changes_and_forgets_it() {
        searches().keep(search(ACME, "sea_1", "ann", "b", true));
        assertFalse(searches().keep(search(ACME, "sea_1", "ben", "mine", false)));
        assertFalse(searches().forget(ACME, "sea_1", "ben"));
        assertFalse(searches().forget(GLOBEX, "sea_1", "ann"));
        SavedSearch other = search(ACME, "sea_1", "ann", "other", false);
        assertTrue(searches().keep(other));
        assertEquals(List.of(other), searches().of(ACME));
        assertTrue(searches().forget(ACME, "sea_1", "ann"));
        assertFalse(searches().forget(ACME, "sea_1", "ann"));
        assertEquals(List.of(), searches().of(ACME));
    }

    @Test
    void a_tenant_keeps_a_number_of_them_and_may_still_change_those() {
        for (int i = 0; i < Searches.MOST; i++) {
            assertTrue(
                    searches().keep(search(ACME, "sea_" + i, "person " + i / Searches.MOST_OF_OWNER, "n" + i, false)));
        }
        assertFalse(searches().keep(search(ACME, "sea_more", "ann", "more", false)));
        assertTrue(searches().keep(search(ACME, "sea_3", "person 0", "again", true)));
        assertTrue(searches().keep(search(GLOBEX, "sea_1", "ann", "other", false)));
    }

    @Test
    void nobody_takes_all_the_room() {
        for (int i = 0; i < Searches.MOST_OF_OWNER; i++) {
            assertTrue(searches().keep(search(ACME, "sea_" + i, "ann", "n" + i, false)));
        }
        assertFalse(searches().keep(search(ACME, "sea_more", "ann", "more", false)));
        assertTrue(searches().keep(search(ACME, "sea_3", "ann", "again", true)));
        assertTrue(searches().keep(search(ACME, "sea_more", "ben", "his", false)));
        assertTrue(searches().keep(search(GLOBEX, "sea_more", "ann", "elsewhere", false)));
    }
}
