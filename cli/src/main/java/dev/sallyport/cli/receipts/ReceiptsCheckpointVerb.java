package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code receipts checkpoint}: the log's size and root at this moment, signed, to be kept where the install can't reach it. */
@Command
public final class ReceiptsCheckpointVerb extends DataVerb {
    @Option(names = "--tenant", paramLabel = "T", description = "whose log (default: default)")
    private String tenant = "default";

    /** On that terminal. */
    public ReceiptsCheckpointVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        try (Snapshot snapshot = Snapshot.of(data())) {
            var whose = Tenants.known(snapshot.records(), tenant);
            String note = snapshot.logs().checkpoint(whose).format();
            String key = snapshot.logs().signer().verifierKey().encoded();
            if (json()) {
                terminal()
                        .json(JsonObject.builder()
                                .put("checkpoint", note)
                                .put("vkey", key)
                                .build());
            } else {
                terminal().out().print(note);
                terminal().err().println("verifier key: " + key);
            }
        }
        return Exit.OK;
    }
}
