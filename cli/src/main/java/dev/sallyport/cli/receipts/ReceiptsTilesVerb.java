package dev.sallyport.cli.receipts;

import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.server.api.LogTexts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipts tiles}: the log as a folder of C2SP tlog-tiles, which any web server can show to strangers. */
@Command
public final class ReceiptsTilesVerb extends DataVerb {
    @Parameters(paramLabel = "DIR", description = "a new folder")
    private String folder = "";

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "whose log, or `install` for the log over all of them (default: default)")
    private String tenant = "default";

    /** On that terminal. */
    public ReceiptsTilesVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        Path target = terminal().path(folder);
        try (Snapshot snapshot = Snapshot.of(data())) {
            LogTexts.Log log = tenant.equals(TenantCheckpoint.INSTALL)
                    ? snapshot.texts().install()
                    : snapshot.texts().tenant(Tenants.known(snapshot.records(), tenant));
            Files.createDirectory(target);
            long size = log.head().size();
            write(log, target, new TileAddress.Kind.Entries(), size);
            for (int level = 0; size >>> (TileAddress.HEIGHT * level) > 0; level++) {
                write(log, target, new TileAddress.Kind.Hashes(level), size >>> (TileAddress.HEIGHT * level));
            }
            // Last: whoever finds a checkpoint finds every tile of it.
            Files.writeString(target.resolve("checkpoint"), log.checkpoint().format());
            terminal()
                    .err()
                    .println("verifier key: "
                            + snapshot.logs().signer().verifierKey().encoded());
            terminal().err().println(size + " leaves of " + log.text().origin());
        } catch (FileAlreadyExistsException exists) {
            throw Complaint.usage("file_exists", "receipts tiles: `" + folder + "` exists; an export never overwrites");
        }
        return Exit.OK;
    }

    private static void write(LogTexts.Log log, Path target, TileAddress.Kind kind, long entries) throws IOException {
        for (long index = 0; index * TileAddress.FULL < entries; index++) {
            int width = (int) Math.min(TileAddress.FULL, entries - index * TileAddress.FULL);
            TileAddress address = new TileAddress(kind, index, width);
            Path file = target.resolve(address.path());
            Files.createDirectories(file.resolveSibling("."));
            Files.write(file, log.tile(address));
        }
    }
}
