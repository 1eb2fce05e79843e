package dev.sallyport.store.gate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import dev.sallyport.store.result.Results.Kept;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every keeper of results does. */
public abstract class ResultsContract {
    private static final TenantId ACME = new TenantId("acme");
    private static final TenantId GLOBEX = new TenantId("globex");
    private static final int MOST = 3;

    /** The results. */
    protected abstract Results results();

    /** Closes them. */
    @AfterEach
    protected abstract void close();

    private static Result result(TenantId tenant, String name, String run, long seq) {
        byte[] body = (tenant.value() + name + run + seq).getBytes(StandardCharsets.UTF_8);
        return new Result(tenant, "campaign", name, run, seq, 7, "digest of " + run, "rcp_" + run, body);
    }

    private List<String> runs(TenantId tenant, String name) {
        return results().newest(tenant, "campaign", name, 10).stream()
                .map(Result::run)
                .toList();
    }

    @Test
    void a_result_is_read_as_it_was_kept_in_its_tenant_kind_and_name_alone() {
        Result mine = result(ACME, "night '\"; \u202e", "r1", 1);
        assertEquals(Kept.KEPT, results().keep(mine, MOST));
        assertEquals(Kept.KEPT, results().keep(result(GLOBEX, mine.name(), "r1", 1), MOST));
        Result read = results().one(ACME, "campaign", mine.name(), "r1").orElseThrow();
        assertArrayEquals(mine.body(), read.body());
        assertEquals(mine.digest(), read.digest());
        assertEquals(mine.receipt(), read.receipt());
        assertEquals(mine.atMillis(), read.atMillis());
        assertEquals(ACME, read.tenant());
        assertEquals(Optional.empty(), results().one(ACME, "finding", mine.name(), "r1"));
        assertEquals(Optional.empty(), results().one(ACME, "campaign", "other", "r1"));
        assertEquals(Optional.empty(), results().one(new TenantId("nobody"), "campaign", mine.name(), "r1"));
    }

    @Test
    void a_run_and_a_place_are_given_once() {
        assertEquals(Kept.KEPT, results().keep(result(ACME, "n", "r1", 1), MOST));
        assertEquals(Kept.TAKEN, results().keep(result(ACME, "n", "r1", 2), MOST));
        assertEquals(Kept.TAKEN, results().keep(result(ACME, "n", "r2", 1), MOST));
        assertEquals(Kept.KEPT, results().keep(result(ACME, "m", "r1", 1), MOST));
        assertEquals(List.of("r1"), runs(ACME, "n"));
    }

    @Test
    void the_newest_of_a_name_stay_and_older_ones_leave() {
        results().keep(result(GLOBEX, "n", "r1", 1), MOST);
        results().keep(result(ACME, "m", "r1", 1), MOST);
        for (int i = 1; i <= MOST + 2; i++) {
            results().keep(result(ACME, "n", "r" + i, i), MOST);
        }
        assertEquals(List.of("r5", "r4", "r3"), runs(ACME, "n"));
        assertEquals(List.of("r1"), runs(ACME, "m"));
        assertEquals(List.of("r1"), runs(GLOBEX, "n"));
        assertEquals(1, results().newest(ACME, "campaign", "n", 1).size());
    }

    @Test
    void each_name_of_a_kind_is_told_once() {
        for (String name : List.of("b", "a")) {
            results().keep(result(ACME, name, "r1", 1), MOST);
            results().keep(result(ACME, name, "r2", 2), MOST);
        }
        results().keep(result(GLOBEX, "c", "r1", 1), MOST);
        assertEquals(List.of("a", "b"), results().names(ACME, "campaign"));
        assertEquals(List.of(), results().names(ACME, "finding"));
    }

    @Test
    void a_tenant_has_a_number_of_names_and_goes_on_with_those() {
        for (int i = 0; i < Results.MOST_NAMES; i++) {
            assertEquals(Kept.KEPT, results().keep(result(ACME, "n" + i, "r1", 1), MOST));
        }
        assertEquals(Kept.FULL, results().keep(result(ACME, "more", "r1", 1), MOST));
        assertEquals(Kept.KEPT, results().keep(result(ACME, "n3", "r2", 2), MOST));
        assertEquals(Kept.KEPT, results().keep(result(GLOBEX, "more", "r1", 1), MOST));
    }
}
