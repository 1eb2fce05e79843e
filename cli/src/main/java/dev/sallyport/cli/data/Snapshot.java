package dev.sallyport.cli.data;

import dev.sallyport.cli.remote.DataFolder;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.api.LogTexts;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.server.wiring.StoreChoice;
import dev.sallyport.store.database.Database;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A data directory's store as it is at one moment, to be read. If no gateway has it open it is read in place; else a copy is
 * made inside the directory, read, and removed.
 */
public final class Snapshot implements AutoCloseable {
    private final SqliteStore store;
    private final Keys keys;
    private final Optional<Path> copy;

    private Snapshot(SqliteStore store, Keys keys, Optional<Path> copy) {
        this.store = store;
        this.keys = keys;
        this.copy = copy;
    }

    /**
     * Opens it.
     *
     * @throws StoreProblem if there is no store or it can't be read
     */
    public static Snapshot of(DataFolder data) {
        StoreChoice.postgresOf(new DataDirectory(data.path())).ifPresent(url -> {
            throw Complaint.usage(
                    "store_elsewhere",
                    "the records of `" + data.path() + "` are in " + url + ": ask a running gateway for them");
        });
        if (!SqliteStore.exists(data.path())) {
            throw new StoreProblem(
                    StoreProblem.Code.DATABASE_MISSING,
                    "`" + data.path() + "` holds no install: make one with `sallyport init`");
        }
        Keys keys = Keys.read(new DataDirectory(data.path()));
        try {
            return new Snapshot(handedOver(open(data.path()), keys), keys, Optional.empty());
        } catch (StoreProblem problem) {
            if (problem.code() != StoreProblem.Code.DATA_LOCKED) {
                throw problem;
            }
            return copied(data, keys);
        }
    }

    private static Snapshot copied(DataFolder data, Keys keys) {
        Path copy;
        try {
            copy = Files.createTempDirectory(data.path(), "snapshot-");
        } catch (IOException failed) {
            throw Complaint.cannotDecide("unwritable", "no copy can be made in `" + data.path() + "`: " + failed);
        }
        try {
            SqliteStore.backupOf(data.path(), copy.resolve(Database.FILE));
            return new Snapshot(open(copy), keys, Optional.of(copy));
        } catch (RuntimeException failed) {
            remove(copy);
            throw failed;
        }
    }

    static SqliteStore open(Path folder) {
        return SqliteStore.open(new StoreSettings(folder, InstantSource.system(), (what, cause) -> {
            throw new IllegalStateException(what, cause);
        }));
    }

    /** A change of the key that broke off is completed first: what is signed now must follow from what is read. */
    private static SqliteStore handedOver(SqliteStore store, Keys keys) {
        try {
            keys.handOver(store, InstantSource.system().millis());
            return store;
        } catch (RuntimeException failed) {
            store.close();
            throw failed;
        }
    }

    /** The reads. */
    public Records records() {
        return store.records();
    }

    /**
     * Reads every receipt again and checks it.
     *
     * @throws StoreProblem {@code chain_broken}, naming the first receipt that is wrong
     */
    public void audit() {
        store.audit();
    }

    /** The install's logs: their names, their ends, and the key that signs them. */
    public ReceiptLogs logs() {
        return new ReceiptLogs(keys.signer(), store.origin().epoch(), store.heads());
    }

    /** What is published of the logs. */
    public LogTexts texts() {
        return new LogTexts(new PublishedLogs(logs(), store.nodes(), store.install()), store.records());
    }

    /** Opens what was sealed. */
    public Sealer sealer() {
        return keys.sealer(new SecureRandom());
    }

    @Override
    public void close() {
        store.close();
        copy.ifPresent(Snapshot::remove);
    }

    static void remove(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> all = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.deleteIfExists(each);
            }
        } catch (IOException failed) {
            throw Complaint.cannotDecide("unwritable", "the copy `" + folder + "` can't be removed: remove it by hand");
        }
    }
}
