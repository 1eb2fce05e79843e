package dev.sallyport.bench.log;

import dev.sallyport.bench.ledger.Workload;
import dev.sallyport.bench.row.Broken;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.server.wiring.DataDirectory;
import dev.sallyport.server.wiring.Install;
import dev.sallyport.server.wiring.Keys;
import dev.sallyport.server.wiring.Sources;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;

/**
 * An install whose default tenant's log grows to millions of receipts. Every one goes through the journal of an open store, as
 * a gateway's do: chained, in the tree, in groups, each group synced; there is only no gate before it.
 *
 * @param data the data directory
 * @param operatorKey what its operator shows
 */
record LongHistory(Path data, String operatorKey) {
    private static final int IN_FLIGHT = 4_096;

    /** The one in that folder, made if there is none. */
    static LongHistory in(Path folder) throws IOException {
        Path key = folder.resolve("operator.key");
        if (!Files.exists(key)) {
            Files.createDirectories(folder);
            Install.FreshKeys keys = Install.create(folder.resolve("data"), Sources.system());
            Files.writeString(key, keys.operatorKey());
        }
        return new LongHistory(folder.resolve("data"), Files.readString(key).strip());
    }

    /** Its store, which nobody else may have open. */
    SqliteStore open() {
        return SqliteStore.open(new StoreSettings(
                data,
                InstantSource.system(),
                (what, cause) -> Runtime.getRuntime().halt(5)));
    }

    /** How many receipts there are; the store must not be open. */
    long size() {
        try (SqliteStore store = open()) {
            return store.heads().head(Install.DEFAULT_TENANT).size();
        }
    }

    /** How many of them this appended, the others being the gateway's own; their numbers begin at 0. */
    long appended() throws IOException {
        Path count = count();
        return Files.exists(count) ? Long.parseLong(Files.readString(count).strip()) : 0;
    }

    private Path count() {
        return data.resolveSibling("appended");
    }

    /** The size of the database. */
    long bytes() throws IOException {
        return Files.size(data.resolve("sallyport.db"));
    }

    /**
     * Appends receipts until there are that many.
     *
     * @return how many a second
     */
    double growTo(long size) throws IOException {
        Workload work = new Workload(
                Install.DEFAULT_TENANT,
                Keys.read(new DataDirectory(data)).signer().keyId(),
                0);
        long number = appended();
        try (SqliteStore store = open()) {
            long missing = size - store.heads().head(Install.DEFAULT_TENANT).size();
            long began = System.nanoTime();
            append(store.journal(), work, number, number + missing);
            double perSecond = missing * 1e9 / (System.nanoTime() - began);
            long now = store.heads().head(Install.DEFAULT_TENANT).size();
            if (now != size) {
                throw new Broken("the log has " + now + " receipts instead of " + size);
            }
            Files.writeString(count(), Long.toString(number + missing));
            return perSecond;
        }
    }

    private static void append(Journal journal, Workload work, long first, long end) {
        Deque<CompletableFuture<Void>> waiting = new ArrayDeque<>(IN_FLIGHT);
        for (long i = first; i < end; i++) {
            if (waiting.size() == IN_FLIGHT) {
                waiting.remove().join();
            }
            waiting.add(work.into(journal, i));
        }
        waiting.forEach(CompletableFuture::join);
    }
}
