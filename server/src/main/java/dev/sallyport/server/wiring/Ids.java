package dev.sallyport.server.wiring;

import dev.sallyport.gate.IdSource;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ids of 26 characters: 48 bits of milliseconds, 32 of a counter, 48 of chance drawn once per run, in base 32 with digits
 * before letters, so that text order is time order. The fields are those of a UUIDv7 (RFC 9562, section 6.2, method 1)
 * without its fixed bits. Ids name things; nothing depends on their being hard to guess. Thread-safe.
 */
final class Ids implements IdSource {
    private static final char[] DIGITS = "0123456789abcdefghijklmnopqrstuv".toCharArray();
    private static final int LENGTH = 26;
    private static final int BITS = 5;

    private final InstantSource clock;
    private final AtomicInteger counter;
    private final long run;

    Ids(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.counter = new AtomicInteger(random.nextInt());
        this.run = random.nextLong() >>> 16;
    }

    @Override
    public String next() {
        long count = Integer.toUnsignedLong(counter.getAndIncrement());
        long high = (clock.millis() << 16) | (count >>> 16);
        long low = (count << 48) | run;
        char[] out = new char[LENGTH];
        for (int i = LENGTH - 1; i >= 0; i--) {
            out[i] = DIGITS[(int) (low & 31)];
            low = (low >>> BITS) | (high << (Long.SIZE - BITS));
            high >>>= BITS;
        }
        return new String(out);
    }
}
