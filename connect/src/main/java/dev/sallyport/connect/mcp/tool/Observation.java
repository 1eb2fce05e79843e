package dev.sallyport.connect.mcp.tool;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a server was seen to offer: each tool's hash by name. A name seen twice in one list has {@link ToolShape#NO_HASH}: nobody knows
 * which of the two a call would reach.
 */
public record Observation(Map<String, String> hashes) {
    /** A server without tools. */
    public static final Observation NOTHING = new Observation(Map.of());

    public Observation {
        hashes = Map.copyOf(hashes);
    }

    /** What a list of entries shows. */
    public static Observation of(List<Json> entries) {
        Map<String, String> hashes = new HashMap<>();
        for (Json entry : entries) {
            ToolShape.of(entry).ifPresent(tool -> hashes.merge(tool.name(), tool.hash(), (a, b) -> ToolShape.NO_HASH));
        }
        return new Observation(hashes);
    }

    /** The entries of a {@code tools/list} result; none if it has no such list. */
    public static List<Json> entries(JsonObject result) {
        return result.get("tools") instanceof JsonArray tools ? tools.items() : List.of();
    }

    /** The tool's hash, {@link ToolShape#NO_HASH} if it is not offered. */
    public String hash(String tool) {
        return hashes.getOrDefault(tool, ToolShape.NO_HASH);
    }

    /** This, with what a later look at some of the tools showed. */
    public Observation updated(Observation later) {
        if (later.hashes.isEmpty()) {
            return this;
        }
        Map<String, String> next = new HashMap<>(hashes);
        next.putAll(later.hashes);
        return new Observation(next);
    }
}
