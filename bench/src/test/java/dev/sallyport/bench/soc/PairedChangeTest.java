package dev.sallyport.bench.soc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PairedChangeTest {
    private static PairedChange.Interval of(double... ratios) {
        PairedChange change = new PairedChange();
        Arrays.stream(ratios).forEach(ratio -> change.add(200, 200 * ratio));
        return change.interval();
    }

    @Test
    void equal_ratios_have_no_width() {
        PairedChange.Interval tenMore = of(1.1, 1.1, 1.1);
        assertEquals(10, tenMore.percent(), 1e-9);
        assertEquals(10, tenMore.low(), 1e-9);
        assertEquals(10, tenMore.high(), 1e-9);
        assertTrue(tenMore.isAtMost(15));
        assertFalse(tenMore.isAtMost(5));
    }

    @Test
    void the_interval_is_students_of_the_logarithms() {
        // Logarithms ±0.1 and 0: mean 0, deviation 0.1, half width 4.303 · 0.1 / √3.
        PairedChange.Interval interval = of(Math.exp(-0.1), 1, Math.exp(0.1));
        double half = 4.303 * 0.1 / Math.sqrt(3);
        assertEquals(0, interval.percent(), 1e-9);
        assertEquals((Math.exp(half) - 1) * 100, interval.high(), 1e-9);
        assertEquals((Math.exp(-half) - 1) * 100, interval.low(), 1e-9);
        assertTrue(interval.isAtMost(0), "it includes no change");
        assertEquals(3, interval.n());
    }

    @Test
    void one_pair_says_nothing() {
        assertThrows(IllegalStateException.class, () -> of(1.2));
    }
}
