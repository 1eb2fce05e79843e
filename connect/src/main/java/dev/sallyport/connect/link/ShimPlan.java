package dev.sallyport.connect.link;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a shim is to do.
 *
 * @param command the server to start, at least its program; empty if the gateway speaks to the server itself
 * @param environment the environment the server gets; {@link #HIDDEN} is taken out of it
 * @param socket where the gateway listens
 * @param in the agent host's side: frames of the client come from here
 * @param out frames for the client go there, and nothing else
 * @param err lines for people, and the server's standard error
 * @param patienceMillis how long the gateway may be silent while somebody waits for an answer; above 0
 */
public record ShimPlan(
        List<String> command,
        Map<String, String> environment,
        Path socket,
        Hello hello,
        InputStream in,
        OutputStream out,
        PrintStream err,
        long patienceMillis) {
    /** The usual patience, in milliseconds: longer than a gateway takes to deny what it cannot record. */
    public static final long PATIENCE_MILLIS = 30_000;

    /** Variables a server never sees: they would let it speak to the gateway as the agent. */
    public static final Set<String> HIDDEN = Set.of("SALLYPORT_TOKEN");

    /**
     * @throws IllegalArgumentException when there is neither a command nor an address, or both
     */
    public ShimPlan {
        if (command.isEmpty() == hello.url().isEmpty()) {
            throw new IllegalArgumentException("no command to start the server with; put it after `--`");
        }
        if (patienceMillis <= 0) {
            throw new IllegalArgumentException("a patience of " + patienceMillis + " ms; it must be above 0");
        }
        command = List.copyOf(command);
        Map<String, String> visible = new TreeMap<>(environment);
        visible.keySet().removeAll(HIDDEN);
        environment = Map.copyOf(visible);
    }
}
