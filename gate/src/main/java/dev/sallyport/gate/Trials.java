package dev.sallyport.gate;

import dev.sallyport.gate.decision.Trial;
import dev.sallyport.gate.identity.TenantId;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts what bundles on trial would have changed, since this gate was made. Thread-safe; one bundle per tenant. */
final class Trials {
    private record Counts(String digest, Map<Trial.Change, LongAdder> byChange) {
        static Counts of(String digest) {
            Map<Trial.Change, LongAdder> counts = new EnumMap<>(Trial.Change.class);
            for (Trial.Change change : Trial.Change.values()) {
                counts.put(change, new LongAdder());
            }
            return new Counts(digest, counts);
        }
    }

    private final ConcurrentHashMap<TenantId, Counts> tenants = new ConcurrentHashMap<>();

    void count(TenantId tenant, Trial trial, Trial.Change change) {
        Counts counts = tenants.compute(
                tenant,
                (t, known) -> known != null && known.digest().equals(trial.policyDigest())
                        ? known
                        : Counts.of(trial.policyDigest()));
        LongAdder adder = counts.byChange().get(change);
        if (adder != null) {
            adder.increment();
        }
    }

    Map<Trial.Change, Long> counted(TenantId tenant, String digest) {
        Map<Trial.Change, Long> counted = new EnumMap<>(Trial.Change.class);
        Counts counts = tenants.get(tenant);
        for (Trial.Change change : Trial.Change.values()) {
            LongAdder adder = counts == null || !counts.digest().equals(digest)
                    ? null
                    : counts.byChange().get(change);
            counted.put(change, adder == null ? 0L : adder.sum());
        }
        return counted;
    }
}
