package dev.sallyport.server.config;

import dev.sallyport.connect.broker.SecretTemplate;
import dev.sallyport.connect.exchange.ExchangePlan;
import dev.sallyport.connect.mcp.secret.ArgumentGrant;
import dev.sallyport.connect.mcp.secret.RestoreGrant;
import dev.sallyport.connect.mcp.secret.ServerPlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what the file says of single MCP servers. */
final class McpServers {
    private static final Set<String> OAUTH = Set.of("none", "passthrough", "exchange");

    private final Set<String> secrets;

    private McpServers(Set<String> secrets) {
        this.secrets = Set.copyOf(secrets);
    }

    /**
     * All servers by key.
     *
     * @param secrets names that they may refer to
     */
    static Map<String, Settings.McpServer> read(Section mcp, Set<String> secrets) {
        McpServers reader = new McpServers(secrets);
        Map<String, Settings.McpServer> servers = new LinkedHashMap<>();
        mcp.sections("servers").forEach((key, s) -> servers.put(key, reader.server(key, s)));
        return servers;
    }

    private Settings.McpServer server(String key, Section s) {
        Map<String, String> plain = new LinkedHashMap<>();
        Map<String, SecretTemplate> held = new LinkedHashMap<>();
        for (String entry : s.texts("environment")) {
            int equals = entry.indexOf('=');
            if (equals < 1) {
                throw s.fault("environment", "takes a list of NAME=VALUE");
            }
            String value = entry.substring(equals + 1);
            if (value.contains(SecretTemplate.SCHEME)) {
                held.put(entry.substring(0, equals), HeaderOptions.template(s, "environment", value, secrets));
            } else {
                plain.put(entry.substring(0, equals), value);
            }
        }
        String oauth = s.text("oauth", "none");
        if (!OAUTH.contains(oauth)) {
            throw s.fault("oauth", "takes none, passthrough or exchange, not `" + oauth + "`");
        }
        Optional<ExchangePlan> exchange =
                ExchangeOptions.read(s.section("exchange"), secrets).filter(plan -> oauth.equals("exchange"));
        if (s.has("exchange") != exchange.isPresent() || oauth.equals("exchange") != exchange.isPresent()) {
            throw s.fault("exchange", "and `oauth: exchange` go together; set both");
        }
        Map<String, SecretTemplate> headers = HeaderOptions.read(s.section("headers"), secrets);
        if (!oauth.equals("none") && headers.keySet().stream().anyMatch("Authorization"::equalsIgnoreCase)) {
            throw s.fault("oauth", "and the field Authorization exclude each other; keep one");
        }
        return new Settings.McpServer(
                ModelOptions.tenant(s).value(),
                s.texts("command"),
                plain,
                oauth.equals("passthrough"),
                new ServerPlan(headers, held, arguments(s), exchange, restores(key, s)));
    }

    private List<ArgumentGrant> arguments(Section s) {
        List<ArgumentGrant> grants = new ArrayList<>();
        for (Section one : s.list("arguments")) {
            Set<String> named = Set.copyOf(one.texts("secrets"));
            for (String name : named) {
                if (!secrets.contains(name)) {
                    throw one.fault("secrets", "names the secret `" + name + "`, which stands not under `secrets`");
                }
            }
            try {
                grants.add(new ArgumentGrant(one.text("tool", ""), one.text("path", ""), named));
            } catch (IllegalArgumentException e) {
                throw one.fault("path", String.valueOf(e.getMessage()));
            }
        }
        return grants;
    }

    private static List<RestoreGrant> restores(String key, Section s) {
        List<RestoreGrant> grants = new ArrayList<>();
        for (Section one : s.list("restore")) {
            Set<String> from = Set.copyOf(one.texts("from"));
            try {
                grants.add(new RestoreGrant(
                        one.text("tool", ""),
                        one.text("path", ""),
                        Set.copyOf(one.texts("kinds")),
                        from.isEmpty() ? Set.of(key) : from,
                        one.flag("authority", false)));
            } catch (IllegalArgumentException e) {
                throw one.fault("path", String.valueOf(e.getMessage()));
            }
        }
        return grants;
    }
}
