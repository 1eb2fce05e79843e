package dev.sallyport.connect.mcp.tool;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.connect.mcp.inspect.ToolInspection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a server was seen to offer: each tool's hash by name. A name seen twice in one list has {@link ToolShape#NO_HASH}: nobody knows
 * which of the two a call would reach.
 *
 * @param found codes of what was found in the description, for tools in which anything was
 * @param mirrors which arguments are repeated in header fields, for tools of which any are
 */
public record Observation(
        Map<String, String> hashes, Map<String, Set<String>> found, Map<String, List<MirroredArgument>> mirrors) {
    /** A server without tools. */
    public static final Observation NOTHING = new Observation(Map.of());

    public Observation {
        hashes = Map.copyOf(hashes);
        found = Map.copyOf(found);
        mirrors = Map.copyOf(mirrors);
    }

    /** What is known by hashes alone. */
    public Observation(Map<String, String> hashes) {
        this(hashes, Map.of(), Map.of());
    }

    /** What a list of entries shows. */
    public static Observation of(List<Json> entries) {
        Map<String, String> hashes = new HashMap<>();
        Map<String, Set<String>> found = new HashMap<>();
        Map<String, List<MirroredArgument>> mirrors = new HashMap<>();
        for (Json entry : entries) {
            ToolShape.of(entry).ifPresent(tool -> {
                hashes.merge(tool.name(), tool.hash(), (a, b) -> ToolShape.NO_HASH);
                Set<String> codes = ToolInspection.codes(tool.description());
                if (!codes.isEmpty()) {
                    found.merge(tool.name(), codes, Observation::both);
                }
                List<MirroredArgument> mirrored = MirroredArgument.of(tool.description());
                if (!mirrored.isEmpty()) {
                    mirrors.put(tool.name(), mirrored);
                }
            });
        }
        return new Observation(hashes, found, mirrors);
    }

    private static Set<String> both(Set<String> one, Set<String> other) {
        Set<String> all = new TreeSet<>(one);
        all.addAll(other);
        return all;
    }

    /** The entries of a {@code tools/list} result; none if it has no such list. */
    public static List<Json> entries(JsonObject result) {
        return result.get("tools") instanceof JsonArray tools ? tools.items() : List.of();
    }

    /** The tool's hash, {@link ToolShape#NO_HASH} if it is not offered. */
    public String hash(String tool) {
        return hashes.getOrDefault(tool, ToolShape.NO_HASH);
    }

    /** Codes of what was found in what the server says of the tool. */
    public Set<String> findings(String tool) {
        return found.getOrDefault(tool, Set.of());
    }

    /** The tool's arguments that are repeated in header fields. */
    public List<MirroredArgument> mirrored(String tool) {
        return mirrors.getOrDefault(tool, List.of());
    }

    /** This, with what a later look at some of the tools showed. */
    public Observation updated(Observation later) {
        if (later.hashes.isEmpty()) {
            return this;
        }
        return new Observation(
                renewed(hashes, later.hashes, later),
                renewed(found, later.found, later),
                renewed(mirrors, later.mirrors, later));
    }

    private static <T> Map<String, T> renewed(Map<String, T> before, Map<String, T> now, Observation later) {
        Map<String, T> next = new HashMap<>(before);
        next.keySet().removeAll(later.hashes.keySet());
        next.putAll(now);
        return next;
    }
}
