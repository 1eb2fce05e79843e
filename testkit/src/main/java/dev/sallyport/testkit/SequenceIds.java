package dev.sallyport.testkit;

import dev.sallyport.gate.IdSource;
import java.util.concurrent.atomic.AtomicLong;

/** Ids in sequence. Thread-safe. */
public final class SequenceIds implements IdSource {
    private final AtomicLong next = new AtomicLong();

    @Override
    public String next() {
        return "%020d".formatted(next.getAndIncrement());
    }
}
