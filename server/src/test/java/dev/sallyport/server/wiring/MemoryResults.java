package dev.sallyport.server.wiring;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.store.result.Result;
import dev.sallyport.store.result.Results;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Results of a gateway without a database. Thread-safe by its lock. */
final class MemoryResults implements Results {
    private final List<Result> kept = new ArrayList<>();

    @Override
    public synchronized Kept keep(Result result, int most) {
        List<Result> series = newest(result.tenant(), result.kind(), result.name(), Integer.MAX_VALUE);
        if (series.stream().anyMatch(r -> r.run().equals(result.run()) || r.seq() == result.seq())) {
            return Kept.TAKEN;
        }
        if (series.isEmpty() && names(result.tenant(), result.kind()).size() >= MOST_NAMES) {
            return Kept.FULL;
        }
        kept.add(result);
        kept.removeIf(r -> series.contains(r) && r.seq() <= result.seq() - most);
        return Kept.KEPT;
    }

    @Override
    public synchronized Optional<Result> one(TenantId tenant, String kind, String name, String run) {
        return newest(tenant, kind, name, Integer.MAX_VALUE).stream()
                .filter(r -> r.run().equals(run))
                .findFirst();
    }

    @Override
    public synchronized List<Result> newest(TenantId tenant, String kind, String name, int limit) {
        return kept.stream()
                .filter(r -> r.tenant().equals(tenant)
                        && r.kind().equals(kind)
                        && r.name().equals(name))
                .sorted(Comparator.comparingLong(Result::seq).reversed())
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<String> names(TenantId tenant, String kind) {
        return kept.stream()
                .filter(r -> r.tenant().equals(tenant) && r.kind().equals(kind))
                .map(Result::name)
                .distinct()
                .sorted()
                .toList();
    }
}
