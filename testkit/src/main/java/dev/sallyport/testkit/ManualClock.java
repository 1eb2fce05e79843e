package dev.sallyport.testkit;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that moves when told. Thread-safe. */
public final class ManualClock implements InstantSource {
    /** Where every manual clock starts: 2026-01-01T00:00:00Z. */
    public static final long START_MILLIS = 1_767_225_600_000L;

    private final AtomicLong millis = new AtomicLong(START_MILLIS);

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis.get());
    }

    @Override
    public long millis() {
        return millis.get();
    }

    /** Moves the clock on. */
    public void advanceMillis(long by) {
        millis.addAndGet(by);
    }
}
