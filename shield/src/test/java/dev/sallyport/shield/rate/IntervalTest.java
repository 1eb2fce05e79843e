package dev.sallyport.shield.rate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntervalTest {

    private static List<Map.Entry<Integer, Integer>> singles(int hits, int trials) {
        List<Map.Entry<Integer, Integer>> clusters = new ArrayList<>();
        for (int i = 0; i < trials; i++) {
            clusters.add(Map.entry(i < hits ? 1 : 0, 1));
        }
        return clusters;
    }

    /** The exact interval of 2 in 16, from the tables: 1.55 % to 38.35 %. */
    @Test
    void of_independent_trials_it_is_the_exact_interval() {
        Interval interval = Interval.of(singles(2, 16));
        assertEquals(0.0155, interval.low(), 0.003);
        assertEquals(0.3835, interval.high(), 0.015);
    }

    /** The rule of three's exact form: 1 - 0.025^(1/n). */
    @Test
    void without_a_hit_or_without_a_miss_each_cluster_counts_once() {
        Interval none = Interval.of(List.of(Map.entry(0, 9), Map.entry(0, 9), Map.entry(0, 9)));
        assertEquals(0, none.low());
        assertEquals(1 - Math.pow(0.025, 1.0 / 3), none.high(), 1e-6);
        Interval all = Interval.of(singles(20, 20));
        assertEquals(Math.pow(0.025, 1.0 / 20), all.low(), 1e-6);
        assertEquals(1, all.high());
    }

    @Test
    void trials_that_agree_within_their_cluster_count_for_less() {
        Interval alike = Interval.of(List.of(Map.entry(10, 10), Map.entry(0, 10), Map.entry(10, 10), Map.entry(0, 10)));
        Interval apart = Interval.of(singles(20, 40));
        assertTrue(alike.high() - alike.low() > apart.high() - apart.low());
    }

    @Test
    void of_no_trials_nothing_is_known() {
        assertEquals(new Interval(0, 1), Interval.of(List.of()));
    }
}
