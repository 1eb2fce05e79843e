package dev.sallyport.cli.mcp;

import dev.sallyport.cli.process.BackgroundGateway;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.link.Hello;
import dev.sallyport.connect.link.HostSession;
import dev.sallyport.connect.link.ShimPlan;
import dev.sallyport.connect.link.StdioShim;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code mcp}: what an agent host starts instead of an MCP server. Starts the server itself, and the data directory's gateway
 * if none runs; every call passes that gateway. Standard output carries protocol frames alone.
 */
@Command
public final class McpVerb extends Verb {
    private static final String SESSION_VARIABLE = "SALLYPORT_SESSION";

    /** Seconds the gateway may be silent while the client waits for an answer. */
    private static final String DEADLINE_VARIABLE = "SALLYPORT_MCP_DEADLINE";

    private static final String FIRST_USE = "first-use";

    @Option(
            names = "--server",
            paramLabel = "NAME",
            required = true,
            description = "the key the server is pinned under")
    private String server = "";

    @Option(
            names = "--url",
            paramLabel = "URL",
            description = "the address the server is pinned with, if it is reached over HTTP; the gateway speaks to it")
    private @Nullable String url;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    @Option(
            names = "--pin",
            paramLabel = "WHEN",
            description = "first-use: accept a server that nobody pinned as it is first seen (recorded; a person should"
                    + " look at it with `mcp pin` soon)")
    private @Nullable String pin;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "the server's command line, after `--`")
    private List<String> command = new ArrayList<>();

    /** On that terminal. */
    public McpVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        if (command.isEmpty() == (url == null)) {
            throw Complaint.usage(
                    "no_command",
                    "mcp: say where the server is with --url, or the command that starts it: put it after `--`");
        }
        if (pin != null && !pin.equals(FIRST_USE)) {
            throw Complaint.usage("usage", "mcp: --pin takes " + FIRST_USE + ", not `" + pin + "`");
        }
        DataFolder folder = DataFolder.of(terminal(), data);
        Path socket = BackgroundGateway.ensure(folder).reach().socket();
        Hello hello = new Hello(
                server,
                HostSession.name(terminal().env(SESSION_VARIABLE), ProcessHandle.current()),
                terminal().env(Gateways.TOKEN_VARIABLE),
                pin != null,
                Optional.ofNullable(url));
        return exit(StdioShim.run(new ShimPlan(
                command,
                terminal().env(),
                socket,
                hello,
                terminal().in(),
                terminal().out(),
                terminal().err(),
                patienceMillis())));
    }

    private long patienceMillis() {
        return terminal()
                .env(DEADLINE_VARIABLE)
                .map(text -> {
                    if (!text.matches("[1-9][0-9]{0,4}")) {
                        throw Complaint.usage(
                                "usage",
                                "mcp: " + DEADLINE_VARIABLE + " takes seconds, 1 to 99999, not `" + text + "`");
                    }
                    return TimeUnit.SECONDS.toMillis(Integer.parseInt(text));
                })
                .orElse(ShimPlan.PATIENCE_MILLIS);
    }

    private static Exit exit(int status) {
        return switch (status) {
            case StdioShim.DONE -> Exit.OK;
            case StdioShim.BAD_COMMAND -> Exit.USAGE;
            case StdioShim.NO_GATEWAY -> Exit.CANNOT_DECIDE;
            default -> Exit.INTERNAL;
        };
    }
}
