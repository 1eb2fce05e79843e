package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Signals gathered by kind and rule. Confined to the engine's writer. */
final class Signals {
    private final Map<Signal.Kind, Map<String, Signal>> gathered = new EnumMap<>(Signal.Kind.class);
    private final Map<Signal.Kind, Long> totals = new EnumMap<>(Signal.Kind.class);

    void raise(Signal.Kind kind, String rule, String group, long count, long time) {
        totals.merge(kind, count, Long::sum);
        gathered.computeIfAbsent(kind, key -> new TreeMap<>())
                .merge(
                        rule,
                        new Signal(kind, rule, group, count, time),
                        (old, now) -> new Signal(kind, rule, group, old.count() + count, time));
    }

    /** Those since this was last called, by kind, then rule. */
    List<Signal> take() {
        List<Signal> all = gathered.values().stream()
                .flatMap(byRule -> byRule.values().stream())
                .toList();
        gathered.clear();
        return all;
    }

    /** How often each kind was raised in all. */
    Map<Signal.Kind, Long> totals() {
        return totals;
    }

    void total(Signal.Kind kind, long count) {
        totals.put(kind, count);
    }

    /** Those that were not taken. */
    List<Signal> waiting() {
        return gathered.values().stream()
                .flatMap(byRule -> byRule.values().stream())
                .toList();
    }

    void put(Signal signal) {
        gathered.computeIfAbsent(signal.kind(), key -> new TreeMap<>()).put(signal.rule(), signal);
    }
}
