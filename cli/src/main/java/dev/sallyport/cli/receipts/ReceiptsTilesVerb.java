package dev.sallyport.cli.receipts;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.data.DataVerb;
import dev.sallyport.cli.data.Snapshot;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.log.LogPolicy;
import dev.sallyport.ledger.log.TenantCheckpoint;
import dev.sallyport.ledger.note.Checkpoint;
import dev.sallyport.ledger.note.SignatureType;
import dev.sallyport.ledger.note.SignedNote;
import dev.sallyport.ledger.note.VerifierKey;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.ledger.tile.TileCheck;
import dev.sallyport.server.api.LogTexts;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code receipts tiles}: the log as a folder of C2SP tlog-tiles, which any web server can show to strangers. */
@Command
public final class ReceiptsTilesVerb extends DataVerb {
    @Parameters(paramLabel = "DIR", description = "a new folder, or with --check one that is there")
    private String folder = "";

    @Option(
            names = "--tenant",
            paramLabel = "T",
            description = "whose log, or `install` for the log over all of them (default: default)")
    private String tenant = "default";

    @Option(
            names = "--check",
            description = "check a folder of tiles offline instead: every tile and record against its checkpoint")
    private boolean check;

    @Option(names = "--key", paramLabel = "K", description = "with --check: the log's verifier key, or a file with it")
    private @Nullable String key;

    @Option(names = "--origin", paramLabel = "O", description = "with --check: the log (default: any the key signs)")
    private @Nullable String origin;

    /** On that terminal. */
    public ReceiptsTilesVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        Path target = terminal().path(folder);
        if (check) {
            return checked(target);
        }
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

    private Exit checked(Path from) {
        if (key == null) {
            throw Complaint.usage("no_key", "receipts tiles: --check needs the log's key: give --key");
        }
        VerifierKey log = Keys.read(terminal(), key, SignatureType.ED25519, "receipts tiles: --key");
        byte[] note = terminal().read(from.resolve("checkpoint").toString());
        try {
            String asked = origin != null
                    ? origin
                    : Checkpoint.parse(SignedNote.parse(note).text()).origin();
            Checkpoint accepted = LogPolicy.unwitnessed(asked, log).accept(note).checkpoint();
            TileCheck.check(
                    accepted, at -> terminal().read(from.resolve(at.path()).toString()));
            row(
                    JsonObject.builder()
                            .put("verified", true)
                            .put("origin", accepted.origin())
                            .put("size", accepted.size())
                            .put("root", accepted.rootBase64())
                            .build(),
                    folder + ": verified, every tile and record of the " + accepted.size() + " in "
                            + accepted.origin());
            return Exit.OK;
        } catch (Malformed fault) {
            row(
                    JsonObject.builder()
                            .put("verified", false)
                            .put("error", fault.code())
                            .put("message", String.valueOf(fault.getMessage()))
                            .build(),
                    folder + ": not verified, " + fault.code() + ": " + fault.getMessage());
            return Exit.NO;
        }
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
