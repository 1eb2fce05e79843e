package dev.sallyport.shield.packages.list;

import dev.sallyport.shield.packages.name.Ecosystem;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Packages known to be malicious, by name and version. Immutable once built. */
public final class Malicious {
    private final Map<Ecosystem, Map<String, Entry>> entries;

    /**
     * What is known of one name.
     *
     * @param versions which versions
     * @param taken whether the package is somebody's honest one of which these releases were another's work
     * @param id where to read on, such as an OSV id; empty if nowhere
     */
    public record Entry(Versions versions, boolean taken, String id) {
        /** What either of them says. */
        public Entry and(Entry other) {
            return new Entry(versions.and(other.versions), taken || other.taken, id.isEmpty() ? other.id : id);
        }
    }

    private Malicious(Map<Ecosystem, Map<String, Entry>> entries) {
        this.entries = entries;
    }

    /** What is known of the normal name. */
    public Optional<Entry> find(Ecosystem ecosystem, String normal) {
        return Optional.ofNullable(entries.getOrDefault(ecosystem, Map.of()).get(normal));
    }

    /** Every entry, by registry and normal name. */
    public Map<Ecosystem, Map<String, Entry>> entries() {
        return Collections.unmodifiableMap(entries);
    }

    /** How many names it holds. */
    public int size() {
        return entries.values().stream().mapToInt(Map::size).sum();
    }

    /** Collects entries; two of one name mean what either means. Not thread-safe. */
    public static final class Builder {
        private final Map<Ecosystem, Map<String, Entry>> entries = new EnumMap<>(Ecosystem.class);

        /** Adds an entry for a name in any spelling. */
        public Builder add(Ecosystem ecosystem, String name, Entry entry) {
            entries.computeIfAbsent(ecosystem, e -> new HashMap<>()).merge(ecosystem.normal(name), entry, Entry::and);
            return this;
        }

        /** The list. */
        public Malicious build() {
            Map<Ecosystem, Map<String, Entry>> copy = new EnumMap<>(Ecosystem.class);
            entries.forEach((ecosystem, names) -> copy.put(ecosystem, Map.copyOf(names)));
            return new Malicious(copy);
        }
    }
}
