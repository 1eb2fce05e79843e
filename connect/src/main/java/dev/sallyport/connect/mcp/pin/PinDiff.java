package dev.sallyport.connect.mcp.pin;

import dev.sallyport.action.TrustLevel;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What accepting an offer would change.
 *
 * @param changes by tool name; tools that stay as they are, are left out
 */
public record PinDiff(List<Change> changes) {
    public PinDiff {
        changes = List.copyOf(changes);
    }

    /** One tool's change. */
    public sealed interface Change {
        /** The tool's name. */
        String name();

        /** Not accepted before. */
        record Added(PinnedTool tool) implements Change {
            @Override
            public String name() {
                return tool.name();
            }
        }

        /** No longer accepted: it would be denied from then on. */
        record Removed(PinnedTool tool) implements Change {
            @Override
            public String name() {
                return tool.name();
            }
        }

        /** Accepted before in another form. */
        record Changed(PinnedTool before, PinnedTool after) implements Change {
            @Override
            public String name() {
                return after.name();
            }
        }
    }

    /** Compares the pins of a server, if it has some, with an offer. */
    public static PinDiff between(Optional<Server> present, PinOffer offer) {
        Map<String, PinnedTool> before =
                new TreeMap<>(present.map(Server::tools).orElse(Map.of()));
        Map<String, Change> changes = new TreeMap<>();
        for (PinnedTool tool : offer.tools()) {
            PinnedTool old = before.remove(tool.name());
            if (old == null) {
                changes.put(tool.name(), new Change.Added(tool));
            } else if (!old.equals(tool)) {
                changes.put(tool.name(), new Change.Changed(old, tool));
            }
        }
        before.forEach((name, tool) -> changes.put(name, new Change.Removed(tool)));
        return new PinDiff(List.copyOf(changes.values()));
    }

    /** The changes for people, one line each: {@code + added}, {@code - removed}, {@code ~ changed}. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        for (Change change : changes) {
            lines.add(
                    switch (change) {
                        case Change.Added added -> "+ " + text(added.tool());
                        case Change.Removed removed -> "- " + removed.name();
                        case Change.Changed changed -> "~ " + changed(changed.before(), changed.after());
                    });
        }
        return lines;
    }

    private static String text(PinnedTool tool) {
        return tool.name() + " " + facts(tool) + " sha256:" + tool.schemaHash();
    }

    private static String changed(PinnedTool before, PinnedTool after) {
        String shape = before.schemaHash().equals(after.schemaHash())
                ? "same description and schemas"
                : "description or schemas changed: sha256:" + before.schemaHash() + " -> sha256:" + after.schemaHash();
        return after.name() + " " + facts(before) + " -> " + facts(after) + "; " + shape;
    }

    private static String facts(PinnedTool tool) {
        return "[" + tool.effect() + " " + tool.capability().wire()
                + tool.resultTrust()
                        .map(TrustLevel::wire)
                        .map(w -> " results:" + w)
                        .orElse("")
                + tool.resourcePath().map(p -> " resource:" + p).orElse("")
                + (tool.authority().isEmpty()
                        ? ""
                        : " authority:"
                                + String.join(
                                        ",", tool.authority().stream().sorted().toList()))
                + "]";
    }
}
