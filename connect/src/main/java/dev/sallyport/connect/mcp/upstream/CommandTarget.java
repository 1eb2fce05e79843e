package dev.sallyport.connect.mcp.upstream;

import java.util.List;
import java.util.Map;

/**
 * A server that is a command of this machine, started for each session.
 *
 * @param command program and arguments
 * @param environment all that the server sees
 */
public record CommandTarget(List<String> command, Map<String, String> environment) {
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
