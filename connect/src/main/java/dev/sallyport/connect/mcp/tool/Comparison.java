package dev.sallyport.connect.mcp.tool;

import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How what a server offers compares with what an operator accepted of it.
 *
 * @param missing pinned tools that are not offered, by name
 * @param drifted pinned tools whose hash is another, by name
 * @param strict whether one of either stops all of the server
 */
public record Comparison(SortedSet<String> missing, SortedSet<String> drifted, boolean strict) {
    public Comparison {
        missing = new TreeSet<>(missing);
        drifted = new TreeSet<>(drifted);
    }

    /** Compares. A server nobody registered has no pins, so nothing of it can be missing. */
    public static Comparison of(Optional<Server> pins, Observation seen) {
        SortedSet<String> missing = new TreeSet<>();
        SortedSet<String> drifted = new TreeSet<>();
        for (PinnedTool pin : pins.map(Server::tools).orElse(Map.of()).values()) {
            if (ProtocolOperation.of(pin.name()).isPresent()) {
                continue;
            }
            if (!seen.hashes().containsKey(pin.name())) {
                missing.add(pin.name());
            } else if (!seen.hash(pin.name()).equals(pin.schemaHash())) {
                drifted.add(pin.name());
            }
        }
        return new Comparison(missing, drifted, pins.map(Server::strict).orElse(false));
    }

    /** Whether a strict server's whole workload is stopped. */
    public boolean stopsWorkload() {
        return strict && !(missing.isEmpty() && drifted.isEmpty());
    }

    /** What is wrong, for people: {@code missing: a, b; drifted: c}. */
    public String summary() {
        String gone = missing.isEmpty() ? "" : "missing: " + String.join(", ", missing);
        String changed = drifted.isEmpty() ? "" : "drifted: " + String.join(", ", drifted);
        return gone.isEmpty() || changed.isEmpty() ? gone + changed : gone + "; " + changed;
    }
}
