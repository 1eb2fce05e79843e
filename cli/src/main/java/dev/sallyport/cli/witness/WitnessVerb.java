package dev.sallyport.cli.witness;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.server.witness.WitnessServer;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code witness}: follows logs and cosigns what continues what it saw, until it is told to stop. */
@Command
public final class WitnessVerb extends DataVerb {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "where to listen; port 0 takes any free one (default: 127.0.0.1:7172)")
    private String listen = "127.0.0.1:7172";

    @Option(
            names = "--log",
            paramLabel = "'ORIGIN VKEY'",
            description = "a log to follow: its origin, a space, its verifier key; may be repeated")
    private List<String> logs = List.of();

    /** On that terminal. */
    public WitnessVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws InterruptedException {
        if (!namesData()) {
            throw Complaint.usage("no_data_folder", "witness: name the witness's own folder with --data");
        }
        int colon = listen.lastIndexOf(':');
        String host = colon > 0 ? listen.substring(0, colon) : "";
        int port = port(listen.substring(colon + 1));
        if (host.isEmpty() || port < 0) {
            throw Complaint.usage("bad_port", "witness: --listen takes HOST:PORT with a port of 0 to " + MAX_PORT);
        }
        WitnessServer server = WitnessServer.start(data().path(), followed(), host, port, InstantSource.system());
        Thread hook = new Thread(() -> stop(server), "sallyport-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        row(
                JsonObject.builder()
                        .put("url", server.url().toString())
                        .put("vkey", server.verifierKey().encoded())
                        .put("pid", ProcessHandle.current().pid())
                        .build(),
                "witnessing on " + server.url() + " as " + server.verifierKey().encoded());
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException stopped) {
            Runtime.getRuntime().removeShutdownHook(hook);
            server.close();
        }
        return Exit.OK;
    }

    private static int port(String text) {
        try {
            int port = Integer.parseInt(text);
            return port <= MAX_PORT ? port : -1;
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }

    private Map<String, List<VerifierKey>> followed() {
        Map<String, List<VerifierKey>> followed = new LinkedHashMap<>();
        for (String log : logs) {
            int space = log.lastIndexOf(' ');
            try {
                VerifierKey key = VerifierKey.parse(log.substring(space + 1), SignatureType.ED25519);
                String origin = space > 0 ? log.substring(0, space) : key.name();
                followed.computeIfAbsent(origin, o -> new ArrayList<>()).add(key);
            } catch (Malformed malformed) {
                throw Complaint.usage(
                        malformed.code(), "witness: --log takes `ORIGIN VKEY`: " + malformed.getMessage());
            }
        }
        if (followed.isEmpty()) {
            throw Complaint.usage("no_log", "witness: name at least one log with --log 'ORIGIN VKEY'");
        }
        return followed;
    }

    private static void stop(WitnessServer server) {
        server.close();
        Runtime.getRuntime().halt(Exit.OK.code());
    }
}
