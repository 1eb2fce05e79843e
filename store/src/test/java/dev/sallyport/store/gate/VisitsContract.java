package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every keeper of visits does. */
public abstract class VisitsContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");

    /** The visits. */
    protected abstract Visits visits();

    /** Closes them. */
    @AfterEach
    protected abstract void close();

    private static Visit visit(TenantId tenant, String id, long time) {
        return new Visit(tenant, id, time, Visit.Kind.REFUSED, "ann '\"; \u202e", "oidc", "::1", "nonce_differs");
    }

    @Test
    void visits_are_read_as_they_were_kept_the_newest_first_and_in_their_tenant_alone() {
        Visit first = visit(ACME, "v1", 7);
        Visit second = visit(ACME, "v2", 7);
        Visit third = visit(ACME, "v1", 9);
        List.of(third, first, second, visit(GLOBEX, "v1", 7)).forEach(visits()::keep);
        assertEquals(List.of(third, second, first), visits().newest(ACME, 10));
        assertEquals(List.of(third), visits().newest(ACME, 1));
        assertEquals(List.of(visit(GLOBEX, "v1", 7)), visits().newest(GLOBEX, 10));
    }

    @Test
    void what_is_older_than_the_newest_ten_thousand_leaves() {
        Visits visits = visits();
        for (int i = 0; i < Visits.MOST + 201; i++) {
            visits.keep(visit(ACME, "v1", i));
        }
        List<Visit> kept = visits.newest(ACME, Integer.MAX_VALUE);
        assertEquals(Visits.MOST + 200, kept.getFirst().timeMillis());
        assertEquals(Visits.MOST, kept.size());
    }
}
