package dev.sallyport.cli.receipts;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.log.LogProof;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code receipts anchor}: the newest checkpoint that witnesses hold of a tenant's log, to be given to `receipts verify`. */
@Command
public final class ReceiptsAnchorVerb extends DataVerb {
    @Option(names = "--tenant", paramLabel = "T", description = "whose log (default: default)")
    private String tenant = "default";

    /** On that terminal. */
    public ReceiptsAnchorVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        try (Snapshot snapshot = Snapshot.of(data())) {
            LogProof anchor = snapshot.texts()
                    .anchor(Tenants.known(snapshot.records(), tenant))
                    .orElseThrow(
                            () -> Complaint.cannotDecide(
                                    "no_such_anchor",
                                    "receipts anchor: nobody elsewhere holds this log: name `anchor.witnesses` or `anchor.files`"));
            terminal().out().print(anchor.format());
            terminal().out().flush();
        }
        return Exit.OK;
    }
}
