package dev.sallyport.server.otlp;

import dev.sallyport.server.config.Otlp;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * How an export fares: counts since the start, and why the newest request failed, in words of ours. Thread-safe.
 */
public final class OtlpStanding {
    /** What can become of an item: a span, a log record or a meter. */
    public enum Fate {
        /** A receiver took it. */
        SENT,
        /** A receiver took the request and said it did not keep this. */
        REJECTED,
        /** It was refused, or nobody took it in time. */
        FAILED
    }

    private final Map<Otlp.Signal, Map<Fate, LongAdder>> counts = new EnumMap<>(Otlp.Signal.class);
    private final LongAdder dropped = new LongAdder();
    private volatile String trouble = "";

    OtlpStanding() {
        for (Otlp.Signal signal : Otlp.Signal.values()) {
            Map<Fate, LongAdder> fates = new EnumMap<>(Fate.class);
            for (Fate fate : Fate.values()) {
                fates.put(fate, new LongAdder());
            }
            counts.put(signal, fates);
        }
    }

    /** How many items of a signal met that fate. */
    public long count(Otlp.Signal signal, Fate fate) {
        return adder(signal, fate).sum();
    }

    /** How many items of all signals met that fate. */
    public long count(Fate fate) {
        long all = 0;
        for (Otlp.Signal signal : Otlp.Signal.values()) {
            all += count(signal, fate);
        }
        return all;
    }

    /** How many events were dropped because the queue was full. */
    public long dropped() {
        return dropped.sum();
    }

    /** Why the newest request was not taken; empty if it was, or none was sent. */
    public String trouble() {
        return trouble;
    }

    void add(Otlp.Signal signal, Fate fate, long items) {
        adder(signal, fate).add(items);
    }

    void drop() {
        dropped.increment();
    }

    void trouble(String why) {
        trouble = why;
    }

    private LongAdder adder(Otlp.Signal signal, Fate fate) {
        return java.util.Objects.requireNonNull(
                java.util.Objects.requireNonNull(counts.get(signal)).get(fate));
    }
}
