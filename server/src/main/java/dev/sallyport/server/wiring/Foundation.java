package dev.sallyport.server.wiring;

import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.event.KindLimit;
import dev.sallyport.gate.journal.Overwriting;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.api.ReceiptLogs;
import dev.sallyport.server.config.Chosen;
import dev.sallyport.server.config.ChosenOptions;
import dev.sallyport.server.shield.InstalledShields;
import dev.sallyport.server.shield.ReleaseRefused;
import dev.sallyport.server.shield.Vaults;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.store.gate.Store;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open store and keys of a data directory, and the house that can be built on them. Owns the store. */
record Foundation(DataDirectory data, StoreChoice.Opened opened, House house) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Foundation.class);
    private static final long OVERWRITING_MILLIS = 30_000;

    /**
     * Opens what is there.
     *
     * @param create whether a missing database is made
     */
    static Foundation open(GatewayOptions options, Sources sources, boolean create) {
        Future<?> shields = InstalledShields.prepare();
        DataDirectory data = new DataDirectory(options.data());
        Keys keys = Keys.read(data);
        StoreChoice.Opened opened = StoreChoice.open(data, options.settings(), sources, create);
        Store store = opened.store();
        Sealer sealer = keys.sealer(sources.random());
        try {
            keys.handOver(store, sources.clock().millis());
            sealCanaries(store, sealer, sources.clock().millis());
            InstalledShields.await(shields);
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
        long overlap = options.settings().keys().overlapMillis();
        Telemetry telemetry = TelemetryRounds.of(data, options.settings(), sources);
        Shielding shielding = shielding(opened, sealer, options, sources, telemetry);
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
                sealer,
                new Ids(sources.clock(), sources.random()),
                new EventQueue(
                        options.settings().limits().eventQueue(),
                        new KindLimit(KindLimit.PER_SECOND, sources.ticker())),
                sources,
                options.settings(),
                store.outbox(),
                Optional.of(data.path()),
                Ground.of(data, options),
                () -> ActivePolicies.directory(data, options.settings()).isPresent(),
                () -> store.trouble().isEmpty(),
                shielding,
                new Vaults(store.journal(), sources.random(), sealer),
                telemetry,
                store.book(),
                store.searches(),
                store.visits(),
                store.results(),
                store::notices,
                store.aside(),
                chosen(options));
        return new Foundation(data, opened, house);
    }

    /** How the gateway is set: as the file said when it began, and beside it what it says when somebody looks. */
    private static Supplier<List<Chosen>> chosen(GatewayOptions options) {
        int port = options.settings().listen().port();
        List<Chosen> started = ChosenOptions.of(options.configuration()).stream()
                .map(one -> one.option().equals("listen.port")
                                && !one.value().replace("_", "").equals(Integer.toString(port))
                        ? new Chosen(one.option(), Integer.toString(port), Chosen.COMMAND_LINE, "")
                        : one)
                .toList();
        return () -> ChosenOptions.now(started, options.configuration());
    }

    /** What a version planted that kept canaries in clear; the old bytes are overwritten as what was erased is. */
    private static void sealCanaries(Store store, Sealer sealer, long nowMillis) {
        int sealed =
                store.sealCanaries((tenant, canary) -> PlantedCanary.seal(tenant, canary.open(tenant, sealer), sealer));
        if (sealed > 0) {
            Overwriting done = store.journal().overwrite(nowMillis + OVERWRITING_MILLIS);
            LOG.info(
                    "{} planted canaries were kept in clear and are sealed now; overwriting the old bytes: {}",
                    sealed,
                    done);
        }
    }

    private static Shielding shielding(
            StoreChoice.Opened opened, Sealer sealer, GatewayOptions options, Sources sources, Telemetry telemetry) {
        try {
            return InstalledShields.of(
                    opened.store().journal()::registry,
                    sealer,
                    Optional.of(options.data()),
                    options.settings().outward().hosts(),
                    sources.ticker(),
                    TelemetryRounds.listening(telemetry));
        } catch (ReleaseRefused e) {
            opened.close();
            throw new StartRefused(e.code(), String.valueOf(e.getMessage()), e);
        }
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
