package dev.sallyport.gate.containment;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** What stands against whom in one tenant, by key. Immutable; ones that ran out stay until the next change and count for nothing. */
public final class Containments {
    /** Nothing stands. */
    public static final Containments NONE = new Containments(new TreeMap<>());

    private final Map<String, Containment> byKey;
    private final boolean forces;
    private final boolean raises;
    private final List<Containment> blocks;

    private Containments(NavigableMap<String, Containment> byKey) {
        this.byKey = byKey;
        this.forces = byKey.values().stream().anyMatch(c -> c.measure() instanceof Measure.ForceApproval);
        this.raises = byKey.values().stream().anyMatch(c -> c.measure() instanceof Measure.RaiseTier);
        this.blocks = byKey.values().stream()
                .filter(c -> c.measure() instanceof Measure.BlockDestination)
                .toList();
    }

    /** The same with that one, which replaces the one of its key; those that ran out by then are left out. */
    public Containments with(Containment one) {
        NavigableMap<String, Containment> next = inForce(one.sinceMillis());
        next.put(one.measure().key(), one);
        return new Containments(next);
    }

    /** The same without the one of that key. */
    public Containments without(String key) {
        NavigableMap<String, Containment> next = new TreeMap<>(byKey);
        next.remove(key);
        return new Containments(next);
    }

    private NavigableMap<String, Containment> inForce(long nowMillis) {
        NavigableMap<String, Containment> next = new TreeMap<>(byKey);
        next.values().removeIf(old -> !old.isInForce(nowMillis));
        return next;
    }

    /** Whether nothing stands, not even what ran out. */
    public boolean isEmpty() {
        return byKey.isEmpty();
    }

    /** The one of that key, if it counts at that time. */
    public Optional<Containment> find(String key, long nowMillis) {
        return Optional.ofNullable(byKey.get(key)).filter(c -> c.isInForce(nowMillis));
    }

    /** All that count at that time, in order of their keys. */
    public Collection<Containment> all(long nowMillis) {
        return byKey.values().stream().filter(c -> c.isInForce(nowMillis)).toList();
    }

    /** Those that force approvals for one of these, in order of their keys. */
    public List<Containment> forcing(List<Target> concerned, long nowMillis) {
        return forces ? on(Measure.ForceApproval.WIRE, concerned, nowMillis) : List.of();
    }

    /** The tier that counts for one that is registered with that tier, if it is raised for one of these. */
    public Optional<String> raised(String registered, List<Target> concerned, long nowMillis) {
        if (!raises) {
            return Optional.empty();
        }
        return on(Measure.RaiseTier.WIRE, concerned, nowMillis).stream()
                .map(c -> (Measure.RaiseTier) c.measure())
                .map(raise -> Tier.above(registered, raise.to()))
                .max(Comparator.naturalOrder())
                // What is no higher keeps its own spelling, which policies compare.
                .filter(tier -> !Tier.byWire(registered).equals(Optional.of(tier)))
                .map(Tier::wire);
    }

    /** Those that block destinations, whether they count still or not: the same list as long as nothing changes. */
    public List<Containment> blocks() {
        return blocks;
    }

    private List<Containment> on(String wire, List<Target> concerned, long nowMillis) {
        return concerned.stream()
                .map(target -> find(Measure.key(wire, target), nowMillis))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparing((Containment c) -> c.measure().key()))
                .toList();
    }
}
