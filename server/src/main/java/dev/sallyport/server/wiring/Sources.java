package dev.sallyport.server.wiring;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * Where time and chance come from.
 *
 * @param clock the wall clock
 * @param ticker nanoseconds of a monotonic clock
 */
public record Sources(InstantSource clock, LongSupplier ticker, SecureRandom random) {
    /** The machine's own. */
    public static Sources system() {
        return new Sources(InstantSource.system(), System::nanoTime, new SecureRandom());
    }
}
