package dev.sallyport.cli.install;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.server.config.BadConfig;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Gateway;
import dev.sallyport.server.wiring.GatewayOptions;
import dev.sallyport.server.wiring.Hangup;
import dev.sallyport.server.wiring.StoreChoice;
import dev.sallyport.store.sqlite.SqliteStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code up}: runs the gateway of a data directory until it is told to stop. SIGHUP reloads its policies, rules and playbooks. */
@Command
public final class UpVerb extends DataVerb {
    private static final int MAX_PORT = 65_535;

    @Option(names = "--config", paramLabel = "F", description = "the configuration file (default: SALLYPORT_CONFIG)")
    private @Nullable String config;

    @Option(names = "--port", paramLabel = "N", description = "the port to listen on; 0 takes any free one")
    private @Nullable Integer port;

    /** On that terminal. */
    public UpVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws InterruptedException {
        GatewayOptions options = options();
        boolean installed = options.settings().postgres().isPresent()
                ? Files.isDirectory(options.data().resolve("keys"))
                : SqliteStore.exists(options.data());
        if (!installed
                && StoreChoice.postgresOf(new DataDirectory(options.data())).isEmpty()) {
            throw Complaint.usage(
                    "no_install",
                    "up: `" + options.data() + "` holds no install: make one with `sallyport init --data "
                            + options.data() + "`");
        }
        CountDownLatch stopping = new CountDownLatch(1);
        Gateway gateway = Gateway.start(options);
        Thread hook = new Thread(() -> stop(gateway), "sallyport-stop");
        Runtime.getRuntime().addShutdownHook(hook);
        Hangup.handle(gateway::reload);
        announce(options, gateway);
        try {
            stopping.await();
        } catch (InterruptedException stopped) {
            Runtime.getRuntime().removeShutdownHook(hook);
            gateway.close();
        }
        return Exit.OK;
    }

    private GatewayOptions options() {
        try {
            Configuration configuration = Configuration.of(terminal(), config);
            Settings settings = configuration.settings();
            if (port != null) {
                if (port < 0 || port > MAX_PORT) {
                    throw Complaint.usage("bad_port", "up: port " + port + " is not 0 to " + MAX_PORT);
                }
                settings = settings.withPort(port);
            }
            Path data = namesData() ? data().path() : settings.data().orElseGet(() -> data().path());
            return new GatewayOptions(data, settings, configuration.file());
        } catch (BadConfig bad) {
            throw Complaint.usage("bad_config", String.valueOf(bad.getMessage()));
        }
    }

    private void announce(GatewayOptions options, Gateway gateway) {
        row(
                JsonObject.builder()
                        .put("url", gateway.url().toString())
                        .put("socket", gateway.socket().toString())
                        .put("data", options.data().toString())
                        .put("pid", ProcessHandle.current().pid())
                        .build(),
                "serving on " + gateway.url() + " with the data of " + options.data() + System.lineSeparator() + "open "
                        + gateway.url() + "/console/ in a browser: it says what comes next");
    }

    /** A gateway that was told to stop and did so ended well, which the JVM's own 143 would not say. */
    private static void stop(Gateway gateway) {
        gateway.close();
        Runtime.getRuntime().halt(Exit.OK.code());
    }
}
