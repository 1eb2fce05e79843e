package dev.sallyport.cli.data;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.anchor.AnchorOptions;
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
import dev.sallyport.server.api.RestoreDrill;
import dev.sallyport.server.trail.TrailArchive;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.Origin;
import dev.sallyport.store.sqlite.Restore;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code restore}: makes a backup the store of a data directory that has none, after a trial that verifies all of it. The logs
 * go on under the next origin epoch, so that nobody takes the shorter log for a fork of the longer one. {@code --drill} stops
 * after the trial, says how long it took, and leaves a receipt.
 */
@Command
public final class RestoreVerb extends DataVerb {
    private static final long PATIENCE_MILLIS = 30_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    @Parameters(paramLabel = "BACKUP", description = "what `backup` wrote")
    private String file = "";

    @Mixin
    private AnchorOptions anchors = new AnchorOptions();

    @Option(
            names = "--accept-loss",
            description = "go on though an anchor covers receipts that the backup lacks; a fork is never accepted")
    private boolean acceptLoss;

    @Option(
            names = "--drill",
            description =
                    "rehearse in a folder that is removed, and leave a receipt in the store of the data directory")
    private boolean drill;

    /** On that terminal. */
    public RestoreVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        refusePostgres("restore", "put a dump back with `pg_restore`");
        Keys keys = keys();
        if (drill) {
            return drilled(keys);
        }
        if (SqliteStore.exists(data().path())) {
            throw new StoreProblem(
                    StoreProblem.Code.DATABASE_EXISTS,
                    "`" + data().path() + "` holds a store; a restore never overwrites: move it away, or restore into"
                            + " another directory");
        }
        BackupFolder backup = BackupFolder.read(terminal().path(file).toAbsolutePath(), keys.verifierKeys());
        Trial.Found found = Trial.of(backup.store(), keys, data().path(), known(keys));
        Origin origin = Restore.restore(backup.store(), data().path(), InstantSource.system(), found.seen());
        TrailArchive.setAside(new DataDirectory(data().path()).logs(), "before-epoch-" + origin.epoch());
        record(keys, origin, found, backup.sha256());
        String put = ConfigurationReturn.of(backup, data().path());
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
                        .put("anchors", found.anchors())
                        .put("lost", !found.lost().isEmpty())
                        .put("configuration", put)
                        .build(),
                data().path() + ": restored, " + found.receipts() + " receipts verified, " + found.anchors()
                        + " anchors compared; its logs go on as origin epoch " + origin.epoch() + ". " + put);
        return Exit.OK;
    }

    private AnchorCheck.Known known(Keys keys) {
        return new AnchorCheck.Known(
                anchors.files(terminal(), "restore"),
                anchors.cosigners(terminal(), "restore"),
                anchors.quorum(),
                keys.verifierKeys(),
                acceptLoss);
    }

    /** The result is taken down whatever it is; only a drill whose receipt can't be written says nothing. */
    private Exit drilled(Keys keys) throws IOException {
        if (!SqliteStore.exists(data().path())) {
            throw Complaint.usage(
                    "no_install", "restore: `" + data().path() + "` holds no store to leave the drill's receipt in");
        }
        long start = System.nanoTime();
        AnchorCheck.Known known = known(keys);
        Optional<Complaint> failed = Optional.empty();
        Trial.Found found = new Trial.Found(0, 0, 0, 0, new TreeMap<>());
        Path path = terminal().path(file).toAbsolutePath();
        String sha256 = new BackupFolder(path, storeOf(path), Optional.empty()).sha256();
        try {
            BackupFolder backup = BackupFolder.read(path, keys.verifierKeys());
            found = Trial.of(backup.store(), keys, data().path(), known);
        } catch (Complaint complaint) {
            failed = Optional.of(complaint);
        } catch (StoreProblem problem) {
            failed = Optional.of(new Complaint(Exit.NO, problem.code().wire(), String.valueOf(problem.getMessage())));
        }
        long millis = (System.nanoTime() - start) / NANOS_PER_MILLI;
        RestoreDrill done = new RestoreDrill(
                sha256, failed.map(Complaint::code), millis, found.receipts(), found.decisions(), found.anchors());
        String receipt = DrillReport.leave(terminal(), data(), keys, done);
        row(
                JsonObject.builder()
                        .put("drill", failed.isEmpty())
                        .putNullable("error", failed.map(Complaint::code).orElse(null))
                        .put("duration_ms", millis)
                        .put("receipts", found.receipts())
                        .put("decisions", found.decisions())
                        .put("anchors", found.anchors())
                        .put("receipt_id", receipt)
                        .build(),
                (failed.isEmpty()
                                ? "drill passed: " + found.receipts() + " receipts verified, " + found.decisions()
                                        + " sealed records opened, " + found.anchors() + " anchors compared"
                                : "drill failed: " + failed.get().code() + ": "
                                        + failed.get().words())
                        + ", in " + millis + " ms; receipt " + receipt);
        return failed.isEmpty() ? Exit.OK : Exit.NO;
    }

    private Path storeOf(Path backup) {
        Path store = Files.isDirectory(backup) ? backup.resolve(BackupFolder.STORE) : backup;
        if (!Files.isRegularFile(store)) {
            throw Complaint.usage("no_such_file", "restore: no backup `" + file + "`");
        }
        return store;
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

    /**
     * The restore is an act of administration with its own receipt, the first of the new epoch: it names what that began with
     * and, of what is known to be lost, the last checkpoint that somebody else has.
     */
    private void record(Keys keys, Origin origin, Trial.Found found, String sha256) {
        long now = InstantSource.system().millis();
        try (SqliteStore store = SqliteStore.open(new StoreSettings(
                data().path(),
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(Exit.INTERNAL.code())))) {
            // A backup from before the key changed ends under the key before: that comes into line first.
            keys.handOver(store, now);
            origin.restored().forEach((tenant, tree) -> {
                JsonObject.Builder body = JsonObject.builder()
                        .put("actor_role", "system")
                        .put("actor", "restore")
                        .put("change", "restore")
                        .put("subject", "epoch " + origin.epoch())
                        .put("backup_sha256", sha256)
                        .put("checkpoint_size", tree.size())
                        .put("checkpoint_root", StrictBase64.of(tree.root()))
                        .put("why", "restored from a backup");
                Optional.ofNullable(found.lost().get(tenant.value()))
                        .ifPresent(last -> body.put("last_known_origin", last.origin())
                                .put("last_known_root", StrictBase64.of(last.root()))
                                .put("last_known_size", last.size()));
                Envelope envelope = new Envelope(
                        "rcp_restore_" + origin.epoch(),
                        tenant.value(),
                        ReceiptKind.ADMINISTRATION,
                        now,
                        keys.signer().keyId());
                CommitResult result = store.journal()
                        .commit(Commit.of(
                                        tenant,
                                        ReceiptDraft.of(new ReceiptBody(body.build()), envelope),
                                        now + PATIENCE_MILLIS)
                                .build())
                        .join();
                if (!(result instanceof CommitResult.Committed)) {
                    throw Complaint.cannotDecide("unwritable", "restore: the receipt could not be written: " + result);
                }
            });
        }
    }
}
