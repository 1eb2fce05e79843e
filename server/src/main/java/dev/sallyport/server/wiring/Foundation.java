package dev.sallyport.server.wiring;

import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.store.sqlite.SqliteStore;
import dev.sallyport.store.sqlite.StoreSettings;

/** The open store and keys of a data directory, and the house that can be built on them. Owns the store. */
record Foundation(DataDirectory data, SqliteStore store, House house) implements AutoCloseable {
    /**
     * Opens what is there.
     *
     * @param create whether a missing database is made
     */
    static Foundation open(GatewayOptions options, Sources sources, boolean create) {
        DataDirectory data = new DataDirectory(options.data());
        Keys keys = Keys.read(data);
        StoreSettings settings = new StoreSettings(data.path(), sources.clock(), Halt::now);
        SqliteStore store = create ? SqliteStore.openOrCreate(settings) : SqliteStore.open(settings);
        try {
            keys.handOver(store.journal(), store.records(), sources.clock().millis());
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
        long overlap = options.settings().keys().overlapMillis();
        House house = new House(
                store.journal(),
                store.records(),
                new PublishedLogs(
                        new ReceiptLogs(
                                keys.signer(),
                                store.origin().epoch(),
                                store.heads(),
                                () -> keys.leaving(sources.clock().millis(), overlap)),
                        store.nodes(),
                        store.install()),
                ActivePolicies.engine(),
                keys.sealer(sources.random()),
                new Ids(sources.clock(), sources.random()),
                new EventQueue(options.settings().limits().eventQueue()),
                sources,
                options.settings(),
                Ground.of(data, options),
                ActivePolicies.directory(data, options.settings()).isPresent());
        return new Foundation(data, store, house);
    }

    @Override
    public void close() {
        store.close();
    }
}
