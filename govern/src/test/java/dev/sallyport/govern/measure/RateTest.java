package dev.sallyport.govern.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.shield.rate.Interval;
import java.util.List;
import org.junit.jupiter.api.Test;

class RateTest {
    /** No hits: the upper end has a closed form, 1 − 0.025^(1/n). */
    @Test
    void withoutHits_theUpperEndIsItsClosedForm() {
        for (int n : List.of(1, 10, 59, 381, 10_000, 1_000_000)) {
            Interval interval = Interval.exact(0, n);
            assertEquals(0, interval.low());
            assertEquals(1 - Math.pow(0.025, 1.0 / n), interval.high(), 1e-9, "n=" + n);
        }
    }

    /** Computed once with the binomial distribution's tails summed term by term. */
    @Test
    void theEndsHaveTailsOfTwoAndAHalfPercent() {
        for (int[] each : new int[][] {{1, 10}, {5, 100}, {19, 381}, {50, 100}, {97, 100}}) {
            Interval interval = Interval.exact(each[0], each[1]);
            assertEquals(0.025, 1 - atMost(each[0] - 1, each[1], interval.low()), 1e-7);
            assertEquals(0.025, atMost(each[0], each[1], interval.high()), 1e-7);
        }
    }

    private static double atMost(int hits, int n, double p) {
        double sum = 0;
        double term = Math.pow(1 - p, n);
        for (int i = 0; i <= hits; i++) {
            sum += term;
            term *= (double) (n - i) / (i + 1) * p / (1 - p);
        }
        return sum;
    }

    @Test
    void moreTrials_areCountedUntilTheMarginHolds() {
        Rate little = Rate.of(2, 40);
        assertFalse(little.isKnownTo(0.02));
        long more = little.moreFor(0.02);
        assertTrue(new Rate(little.value(), 40 + more).isKnownTo(0.02), "more=" + more);
        assertFalse(new Rate(little.value(), 40 + more * 0.95).isKnownTo(0.02), "more=" + more);
        assertEquals(0, Rate.of(20, 4000).moreFor(0.02));
    }

    @Test
    void belowALimit_isSaidOnlyOfAWholeInterval() {
        assertTrue(Rate.of(10, 1000).isBelow(0.05));
        assertFalse(Rate.of(4, 100).isBelow(0.05));
        assertFalse(Rate.of(4, 100).isAtLeast(0.05));
        assertTrue(Rate.of(90, 1000).isAtLeast(0.05));
        assertTrue(Rate.of(4, 100).moreToBeBelow(0.05).getAsLong() > 500);
        assertTrue(Rate.of(6, 100).moreToBeBelow(0.05).isEmpty());
        assertFalse(Rate.NONE.isAtLeast(0));
        assertEquals(1, Rate.NONE.margin());
    }

    @Test
    void averagedRates_countOnceEach_andDifferencesWidenTheInterval() {
        Rate alike = Rate.averaged(List.of(Rate.of(20, 1000), Rate.of(20, 1000)));
        assertEquals(0.02, alike.value(), 1e-12);
        assertEquals(2000, alike.trials(), 1e-6);
        Rate unequal = Rate.averaged(List.of(Rate.of(0, 10_000), Rate.of(10, 100)));
        assertEquals(0.05, unequal.value(), 1e-12);
        assertTrue(unequal.trials() < 400, "one customer of ten thousand must not drown the other: " + unequal);
        assertEquals(Rate.NONE, Rate.averaged(List.of(Rate.NONE)));
    }

    @Test
    void moreHitsThanTrials_areRefused() {
        assertThrows(IllegalArgumentException.class, () -> Interval.exact(2, 1));
    }
}
