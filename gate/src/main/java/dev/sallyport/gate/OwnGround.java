package dev.sallyport.gate;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * The gateway's own ground: its data directory, its configuration, the hook files of agent hosts, and its own commands.
 * A gated agent may not touch it through any tool.
 *
 * <p>A text argument counts as touching if, read as a path, it leads there, or if a command mentions it. Plain content
 * (a document that talks about the gateway) does not count. This is a net under the real walls (file modes, another
 * user, another namespace; see the assurance level), not a wall of its own.
 *
 * <p>Immutable.
 */
public final class OwnGround {
    /** Longest text that is read as a path, in UTF-16 code units. */
    public static final int MAX_PATH_LENGTH = 4096;

    private static final List<String> HOST_FILES = List.of(
            ".claude/settings.json",
            ".claude/settings.local.json",
            ".cursor/hooks.json",
            ".codex/config.toml",
            ".codex/hooks.json",
            ".gemini/settings.json",
            ".copilot/hooks",
            ".opencode/plugin",
            ".sallyport/");
    private static final List<String> COMMAND_ARGUMENTS =
            List.of("command", "cmd", "script", "code", "args", "argv", "commandline", "shell", "input");
    private static final String OWN_COMMAND = "sallyport";

    private final List<String> places;

    /**
     * Ground with these places.
     *
     * @param paths absolute paths of the data directory and the configuration
     */
    public OwnGround(List<String> paths) {
        List<String> all = new ArrayList<>();
        for (String path : paths) {
            all.add(normal(path));
        }
        this.places = List.copyOf(all);
    }

    /** Whether the action touches it. Time is linear in the length of the arguments. */
    public boolean touchedBy(Action action, Capability capability) {
        if (action.resource() != null && leadsHere(action.resource())) {
            return true;
        }
        return anyText(action.parameters(), capability == Capability.EXEC);
    }

    private record Leaf(Json value, boolean command) {}

    private boolean anyText(JsonObject parameters, boolean command) {
        Deque<Leaf> open = new ArrayDeque<>();
        open.push(new Leaf(parameters, command));
        while (!open.isEmpty()) {
            Leaf leaf = open.pop();
            switch (leaf.value()) {
                case JsonObject o ->
                    o.members()
                            .forEach(
                                    (name, value) -> open.push(new Leaf(value, leaf.command() || isCommandName(name))));
                case JsonArray a -> a.items().forEach(item -> open.push(new Leaf(item, leaf.command())));
                case JsonString s -> {
                    if (leadsHere(s.value()) || (leaf.command() && mentions(s.value()))) {
                        return true;
                    }
                }
                case JsonNumber n -> {}
                case JsonBoolean b -> {}
                case JsonNull n -> {}
            }
        }
        return false;
    }

    private static boolean isCommandName(String name) {
        return COMMAND_ARGUMENTS.contains(name.toLowerCase(Locale.ROOT));
    }

    /** Read as a path (or a file URL), does the text lead into one of the places? */
    private boolean leadsHere(String text) {
        if (text.length() > MAX_PATH_LENGTH || text.indexOf('\n') >= 0) {
            return false;
        }
        String path = normal(text.startsWith("file://") ? text.substring("file://".length()) : text);
        for (String place : places) {
            if (path.equals(place) || path.startsWith(place + "/")) {
                return true;
            }
        }
        return hasHostFile(path);
    }

    private boolean mentions(String command) {
        String flat = normal(command);
        for (String place : places) {
            if (flat.contains(place)) {
                return true;
            }
        }
        return hasHostFile(flat) || runsOwnCommand(command);
    }

    private static boolean hasHostFile(String path) {
        if (path.indexOf('.') < 0) {
            return false;
        }
        for (String file : HOST_FILES) {
            int at = path.indexOf(file);
            if (at == 0 || (at > 0 && isBoundary(path.charAt(at - 1)))) {
                return true;
            }
        }
        return path.endsWith("/.sallyport") || path.equals(".sallyport");
    }

    private static boolean runsOwnCommand(String command) {
        for (int at = command.indexOf(OWN_COMMAND); at >= 0; at = command.indexOf(OWN_COMMAND, at + 1)) {
            int end = at + OWN_COMMAND.length();
            boolean starts = at == 0 || isBoundary(command.charAt(at - 1));
            boolean ends = end == command.length() || isBoundary(command.charAt(end));
            if (starts && ends) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBoundary(char c) {
        return !Character.isLetterOrDigit(c) && c != '_' && c != '-' && c != '.';
    }

    /** Folds {@code //}, {@code /./} and {@code /x/../}; keeps everything else, so that a command can be searched too. */
    private static String normal(String text) {
        if (text.indexOf('/') < 0) {
            return text;
        }
        List<String> kept = new ArrayList<>();
        String[] parts = text.split("/", -1);
        for (int i = 0; i < parts.length; i++) {
            String part = parts[i];
            boolean inner = i > 0;
            if (inner && (part.isEmpty() || part.equals("."))) {
                continue;
            }
            boolean canPop = kept.size() > 1 && !kept.getLast().equals("..");
            if (part.equals("..") && canPop) {
                kept.removeLast();
            } else {
                kept.add(part);
            }
        }
        return String.join("/", kept);
    }
}
