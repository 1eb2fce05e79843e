package dev.sallyport.soc.book;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.narrative.Narrative;
import dev.sallyport.soc.response.Step;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A book that forgets with the process: for gateways without a store, and for tests. Thread-safe. */
public final class MemoryBook implements Book {
    private static final class Tenants {
        private final Map<String, Alert> alerts = new LinkedHashMap<>();
        private final Map<String, Incident> incidents = new LinkedHashMap<>();
        private final Map<String, Step> steps = new LinkedHashMap<>();
        private final Map<String, Narrative> narratives = new LinkedHashMap<>();
        private Optional<Mark> mark = Optional.empty();
    }

    // All guarded by this.
    private final Map<TenantId, Tenants> tenants = new HashMap<>();
    private String leader = "";
    private long leadUntil;

    private Tenants of(TenantId tenant) {
        return tenants.computeIfAbsent(tenant, t -> new Tenants());
    }

    @Override
    public synchronized boolean keep(TenantId tenant, Entry entry) {
        Tenants here = of(tenant);
        boolean next = entry.incidents().stream()
                        .allMatch(i -> follows(
                                Optional.ofNullable(here.incidents.get(i.id())).map(Incident::revision), i.revision()))
                && entry.steps().stream()
                        .allMatch(s -> follows(
                                Optional.ofNullable(here.steps.get(s.key())).map(Step::revision), s.revision()));
        if (next) {
            entry.alerts().forEach(alert -> here.alerts.putIfAbsent(alert.id(), alert));
            entry.incidents().forEach(incident -> here.incidents.put(incident.id(), incident));
            entry.steps().forEach(step -> here.steps.put(step.key(), step));
            entry.mark().ifPresent(mark -> here.mark = Optional.of(mark));
        }
        return next;
    }

    private static boolean follows(Optional<Integer> kept, int revision) {
        return kept.isEmpty() || kept.get() == revision - 1;
    }

    @Override
    public synchronized void keep(TenantId tenant, Narrative narrative) {
        of(tenant).narratives.put(narrative.incident(), narrative);
    }

    @Override
    public synchronized Optional<Narrative> narrative(TenantId tenant, String incident) {
        return Optional.ofNullable(of(tenant).narratives.get(incident));
    }

    @Override
    public synchronized Optional<Mark> mark(TenantId tenant) {
        return of(tenant).mark;
    }

    @Override
    public synchronized List<Alert> alerts(TenantId tenant, int limit, int offset) {
        return alerts(tenant, alert -> true, limit, offset);
    }

    private List<Alert> alerts(TenantId tenant, Predicate<Alert> wanted, int limit, int offset) {
        return page(
                of(tenant).alerts.values().stream()
                        .filter(wanted)
                        .sorted(Comparator.comparingLong(Alert::detectedMillis)
                                .thenComparing(Alert::id)
                                .reversed()),
                limit,
                offset);
    }

    private static <T> List<T> page(Stream<T> all, int limit, int offset) {
        return all.skip(offset).limit(limit).toList();
    }

    @Override
    public synchronized Optional<Alert> alert(TenantId tenant, String id) {
        return Optional.ofNullable(of(tenant).alerts.get(id));
    }

    @Override
    public synchronized List<Alert> alertsOf(TenantId tenant, String incident, int limit, int offset) {
        return alerts(tenant, alert -> alert.incident().equals(Optional.of(incident)), limit, offset);
    }

    @Override
    public synchronized List<Incident> incidents(TenantId tenant, boolean open, int limit, int offset) {
        return page(
                of(tenant).incidents.values().stream()
                        .filter(i -> !open || i.handling().status().isOpen())
                        .sorted(Comparator.comparingLong(
                                        (Incident i) -> i.times().updated())
                                .thenComparing(Incident::id)
                                .reversed()),
                limit,
                offset);
    }

    @Override
    public synchronized Optional<Incident> incident(TenantId tenant, String id) {
        return Optional.ofNullable(of(tenant).incidents.get(id));
    }

    @Override
    public synchronized List<Step> steps(TenantId tenant, String incident) {
        return steps(tenant, step -> step.incident().equals(incident), Comparator.comparing(Step::key));
    }

    private List<Step> steps(TenantId tenant, Predicate<Step> wanted, Comparator<Step> order) {
        return of(tenant).steps.values().stream().filter(wanted).sorted(order).toList();
    }

    @Override
    public synchronized List<Step> due(TenantId tenant, long nowMillis, int limit) {
        return page(
                steps(tenant, step -> step.dueMillis() <= nowMillis, Comparator.comparingLong(Step::dueMillis))
                        .stream(),
                limit,
                0);
    }

    @Override
    public synchronized List<Step> standing(TenantId tenant, String target) {
        return steps(
                tenant,
                step -> step.target().equals(target)
                        && (step.state() == Step.State.STANDS || step.state() == Step.State.UNDOING),
                Comparator.comparing(Step::key));
    }

    @Override
    public synchronized List<Step> begun(TenantId tenant, long sinceMillis, int limit) {
        return page(
                steps(tenant, step -> step.begunMillis() >= sinceMillis, Comparator.comparingLong(Step::begunMillis))
                        .stream(),
                limit,
                0);
    }

    @Override
    public synchronized boolean lead(String holder, long nowMillis, long untilMillis) {
        if (leader.equals(holder) || leadUntil <= nowMillis) {
            leader = holder;
            leadUntil = untilMillis;
            return true;
        }
        return false;
    }
}
