package dev.sallyport.server.wiring;

import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.config.Chosen;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.result.Handing;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.shield.Vaults;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.outbox.NoticeOutbox;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.console.Visits;
import dev.sallyport.store.gate.Aside;
import dev.sallyport.store.result.Results;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * What the serving part stands on.
 *
 * @param outbox what is owed to channels
 * @param folder the data directory, where there is one
 * @param ownGround absolute paths no gated agent may touch
 * @param policiesFromDirectory whether a folder holds the policies
 * @param writable whether the store takes records at the moment
 * @param shielding the shields every action passes
 * @param vaults where sessions' secrets are kept
 * @param book what the second plane keeps
 * @param searches what people of the console keep
 * @param visits who came to the console
 * @param results what was made elsewhere and handed in
 * @param notices what people are owed to hear of incidents, asked for where somebody is to be told
 * @param telemetry where doors report what shields did
 * @param aside reads that no action waits for
 * @param chosen every option, with what the file says by now
 */
record House(
        Journal journal,
        Records records,
        PublishedLogs published,
        Policies policies,
        Sealer sealer,
        IdSource ids,
        EventQueue events,
        Sources sources,
        Settings settings,
        Outbox outbox,
        Optional<Path> folder,
        List<String> ownGround,
        BooleanSupplier policiesFromDirectory,
        BooleanSupplier writable,
        Shielding shielding,
        Vaults vaults,
        Telemetry telemetry,
        Book book,
        Searches searches,
        Visits visits,
        Results results,
        Supplier<NoticeOutbox> notices,
        Aside aside,
        Supplier<List<Chosen>> chosen) {

    /** How results are handed in. */
    Handing handing() {
        return new Handing(
                results, journal, ids, () -> published.logs().signer().keyId(), sources.clock());
    }

    /** Where people say that a shield was wrong. */
    Reports reports(EventSink told) {
        return new Reports(
                shielding.shields(),
                journal,
                records,
                ids,
                () -> published.logs().signer().keyId(),
                told,
                telemetry,
                sources.clock());
    }
}
