package dev.sallyport.server.config;

import java.util.LinkedHashMap;
import java.util.Map;

/** Reads what the file says of single MCP servers. */
final class McpServers {
    private McpServers() {}

    static Map<String, Settings.McpServer> read(Section mcp) {
        Map<String, Settings.McpServer> servers = new LinkedHashMap<>();
        mcp.sections("servers").forEach((key, s) -> servers.put(key, server(s)));
        return servers;
    }

    private static Settings.McpServer server(Section s) {
        Map<String, String> environment = new LinkedHashMap<>();
        for (String entry : s.texts("environment")) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw s.fault("environment", "takes a list of NAME=VALUE");
            }
            environment.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
        String oauth = s.text("oauth", "none");
        return new Settings.McpServer(
                s.text("tenant", "default"),
                s.texts("command"),
                environment,
                switch (oauth) {
                    case "none" -> false;
                    case "passthrough" -> true;
                    default -> throw s.fault("oauth", "takes none or passthrough, not `" + oauth + "`");
                });
    }
}
