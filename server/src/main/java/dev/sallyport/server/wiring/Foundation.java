package dev.sallyport.server.wiring;

import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.server.shield.Vaults;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.store.gate.Store;
import java.util.Optional;

/** The open store and keys of a data directory, and the house that can be built on them. Owns the store. */
record Foundation(DataDirectory data, StoreChoice.Opened opened, House house) implements AutoCloseable {
    /**
     * Opens what is there.
     *
     * @param create whether a missing database is made
     */
    static Foundation open(GatewayOptions options, Sources sources, boolean create) {
        DataDirectory data = new DataDirectory(options.data());
        Keys keys = Keys.read(data);
        StoreChoice.Opened opened = StoreChoice.open(data, options.settings(), sources, create);
        Store store = opened.store();
        try {
            keys.handOver(store, sources.clock().millis());
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        long overlap = options.settings().keys().overlapMillis();
        Telemetry telemetry = TelemetryRounds.of(data, options.settings(), sources);
        House house = new House(
                store.journal(),
                store.records(),
                new PublishedLogs(
                        new ReceiptLogs(
                                keys.signer(),
                                store.epoch(),
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
                store.outbox(),
                Ground.of(data, options),
                () -> ActivePolicies.directory(data, options.settings()).isPresent(),
                () -> store.trouble().isEmpty(),
                InstalledShields.of(
                        store.journal()::registry,
                        Optional.of(options.data()),
                        options.settings().outward().hosts(),
                        sources.ticker(),
                        TelemetryRounds.listening(telemetry)),
                new Vaults(store.journal(), sources.random()),
                telemetry);
        return new Foundation(data, opened, house);
    }

    /** The store. */
    Store store() {
        return opened.store();
    }

    @Override
    public void close() {
        opened.close();
    }
}
