package dev.sallyport.cli.hook;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.connect.hook.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * How a host's configuration says that a command is to be run at its events: what to add, and how to find it again. Everything else in a
 * configuration stays as it is.
 */
final class Hooking {
    /** What {@code install} writes as the host's own time limit, in seconds; the script's is shorter. */
    static final int HOST_SECONDS = 30;

    private static final String HOOKS = "hooks";

    private final Host host;

    Hooking(Host host) {
        this.host = host;
    }

    /** The events to be hooked. */
    List<String> events() {
        return switch (host) {
            case CLAUDE_CODE -> List.of("PreToolUse", "PostToolUse", "PostToolUseFailure", "UserPromptSubmit");
            case CODEX -> List.of("PreToolUse", "PostToolUse", "UserPromptSubmit");
            case GEMINI -> List.of("BeforeTool", "AfterTool", "BeforeAgent");
            case COPILOT -> List.of("preToolUse", "postToolUse", "postToolUseFailure", "userPromptSubmitted");
            case CURSOR -> List.of("preToolUse", "postToolUse", "postToolUseFailure", "beforeSubmitPrompt");
            case OPENCODE -> List.of("tool.execute.before", "tool.execute.after", "chat.message");
        };
    }

    /** The configuration with our hooks in place of any older ones of ours. */
    JsonObject with(JsonObject settings, Function<String, String> command) {
        JsonObject bare = without(settings);
        JsonObject.Builder hooks = JsonObject.builder();
        JsonObject before = bare.get(HOOKS) instanceof JsonObject object ? object : JsonObject.of();
        before.members().forEach((event, entries) -> {
            if (!events().contains(event)) {
                hooks.put(event, entries);
            }
        });
        for (String event : events()) {
            List<Json> entries =
                    new ArrayList<>(before.get(event) instanceof JsonArray array ? array.items() : List.of());
            entries.add(entry(event, command.apply(event)));
            hooks.put(event, new JsonArray(entries));
        }
        JsonObject.Builder out = JsonObject.builder();
        if (versioned() && bare.get("version") == null) {
            out.put("version", 1);
        }
        bare.members().forEach((name, value) -> {
            if (!name.equals(HOOKS)) {
                out.put(name, value);
            }
        });
        return out.put(HOOKS, hooks.build()).build();
    }

    /** The configuration without any hook of ours. */
    JsonObject without(JsonObject settings) {
        if (!(settings.get(HOOKS) instanceof JsonObject hooks)) {
            return settings;
        }
        JsonObject.Builder kept = JsonObject.builder();
        boolean any = false;
        for (Map.Entry<String, Json> event : hooks.members().entrySet()) {
            Optional<Json> entries = foreign(event.getValue());
            entries.ifPresent(e -> kept.put(event.getKey(), e));
            any |= entries.isPresent();
        }
        JsonObject.Builder out = JsonObject.builder();
        boolean left = any || hooks.members().isEmpty();
        settings.members().forEach((name, value) -> {
            if (!name.equals(HOOKS)) {
                out.put(name, value);
            } else if (left) {
                out.put(HOOKS, kept.build());
            }
        });
        return out.build();
    }

    /** Whether nothing is left in a configuration that a person wrote. */
    boolean isBare(JsonObject settings) {
        return settings.members().keySet().stream().allMatch(name -> versioned() && name.equals("version"));
    }

    private Optional<Json> foreign(Json entries) {
        if (!(entries instanceof JsonArray array)) {
            return Optional.of(entries);
        }
        List<Json> kept = array.items().stream()
                .filter(e -> commands(e).noneMatch(c -> HookCommand.isOurs(c, host)))
                .toList();
        return kept.isEmpty() && !array.items().isEmpty() ? Optional.empty() : Optional.of(new JsonArray(kept));
    }

    /** Every command of ours in a configuration, by event. */
    List<Installed> installed(JsonObject settings) {
        List<Installed> found = new ArrayList<>();
        if (settings.get(HOOKS) instanceof JsonObject hooks) {
            hooks.members().forEach((event, entries) -> {
                if (entries instanceof JsonArray array) {
                    array.items()
                            .forEach(e -> commands(e)
                                    .filter(c -> HookCommand.isOurs(c, host))
                                    .forEach(c -> found.add(new Installed(event, c, matchesAll(e)))));
                }
            });
        }
        return found;
    }

    /**
     * A hook of ours as it is configured.
     *
     * @param everything whether the host asks it about every tool
     */
    record Installed(String event, String command, boolean everything) {}

    private static boolean matchesAll(Json entry) {
        return !(entry instanceof JsonObject object)
                || !(object.get("matcher") instanceof JsonString matcher)
                || List.of("", "*", ".*").contains(matcher.value());
    }

    /** The commands of an entry: its own, and those of the list that some hosts put between. */
    static Stream<String> commands(Json entry) {
        if (!(entry instanceof JsonObject object)) {
            return Stream.of();
        }
        Stream<String> own = Stream.of("command", "bash")
                .map(object::get)
                .filter(JsonString.class::isInstance)
                .map(c -> ((JsonString) c).value());
        return object.get(HOOKS) instanceof JsonArray inner
                ? Stream.concat(own, inner.items().stream().flatMap(Hooking::commands))
                : own;
    }

    private boolean versioned() {
        return host == Host.COPILOT || host == Host.CURSOR;
    }

    private Json entry(String event, String command) {
        return switch (host) {
            case CLAUDE_CODE, CODEX, GEMINI -> grouped(event, command);
            case COPILOT ->
                JsonObject.builder()
                        .put("type", "command")
                        .put("bash", command)
                        .put("timeoutSec", HOST_SECONDS)
                        .build();
            case CURSOR -> {
                JsonObject.Builder entry =
                        JsonObject.builder().put("command", command).put("timeout", HOST_SECONDS);
                if (host.dialect().deciding().contains(event)) {
                    entry.put("failClosed", true);
                }
                yield entry.build();
            }
            case OPENCODE -> throw new IllegalStateException("opencode has a plugin, no entry");
        };
    }

    private Json grouped(String event, String command) {
        boolean millis = host == Host.GEMINI;
        JsonObject.Builder handler = JsonObject.builder().put("type", "command").put("command", command);
        if (millis) {
            handler.put("name", "sallyport");
        }
        handler.put("timeout", millis ? HOST_SECONDS * 1000 : HOST_SECONDS);
        if (host == Host.CLAUDE_CODE && host.dialect().deciding().contains(event)) {
            handler.put("onFailure", "block");
        }
        JsonObject.Builder group = JsonObject.builder();
        boolean ofTools = event.contains("Tool");
        if (ofTools) {
            group.put("matcher", "*");
        }
        return group.put(HOOKS, JsonArray.of(handler.build())).build();
    }
}
