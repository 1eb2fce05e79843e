package dev.sallyport.connect.mcp.proxy;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Counts since the process started; one may serve many proxies. Thread-safe. */
public final class Counters {
    private final Map<Counted, LongAdder> adders = new EnumMap<>(Counted.class);

    /** All zero. */
    public Counters() {
        for (Counted what : Counted.values()) {
            adders.put(what, new LongAdder());
        }
    }

    /** How many so far. */
    public long count(Counted what) {
        return adder(what).sum();
    }

    /** Counts one. */
    public void add(Counted what) {
        adder(what).increment();
    }

    private LongAdder adder(Counted what) {
        LongAdder adder = adders.get(what);
        if (adder == null) {
            throw new IllegalStateException("every kind has its adder from the start");
        }
        return adder;
    }
}
