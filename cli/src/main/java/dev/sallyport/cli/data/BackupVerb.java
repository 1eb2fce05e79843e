package dev.sallyport.cli.data;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.store.sqlite.SqliteStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code backup}: a consistent copy of store and configuration, while a gateway goes on writing. The keys are not in it. The
 * store is copied in one read transaction; the configuration must read the same before and after, else it is tried again.
 */
@Command
public final class BackupVerb extends DataVerb {
    private static final int TRIES = 3;

    @Parameters(paramLabel = "DIR", description = "the new folder; what is there is never overwritten")
    private String folder = "";

    @Option(names = "--config", paramLabel = "F", description = "the configuration file (default: SALLYPORT_CONFIG)")
    private @Nullable String config;

    @Option(names = "--store-only", description = "the store alone, as one new file DIR, without a manifest")
    private boolean storeOnly;

    /** On that terminal. */
    public BackupVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit work() throws IOException {
        refusePostgres("backup", "copy them with `pg_dump -Fc`, and `keys/` apart from them");
        Path target = terminal().path(folder).toAbsolutePath();
        Path around = target.getParent();
        if (around == null || !Files.isDirectory(around)) {
            throw Complaint.usage("no_such_folder", "backup: no folder for `" + folder + "`");
        }
        if (storeOnly) {
            SqliteStore.backupOf(data().path(), target);
        } else if (Files.exists(target)) {
            throw Complaint.usage(
                    "file_exists", "backup: `" + folder + "` exists; a backup never overwrites: choose another name");
        } else {
            whole(target);
        }
        long bytes = size(target);
        row(
                JsonObject.builder()
                        .put("backup", target.toString())
                        .put("bytes", bytes)
                        .put("store_only", storeOnly)
                        .build(),
                target + ": " + bytes + " bytes; keep " + data().path().resolve("keys")
                        + " apart from it and safe: without them nothing sealed in it can be read");
        return Exit.OK;
    }

    /** The folder appears whole, or not at all. */
    private void whole(Path target) throws IOException {
        Path part = target.resolveSibling(target.getFileName() + ".part");
        if (Files.exists(part)) {
            Snapshot.remove(part); // of a backup that broke off
        }
        BackupFolder.create(part);
        try {
            SortedMap<String, byte[]> configuration = copied(part.resolve(BackupFolder.STORE));
            for (var file : configuration.entrySet()) {
                BackupFolder.write(part, file.getKey(), file.getValue());
            }
            sealed(part);
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            if (Files.exists(part)) {
                Snapshot.remove(part);
            }
        }
    }

    private SortedMap<String, byte[]> copied(Path store) throws IOException {
        Optional<Path> settings = Optional.ofNullable(config)
                .or(() -> terminal().env("SALLYPORT_CONFIG"))
                .map(terminal()::path);
        if (settings.isPresent() && !Files.isRegularFile(settings.get())) {
            throw Complaint.usage("no_such_file", "backup: no configuration `" + settings.get() + "`");
        }
        SortedMap<String, byte[]> before = ConfigurationFiles.of(data().path(), settings);
        for (int i = 0; i < TRIES; i++) {
            SqliteStore.backupOf(data().path(), store);
            SortedMap<String, byte[]> after = ConfigurationFiles.of(data().path(), settings);
            if (digests(before).equals(digests(after))) {
                return after;
            }
            before = after;
            Files.delete(store);
        }
        throw Complaint.cannotDecide(
                "configuration_changing", "backup: the configuration changed while it was read, " + TRIES + " times");
    }

    private static SortedMap<String, String> digests(SortedMap<String, byte[]> files) {
        SortedMap<String, String> digests = new TreeMap<>();
        files.forEach((name, content) -> digests.put(name, Hex.of(Sha256.of(content))));
        return digests;
    }

    /** Where the copy's logs end is read from the copy itself, in a folder of its own: opening a store leaves files. */
    private void sealed(Path part) throws IOException {
        Keys keys = Keys.read(new DataDirectory(data().path()));
        SortedMap<String, String> checkpoints = new TreeMap<>();
        int epoch;
        Path reading = part.resolve("reading");
        BackupFolder.create(reading);
        Files.move(part.resolve(BackupFolder.STORE), reading.resolve(BackupFolder.STORE));
        try (SqliteStore store = Snapshot.open(reading)) {
            epoch = store.origin().epoch();
            ReceiptLogs logs = new ReceiptLogs(keys.signer(), epoch, store.heads());
            for (TenantId tenant : store.records().tenants()) {
                checkpoints.put(tenant.value(), logs.checkpoint(tenant).format());
            }
            store.backup(part.resolve(BackupFolder.STORE));
        }
        Snapshot.remove(reading);
        BackupFolder.seal(part, epoch, InstantSource.system().millis(), checkpoints, keys.signer());
    }

    private static long size(Path path) throws IOException {
        long size = 0;
        try (Stream<Path> walk = Files.walk(path)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                size += Files.size(file);
            }
        }
        return size;
    }
}
