package dev.sallyport.cli.egress;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.EgressKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code egress ca}: prints the certificate of the authority for opened tunnels, to be installed where agents run. */
@Command
public final class EgressCaVerb extends Verb {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "the gateway's data directory (default: SALLYPORT_HOME, else ~/.sallyport)")
    private @Nullable String data;

    /** On that terminal. */
    public EgressCaVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() throws IOException {
        Path file = EgressKeys.certificate(
                new DataDirectory(DataFolder.of(terminal(), data).path()));
        if (!Files.isReadable(file)) {
            throw Complaint.usage(
                    "no_egress_ca",
                    "no authority at `" + file + "`: it is made when a gateway starts whose configuration has an egress"
                            + " rule with `intercept: true`");
        }
        String pem = Files.readString(file);
        if (json()) {
            terminal().json(JsonObject.builder().put("certificate", pem).build());
        } else {
            terminal().out().print(pem);
        }
        return Exit.OK;
    }
}
