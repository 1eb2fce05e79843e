package dev.sallyport.cli.collector;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code collector init}: makes a collector's folder and the key that signs releases of shields and statements about deletions. */
@Command
public final class CollectorInitVerb extends FolderVerb {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "the collector's name, such as telemetry.example")
    private String name = "";

    /** On that terminal. */
    public CollectorInitVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        try {
            String key = folder().create(name, new SecureRandom()).verifierKey().encoded();
            row(JsonObject.builder().put("vkey", key).build(), key);
            return Exit.OK;
        } catch (Malformed malformed) {
            throw Complaint.usage(malformed.code(), "collector init: --name: " + malformed.getMessage());
        }
    }
}
