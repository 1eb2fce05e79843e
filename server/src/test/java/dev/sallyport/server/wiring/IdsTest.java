package dev.sallyport.server.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.testkit.ManualClock;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Ids are unique, lower case, and sort by time. */
class IdsTest {
    @Test
    void later_ids_sort_after_earlier_ones_and_none_comes_twice() {
        ManualClock clock = new ManualClock();
        Ids ids = new Ids(clock, new SecureRandom());
        Set<String> seen = new HashSet<>();
        String before = "";
        for (int i = 0; i < 10_000; i++) {
            clock.advanceMillis(1);
            String id = ids.next();
            assertTrue(id.matches("[0-9a-v]{26}"), id);
            assertTrue(id.compareTo(before) > 0, () -> "not in order: " + id);
            assertTrue(seen.add(id), id);
            before = id;
        }
    }

    @Test
    void ids_of_one_millisecond_differ_and_so_do_those_of_two_runs() {
        ManualClock clock = new ManualClock();
        Ids one = new Ids(clock, new SecureRandom());
        Ids two = new Ids(clock, new SecureRandom());
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 50_000; i++) {
            seen.add(one.next());
            seen.add(two.next());
        }
        assertEquals(100_000, seen.size());
    }
}
