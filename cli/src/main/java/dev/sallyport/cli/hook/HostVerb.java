package dev.sallyport.cli.hook;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.connect.hook.Host;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A verb about one host's hook on this machine. */
abstract class HostVerb extends Verb {
    @Parameters(
            index = "0",
            paramLabel = "HOST",
            description = "claude-code, cursor, codex, gemini, copilot or opencode")
    private String host = "";

    @Option(
            names = "--project",
            paramLabel = "DIR",
            description = "the configuration of that project (default: the user's own, below HOME)")
    private @Nullable String project;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    HostVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected final Exit run() throws IOException {
        Host known = Host.byWire(host)
                .orElseThrow(() -> Complaint.usage(
                        "unknown_host",
                        "no agent host `" + host + "`: use "
                                + Arrays.stream(Host.values()).map(Host::wire).collect(Collectors.joining(", "))));
        return run(known);
    }

    /** Does the work for that host. */
    abstract Exit run(Host known) throws IOException;

    final Places places() {
        return new Places(home(terminal()), Optional.ofNullable(project).map(p -> absolute(terminal(), p)));
    }

    static Path home(Terminal terminal) {
        return absolute(
                terminal, terminal.env("HOME").orElseThrow(() -> Complaint.usage("no_home", "HOME is not set")));
    }

    static Path absolute(Terminal terminal, String path) {
        return terminal.path(path).toAbsolutePath().normalize();
    }

    final DataFolder folder() {
        return DataFolder.of(terminal(), data);
    }

    final HookCommand command(Host known) {
        return new HookCommand(launcher(), folder(), known);
    }

    /** The launcher that started this JVM. */
    static Path launcher() {
        String root = System.getProperty("sallyport.root");
        if (root == null) {
            throw Complaint.usage("no_launcher", "start this with the launcher `sallyport`: hooks run it");
        }
        return Path.of(root).resolve("sallyport").toAbsolutePath().normalize();
    }
}
