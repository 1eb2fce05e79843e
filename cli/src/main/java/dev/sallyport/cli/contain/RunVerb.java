package dev.sallyport.cli.contain;

import dev.sallyport.cli.process.TemporaryFolder;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.link.HostSession;
import dev.sallyport.server.wiring.Hangup;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code run}: starts a command in a network of its own, from which the gateway's egress proxy is the only way out. Ends with the command's
 * status. Where the kernel gives no such network, nothing is started and the status is 4.
 */
@Command
public final class RunVerb extends Verb {
    private static final String SESSION_VARIABLE = "SALLYPORT_SESSION";
    private static final String AGENT = "sp_ag_";

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "the command line, after `--`")
    private List<String> command = new ArrayList<>();

    /** On that terminal. */
    public RunVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    @SuppressWarnings("try") // the carrier carries as long as it is open
    protected int status() throws IOException, InterruptedException {
        if (command.isEmpty()) {
            throw Complaint.usage("no_command", "run: no command: put it after `--`");
        }
        String token = terminal()
                .env(Gateways.TOKEN_VARIABLE)
                .filter(t -> t.startsWith(AGENT))
                .orElseThrow(() -> Complaint.usage(
                        "no_credential",
                        "run: set " + Gateways.TOKEN_VARIABLE + " to the token of a registered agent"));
        Gateways.Reach reach = reach();
        InetSocketAddress egress = egress(reach);
        Namespaces.require();
        String session = HostSession.name(terminal().env(SESSION_VARIABLE), ProcessHandle.current());
        try (TemporaryFolder folder = TemporaryFolder.make("sallyport-run");
                Carrier carrier = Carrier.start(
                        UnixDomainSocketAddress.of(folder.path().resolve("out")),
                        egress,
                        Signed.with(token, session))) {
            Hangup.handle("INT", () -> {}); // for the command to hear
            Map<String, String> trusted = reach.egressCa().isPresent()
                    ? TrustedRoots.write(folder.path(), reach.egressCa().get())
                    : Map.of();
            return contained(folder.path().resolve("out"), session, trusted);
        }
    }

    /** Never asked: the status is the command's. */
    @Override
    protected Exit run() {
        throw new IllegalStateException("run has the status of its command");
    }

    private int contained(Path socket, String session, Map<String, String> trusted)
            throws IOException, InterruptedException {
        Path self = Path.of("/proc/self");
        String uid = String.valueOf(Files.getAttribute(self, "unix:uid"));
        String gid = String.valueOf(Files.getAttribute(self, "unix:gid"));
        ProcessBuilder builder = new ProcessBuilder(Namespaces.inside(socket, uid, gid, command)).inheritIO();
        builder.environment().clear();
        builder.environment().putAll(terminal().env());
        builder.environment().put(SESSION_VARIABLE, session);
        builder.environment().putAll(trusted);
        return builder.start().waitFor();
    }

    private Gateways.Reach reach() {
        DataFolder folder = DataFolder.of(terminal(), data);
        return Gateways.reach(folder)
                .orElseThrow(() -> Complaint.cannotDecide(
                        "no_gateway",
                        "no gateway runs on `" + folder.path() + "`: start one with `sallyport up --data "
                                + folder.path() + "`"));
    }

    private static InetSocketAddress egress(Gateways.Reach reach) {
        String where = reach.egress()
                .orElseThrow(() -> Complaint.cannotDecide(
                        "egress_off", "run: the gateway has no egress proxy: set `egress.port` in its configuration"));
        int colon = where.lastIndexOf(':');
        return new InetSocketAddress(where.substring(0, colon), Integer.parseInt(where.substring(colon + 1)));
    }
}
