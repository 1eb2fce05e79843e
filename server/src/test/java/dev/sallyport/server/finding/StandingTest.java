package dev.sallyport.server.finding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of findings over the imports of a source. */
class StandingTest {
    private static Standing then(Standing before, long at, String... ids) {
        List<CodeFinding> found = Arrays.stream(ids)
                .map(id -> new CodeFinding(id, "r", Level.ERROR, "m \u202e", "f", 1))
                .toList();
        Standing next = before.after(found, "rev" + at, at);
        assertEquals(next, Standing.parse(next.bytes()), "it is read as it was written");
        return next;
    }

    private static List<String> told(Standing standing) {
        return standing.all().stream()
                .map(seen -> seen.finding().id() + " "
                        + (seen.isGone()
                                ? "gone"
                                : standing.isNew(seen) ? "new" : "open since " + seen.firstRevision()))
                .toList();
    }

    @Test
    void a_finding_is_new_then_open_then_gone_and_new_again_when_it_comes_back() {
        Standing first = then(Standing.NOTHING, 1, "a", "b");
        assertEquals(List.of("a new", "b new"), told(first));
        Standing second = then(first, 2, "a", "c");
        assertEquals(List.of("a open since rev1", "c new", "b gone"), told(second));
        Standing third = then(second, 3, "b");
        assertEquals(List.of("b new", "a gone", "c gone"), told(third));
    }

    @Test
    void of_those_that_are_gone_the_last_ones_are_kept() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < Standing.MOST_GONE; i++) {
            ids.add("x" + i);
        }
        Standing gone = then(then(Standing.NOTHING, 1, ids.toArray(String[]::new)), 2, "y");
        Standing after = then(gone, 3);
        assertEquals(Standing.MOST_GONE, after.all().size());
        assertEquals("y", after.all().getFirst().finding().id());
    }
}
