package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tool server behind the gateway and the tools an operator pinned of it.
 *
 * @param strict whether one drifted or missing tool stops every tool of this server
 * @param tools by tool name
 */
public record Server(TenantId tenant, String key, boolean strict, boolean quarantined, Map<String, PinnedTool> tools) {
    public Server {
        tools = Map.copyOf(tools);
    }

    /** Returns the pin of that tool, if an operator accepted it. */
    public Optional<PinnedTool> tool(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    Server withTools(Iterable<PinnedTool> pinned) {
        Map<String, PinnedTool> next = new LinkedHashMap<>();
        for (PinnedTool tool : pinned) {
            next.put(tool.name(), tool);
        }
        return new Server(tenant, key, strict, quarantined, next);
    }

    Server withQuarantine(boolean next) {
        return new Server(tenant, key, strict, next, tools);
    }

    Server withStrict(boolean next) {
        return new Server(tenant, key, next, quarantined, tools);
    }
}
