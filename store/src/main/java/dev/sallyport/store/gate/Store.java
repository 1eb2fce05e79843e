package dev.sallyport.store.gate;

import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.registry.PlantedCanary;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.result.Results;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Everything a gateway keeps, whatever database it is in. Thread-safe. */
public interface Store extends AutoCloseable {
    /** The one way to write. */
    Journal journal();

    /** The reads. */
    Records records();

    /** The trees that checkpoints sign. */
    TreeHeads heads();

    /** The nodes that proofs and tiles are made of. */
    LogNodes nodes();

    /** The log over the tenants' logs. */
    InstallLog install();

    /** What is owed to the channels that ask people. */
    Outbox outbox();

    /** What is owed to the destinations that are told of incidents. */
    NoticeOutbox notices();

    /** What people of the console keep. */
    Searches searches();

    /** Who came to the console. */
    Visits visits();

    /** What was made elsewhere and handed in. */
    Results results();

    /** What the second plane keeps. */
    Book book();

    /** The reads of those whom no action waits for. */
    Aside aside();

    /** Why nothing can be written at the moment, for people and for readiness probes; empty if all is well. */
    Optional<String> trouble();

    /** Which origin epoch this install's logs have: 1, and one more after each restore. */
    int epoch();

    /** How many other gateways have this store open at the moment. */
    int others();

    /**
     * Reads every receipt again and checks it; takes as long as reading the whole store. Commits go on meanwhile and are
     * not covered.
     *
     * @return the tree of each tenant
     * @throws dev.sallyport.store.database.StoreProblem {@code chain_broken}, naming the first receipt that is wrong
     */
    Map<TenantId, TreeHeads.TreeHead> audit();

    /**
     * Seals the canaries that an older version kept in clear, where they stand; others stay as they are.
     *
     * @return how many there were
     * @throws dev.sallyport.store.database.StoreProblem {@code unreadable}
     */
    int sealCanaries(BiFunction<TenantId, PlantedCanary, PlantedCanary> seal);

    /** Writes what waits and closes. */
    @Override
    void close();
}
