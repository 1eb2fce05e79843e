package dev.sallyport.cli.data;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.journal.Commit;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.ledger.encoding.StrictBase64;
import dev.sallyport.ledger.receipt.Envelope;
import dev.sallyport.ledger.receipt.ReceiptBody;
import dev.sallyport.ledger.receipt.ReceiptDraft;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.sqlite.Origin;
import dev.sallyport.store.sqlite.Restore;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code restore}: makes a backup the store of a data directory that has none. The logs go on under the next origin epoch,
 * so that nobody takes the shorter log for a fork of the longer one.
 */
@Command
public final class RestoreVerb extends DataVerb {
    private static final long PATIENCE_MILLIS = 30_000;

    @Parameters(paramLabel = "FILE", description = "a file that `backup` wrote")
    private String file = "";

    /** On that terminal. */
    public RestoreVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        refusePostgres("restore", "put a dump back with `pg_restore`");
        Keys keys = keys();
        Origin origin = Restore.restore(terminal().path(file), data().path(), InstantSource.system());
        record(keys, origin);
        List<Json> trees = origin.restored().entrySet().stream()
                .<Json>map(tree -> JsonObject.builder()
                        .put("tenant", tree.getKey().value())
                        .put("receipts", tree.getValue().size())
                        .build())
                .toList();
        row(
                JsonObject.builder()
                        .put("data", data().path().toString())
                        .put("epoch", origin.epoch())
                        .put("trees", new JsonArray(trees))
                        .build(),
                data().path() + ": restored; its logs go on as origin epoch " + origin.epoch());
        return Exit.OK;
    }

    /** A store without its keys can neither sign nor read what it sealed, so they come first. */
    private Keys keys() {
        if (!Files.isDirectory(data().path().resolve("keys"))) {
            throw Complaint.usage(
                    "no_keys",
                    "restore: put the install's keys into `" + data().path().resolve("keys")
                            + "` first; a backup does not hold them");
        }
        return Keys.read(new DataDirectory(data().path()));
    }

    /** The restore is an act of administration with its own receipt, the first of the new epoch, naming what it began with. */
    private void record(Keys keys, Origin origin) {
        long now = InstantSource.system().millis();
        try (SqliteStore store = SqliteStore.open(new StoreSettings(
                data().path(),
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(Exit.INTERNAL.code())))) {
            // A backup from before the key changed ends under the key before: that comes into line first.
            keys.handOver(store, now);
            origin.restored().forEach((tenant, tree) -> {
                JsonObject body = JsonObject.builder()
                        .put("actor_role", "system")
                        .put("actor", "restore")
                        .put("change", "restore")
                        .put("subject", "epoch " + origin.epoch())
                        .put("checkpoint_size", tree.size())
                        .put("checkpoint_root", StrictBase64.of(tree.root()))
                        .put("why", "restored from a backup")
                        .build();
                String id = "rcp_restore_" + origin.epoch();
                Envelope envelope = new Envelope(
                        id,
                        tenant.value(),
                        ReceiptKind.ADMINISTRATION,
                        now,
                        keys.signer().keyId());
                ReceiptDraft draft = ReceiptDraft.of(new ReceiptBody(body), envelope);
                CommitResult result = store.journal()
                        .commit(Commit.of(tenant, draft, now + PATIENCE_MILLIS).build())
                        .join();
                if (!(result instanceof CommitResult.Committed)) {
                    throw Complaint.cannotDecide("unwritable", "restore: the receipt could not be written: " + result);
                }
            });
        }
    }
}
