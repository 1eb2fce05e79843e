package dev.sallyport.gate.registry;

import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A tool server behind the gateway and the tools an operator pinned of it.
 *
 * @param strict whether one drifted or missing tool stops every tool of this server
 * @param url where it takes MCP over HTTP, if an operator said so
 * @param tools by tool name
 */
public record Server(
        TenantId tenant,
        String key,
        boolean strict,
        boolean quarantined,
        Optional<URI> url,
        Map<String, PinnedTool> tools) {
    public Server {
        tools = Map.copyOf(tools);
    }

    /** A server without an address. */
    public Server(TenantId tenant, String key, boolean strict, boolean quarantined, Map<String, PinnedTool> tools) {
        this(tenant, key, strict, quarantined, Optional.empty(), tools);
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
        return new Server(tenant, key, strict, quarantined, url, next);
    }

    Server withQuarantine(boolean next) {
        return new Server(tenant, key, strict, next, url, tools);
    }

    /** As it is registered anew: an address that is not said again stays. */
    Server registered(boolean nextStrict, Optional<URI> nextUrl) {
        return new Server(tenant, key, nextStrict, quarantined, nextUrl.or(() -> url), tools);
    }
}
