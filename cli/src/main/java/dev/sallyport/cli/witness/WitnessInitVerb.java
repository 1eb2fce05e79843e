package dev.sallyport.cli.witness;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.note.Cosigner;
import dev.sallyport.server.witness.WitnessFolder;
import java.security.SecureRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code witness init}: makes a witness's folder and key, and prints what those who read its cosignatures must know. */
@Command
public final class WitnessInitVerb extends DataVerb {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "the witness's name, such as witness.example/w1")
    private String name = "";

    /** On that terminal. */
    public WitnessInitVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        if (!namesData()) {
            throw Complaint.usage("no_data_folder", "witness init: name the witness's own folder with --data");
        }
        try {
            String key = Cosigner.with(WitnessFolder.create(data().path(), name, new SecureRandom()))
                    .verifierKey()
                    .encoded();
            row(JsonObject.builder().put("vkey", key).build(), key);
            return Exit.OK;
        } catch (Malformed malformed) {
            throw Complaint.usage(malformed.code(), "witness init: --name: " + malformed.getMessage());
        }
    }
}
