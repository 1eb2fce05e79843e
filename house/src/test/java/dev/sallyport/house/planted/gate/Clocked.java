package dev.sallyport.house.planted.gate;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Random;
import java.util.UUID;
import java.util.function.LongSupplier;

/** Takes time and chance from the machine in each way that only the outermost modules may. */
final class Clocked {

    private Clocked() {}

    static String all() {
        LongSupplier ticker = System::nanoTime;
        return "" + Instant.now() + LocalDate.now(ZoneOffset.UTC) + Clock.systemUTC() + System.currentTimeMillis()
                + ticker.getAsLong() + UUID.randomUUID() + new SecureRandom() + new Random() + Math.random();
    }

    /** Right: the clock and the seed come in. */
    static String none(Clock clock, long seed) {
        return "" + Instant.now(clock) + new Random(seed);
    }
}
