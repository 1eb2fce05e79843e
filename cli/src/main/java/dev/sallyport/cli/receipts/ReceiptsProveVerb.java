package dev.sallyport.cli.receipts;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.receipt.SealedReceipt;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipts prove}: the proof that one receipt is in the log, as a tlog-proof file. */
@Command
public final class ReceiptsProveVerb extends DataVerb {
    @Parameters(paramLabel = "ID", description = "the receipt's id")
    private String id = "";

    @Option(names = "--tenant", paramLabel = "T", description = "whose receipt (default: default)")
    private String tenant = "default";

    @Option(names = "--out", paramLabel = "F", description = "a new file instead of standard output")
    private @Nullable String out;

    /** On that terminal. */
    public ReceiptsProveVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() {
        try (Snapshot snapshot = Snapshot.of(data())) {
            TenantId whose = Tenants.known(snapshot.records(), tenant);
            SealedReceipt receipt = snapshot.records()
                    .receipt(whose, id)
                    .orElseThrow(() -> Complaint.usage(
                            "no_such_receipt", "receipts prove: no receipt `" + id + "` of tenant `" + tenant + "`"));
            write(snapshot.texts().tenant(whose).proof(receipt.sequence()).format());
            terminal().err().println("record: " + receipt.hashHex());
        }
        return Exit.OK;
    }

    private void write(String text) {
        if (out == null) {
            terminal().out().print(text);
            terminal().out().flush();
            return;
        }
        try {
            Files.writeString(terminal().path(out), text, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException exists) {
            throw Complaint.usage("file_exists", "receipts prove: `" + out + "` exists; a proof never overwrites");
        } catch (IOException failed) {
            throw Complaint.cannotDecide("unwritable", "receipts prove: `" + out + "` can't be written: " + failed);
        }
    }
}
