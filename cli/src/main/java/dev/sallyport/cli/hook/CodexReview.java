package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether Codex' user has reviewed a hook. Codex passes over any other hook and says nothing of it. It keeps a review in {@code
 * .codex/config.toml} of the home, as {@code [hooks.state."FILE:EVENT:GROUP:HANDLER"]} with {@code trusted_hash}; whether the hook was changed
 * since, Codex alone knows.
 */
final class CodexReview {
    static final String ADVICE =
            "Codex runs no hook that its user has not reviewed, and says nothing: start codex, open /hooks and trust"
                    + " those of sallyport";

    private CodexReview() {}

    /** Whether the hook of that command, which is asked before a tool runs, was reviewed where it stands in that file. */
    static boolean given(Path home, ConfigFile hooks, Hooking.Installed hook) throws IOException {
        Path config = home.resolve(".codex/config.toml");
        if (!Files.isRegularFile(config)) {
            return false;
        }
        List<String> lines =
                Files.readAllLines(config).stream().map(String::strip).toList();
        List<Json> groups = items(member(member(hooks.settings(), "hooks"), hook.event()));
        for (int group = 0; group < groups.size(); group++) {
            List<Json> handlers = items(member(groups.get(group), "hooks"));
            for (int handler = 0; handler < handlers.size(); handler++) {
                boolean ours = member(handlers.get(handler), "command") instanceof JsonString line
                        && line.value().equals(hook.command());
                if (ours && trusts(lines, hooks.path() + ":pre_tool_use:" + group + ":" + handler)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean trusts(List<String> lines, String key) {
        int table = lines.indexOf("[hooks.state.\"" + key + "\"]");
        List<String> after = table < 0 ? List.of() : lines.subList(table + 1, lines.size());
        List<String> own =
                after.stream().takeWhile(line -> !line.startsWith("[")).toList();
        return own.stream().anyMatch(line -> line.matches("trusted_hash\\s*=\\s*\"sha256:[0-9a-f]{64}\".*"))
                && own.stream().noneMatch(line -> line.matches("enabled\\s*=\\s*false.*"));
    }

    private static Json member(Json value, String name) {
        Json found = value instanceof JsonObject object ? object.get(name) : null;
        return found == null ? JsonObject.of() : found;
    }

    private static List<Json> items(Json value) {
        return value instanceof JsonArray array ? array.items() : List.of();
    }
}
