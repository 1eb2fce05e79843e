package dev.sallyport.gate.command;

import dev.sallyport.action.Action;
import dev.sallyport.action.Capability;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.text.shell.Reading;
import dev.sallyport.text.shell.Shell;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the shell line of an agent host's call, and what it would do. Pure. */
public final class CommandLines {
    /** The arguments in which hosts' shells take their line. */
    private static final List<String> ARGUMENTS = List.of("command", "cmd", "commandLine", "script");

    private CommandLines() {}

    /**
     * What the line of that action would do; empty if the action has none.
     *
     * @param capability what the tool is known to need, by its pin or by its name
     */
    public static Optional<CommandFacts> facts(Action action, Capability capability) {
        if (capability != Capability.EXEC) {
            return Optional.empty();
        }
        List<Json> lines = ARGUMENTS.stream()
                .map(name -> Optional.ofNullable(action.parameters().get(name)))
                .flatMap(Optional::stream)
                .toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        boolean posix = !isOtherShell(action.action());
        return Optional.of(lines.size() == 1 && posix ? facts(lines.getFirst()) : CommandFacts.UNREADABLE);
    }

    private static boolean isOtherShell(String tool) {
        String name = tool.toLowerCase(Locale.ROOT);
        return name.contains("powershell") || name.contains("pwsh") || name.contains("cmd_exe");
    }

    private static CommandFacts facts(Json line) {
        if (line instanceof JsonString text) {
            return facts(Shell.read(text.value()));
        }
        if (line instanceof JsonArray words && words.items().stream().allMatch(JsonString.class::isInstance)) {
            return facts(Shell.vector(
                    words.items().stream().map(w -> ((JsonString) w).value()).toList()));
        }
        return CommandFacts.UNREADABLE;
    }

    /** What the line that was read would do. */
    public static CommandFacts facts(Reading reading) {
        return switch (reading) {
            case Reading.Unreadable u -> CommandFacts.UNREADABLE;
            case Reading.Read read -> new Sorting(Programs.BUILT_IN).facts(read.commands());
        };
    }
}
