package dev.sallyport.cli.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.collector.CollectorServer;
import dev.sallyport.server.config.Settings;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code collector}: takes telemetry in, keeps its terms, and serves shield versions and a status page, until it is told to stop. */
@Command
public final class CollectorVerb extends FolderVerb {
    private static final int MAX_PORT = 65_535;

    @Option(
            names = "--listen",
            paramLabel = "HOST:PORT",
            description = "where to listen; port 0 takes any free one (default: 127.0.0.1:7174)")
    private String listen = "127.0.0.1:7174";

    @Option(names = "--certificates", paramLabel = "FILE", description = "PEM certificates, leaf first")
    private @Nullable String certificates;

    @Option(
            names = "--key",
            paramLabel = "FILE",
            description = "the PEM key that belongs to them, PKCS#8, not encrypted")
    private @Nullable String key;

    /** On that terminal. */
    public CollectorVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws InterruptedException {
        folder();
        int colon = listen.lastIndexOf(':');
        String host = colon > 0 ? listen.substring(0, colon) : "";
        String port = listen.substring(colon + 1);
        if (host.isEmpty() || !port.matches("\\d{1,5}") || Integer.parseInt(port) > MAX_PORT) {
            throw Complaint.usage("bad_port", "collector: --listen takes HOST:PORT with a port of 0 to " + MAX_PORT);
        }
        try (CollectorServer server = CollectorServer.start(
                        data().path(), host, Integer.parseInt(port), tls(), InstantSource.system())
                .keepUp()) {
            announce(server);
            new CountDownLatch(1).await();
        }
        return Exit.OK;
    }

    private Optional<Settings.Tls> tls() {
        if (certificates == null && key == null) {
            return Optional.empty();
        }
        if (certificates == null || key == null) {
            throw Complaint.usage("usage", "collector: --certificates and --key go together");
        }
        return Optional.of(
                new Settings.Tls.Pem(terminal().path(certificates), terminal().path(key)));
    }

    private void announce(CollectorServer server) {
        JsonObject.Builder where = JsonObject.builder()
                .put("url", server.url().toString())
                .put("vkey", server.verifierKey())
                .put("pid", ProcessHandle.current().pid());
        server.pin().ifPresent(pin -> where.put("pin", pin));
        row(
                where.build(),
                "collecting on " + server.url() + " as " + server.verifierKey()
                        + server.pin()
                                .map(pin -> "\npin " + pin)
                                .orElse("\nwithout TLS: customers can't reach it unless something before it ends TLS"));
    }
}
