package dev.sallyport.connect.mcp.upstream;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server that is a command of this machine, started for each session.
 *
 * @param command program and arguments
 * @param environment what the server sees
 * @param supply what it sees besides, had when it is started
 */
public record CommandTarget(List<String> command, Map<String, String> environment, Optional<Supply> supply) {
    /** One that sees nothing besides. */
    public CommandTarget(List<String> command, Map<String, String> environment) {
        this(command, environment, Optional.empty());
    }

    /**
     * @throws IllegalArgumentException when there is no program
     */
    public CommandTarget {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command has at least its program");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
