package dev.sallyport.connect.mcp.proxy;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the process started; one may serve many proxies. Thread-safe. */
public final class Counters {
    private final LongAdder[] adders = new LongAdder[Counted.values().length];

    /** All zero. */
    public Counters() {
        for (int i = 0; i < adders.length; i++) {
            adders[i] = new LongAdder();
        }
    }

    /** How many so far. */
    public long count(Counted what) {
        return adders[what.ordinal()].sum();
    }

    void add(Counted what) {
        adders[what.ordinal()].increment();
    }
}
