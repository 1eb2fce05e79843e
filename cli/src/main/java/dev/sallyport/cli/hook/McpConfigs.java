package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.connect.hook.Host;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The MCP servers that a host's configurations name. */
final class McpConfigs {
    private static final Pattern TOML_SERVER =
            Pattern.compile("(?ms)^\\s*\\[mcp_servers\\.\"?([^\"\\]]+)\"?]\\s*$(.*?)(?=^\\s*\\[|\\z)");
    private static final Pattern TOML_LIST = Pattern.compile("(?ms)^\\s*args\\s*=\\s*\\[(.*?)]");
    private static final Pattern TOML_STRING = Pattern.compile("\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'");
    private static final Pattern TOML_TOKEN =
            Pattern.compile("(?m)^\\s*bearer_token_env_var\\s*=\\s*[\"']([A-Za-z0-9_]+)[\"']");
    private static final Pattern TOML_WORD =
            Pattern.compile("(?m)^\\s*(command|url)\\s*=\\s*(?:\"([^\"]*)\"|'([^']*)')");

    /** Words in a server's name or command by which it is known to run commands or code. */
    private static final Pattern RUNS_CODE = Pattern.compile(
            "(?i)\\b(shell|terminal|desktop-commander|commander|exec|bash|ssh|python|code-?(runner|interpreter|exec)|jupyter|docker|"
                    + "kubernetes|sandbox|repl|powershell|playwright|puppeteer)\\b");

    private McpConfigs() {}

    /**
     * A server as a host would start or reach it.
     *
     * @param command the words that start it; of a remote one its address alone
     * @param fields the header fields a host sends to a remote one, as they are written there
     */
    record Configured(Host host, Path file, String name, List<String> command, Map<String, String> fields) {
        /** Whether its calls pass the gateway's proxy. */
        boolean isProxied() {
            boolean launched =
                    command.stream().limit(2).anyMatch(w -> w.equals("sallyport") || w.endsWith("/sallyport"));
            boolean remote = command.size() == 1
                    && command.getFirst().matches("https?://(127\\.0\\.0\\.1|localhost|\\[::1])(:\\d+)?/mcp/[^/]+");
            return (launched && command.contains("mcp")) || remote;
        }

        /** Whether it is known to run commands or code. */
        boolean runsCode() {
            return RUNS_CODE.matcher(name).find()
                    || RUNS_CODE.matcher(String.join(" ", command)).find();
        }
    }

    static List<Configured> of(Host host, Places places) {
        List<Configured> found = new ArrayList<>();
        for (Path file : files(host, places)) {
            if (Files.isRegularFile(file)) {
                if (file.toString().endsWith(".toml")) {
                    toml(host, file, found);
                } else {
                    json(host, file, found);
                }
            }
        }
        return found;
    }

    private static List<Path> files(Host host, Places places) {
        Path base = places.project().orElse(places.home());
        boolean project = places.project().isPresent();
        return switch (host) {
            case CLAUDE_CODE -> project ? List.of(base.resolve(".mcp.json")) : List.of(base.resolve(".claude.json"));
            case CURSOR -> List.of(base.resolve(".cursor/mcp.json"));
            case CODEX -> List.of(base.resolve(".codex/config.toml"));
            case GEMINI -> List.of(base.resolve(".gemini/settings.json"));
            case COPILOT ->
                project ? List.of(base.resolve(".vscode/mcp.json")) : List.of(base.resolve(".copilot/mcp-config.json"));
            case OPENCODE ->
                project
                        ? List.of(base.resolve("opencode.json"))
                        : List.of(base.resolve(".config/opencode/opencode.json"));
        };
    }

    private static void json(Host host, Path file, List<Configured> found) {
        JsonObject settings = new ConfigFile(file).settings();
        List<Optional<JsonObject>> maps = new ArrayList<>();
        for (String name : List.of("mcpServers", "servers", "mcp")) {
            maps.add(object(settings.get(name)));
        }
        object(settings.get("projects"))
                .ifPresent(projects -> projects.members()
                        .values()
                        .forEach(p -> maps.add(object(p).flatMap(o -> object(o.get("mcpServers"))))));
        maps.stream()
                .flatMap(Optional::stream)
                .forEach(map -> map.members()
                        .forEach((name, server) -> object(server)
                                .map(o -> new Configured(host, file, name, command(o), fields(o)))
                                .filter(c -> !c.command().isEmpty())
                                .ifPresent(found::add)));
    }

    private static Map<String, String> fields(JsonObject server) {
        Map<String, String> fields = new TreeMap<>();
        object(server.get("headers")).map(JsonObject::members).orElse(Map.of()).forEach((name, value) -> {
            if (value instanceof JsonString text) {
                fields.put(name, text.value());
            }
        });
        return fields;
    }

    private static Optional<JsonObject> object(@Nullable Json value) {
        return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
    }

    private static List<String> command(JsonObject server) {
        List<String> words = new ArrayList<>();
        for (String name : List.of("command", "args")) {
            Json value = server.get(name);
            if (value instanceof JsonString text) {
                words.add(text.value());
            } else if (value instanceof JsonArray array) {
                array.items().forEach(i -> words.add(i instanceof JsonString text ? text.value() : ""));
            }
        }
        for (String name : List.of("url", "httpUrl", "serverUrl")) {
            if (words.isEmpty() && server.get(name) instanceof JsonString url) {
                words.add(url.value());
            }
        }
        return words;
    }

    private static void toml(Host host, Path file, List<Configured> found) {
        Matcher server = TOML_SERVER.matcher(new ConfigFile(file)
                .text()
                .orElseThrow(() -> Complaint.usage("unreadable", "cannot read `" + file + "`")));
        while (server.find()) {
            List<String> words = new ArrayList<>();
            Matcher word = TOML_WORD.matcher(server.group(2));
            while (word.find()) {
                words.add(word.group(2) == null ? word.group(3) : word.group(2));
            }
            Matcher list = TOML_LIST.matcher(server.group(2));
            if (list.find()) {
                Matcher text = TOML_STRING.matcher(list.group(1));
                while (text.find()) {
                    words.add(text.group(1) == null ? text.group(2) : text.group(1));
                }
            }
            if (!words.isEmpty()) {
                Matcher token = TOML_TOKEN.matcher(server.group(2));
                Map<String, String> fields =
                        token.find() ? Map.of("Authorization", "Bearer ${" + token.group(1) + "}") : Map.of();
                found.add(new Configured(host, file, server.group(1).strip().toLowerCase(Locale.ROOT), words, fields));
            }
        }
    }
}
