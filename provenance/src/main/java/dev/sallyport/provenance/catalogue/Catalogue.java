package dev.sallyport.provenance.catalogue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The tools somebody described. Several entries may share a name: the one whose arguments include all that the tool's schema
 * lists is meant. A tool without an entry gets {@link SafeDefaults}. Immutable.
 */
public final class Catalogue {
    private final Map<String, List<ToolEntry>> entries;

    /** Those entries. */
    public Catalogue(List<ToolEntry> all) {
        Map<String, List<ToolEntry>> byName = new HashMap<>();
        for (ToolEntry entry : all) {
            byName.merge(
                    entry.name(),
                    List.of(entry),
                    (one, two) -> java.util.stream.Stream.concat(one.stream(), two.stream())
                            .toList());
        }
        this.entries = Map.copyOf(byName);
    }

    /** What is known of that tool. */
    public ToolEntry entry(ToolSchema schema) {
        for (ToolEntry entry : entries.getOrDefault(schema.name(), List.of())) {
            if (entry.fits(schema)) {
                return entry;
            }
        }
        return SafeDefaults.of(schema);
    }

    /** Whether somebody described that tool. */
    public boolean describes(ToolSchema schema) {
        return entries.getOrDefault(schema.name(), List.of()).stream().anyMatch(e -> e.fits(schema));
    }
}
