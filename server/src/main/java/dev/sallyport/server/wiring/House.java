package dev.sallyport.server.wiring;

import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.Shielding;
import dev.sallyport.gate.delivery.Outbox;
import dev.sallyport.gate.event.EventQueue;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.api.PublishedLogs;
import dev.sallyport.server.config.Settings;
import dev.sallyport.server.shield.Vaults;
import dev.sallyport.server.telemetry.Telemetry;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What the serving part stands on.
 *
 * @param outbox what is owed to channels
 * @param ownGround absolute paths no gated agent may touch
 * @param policiesFromDirectory whether a folder holds the policies
 * @param writable whether the store takes records at the moment
 * @param shielding the shields every action passes
 * @param vaults where sessions' secrets are kept
 * @param telemetry where doors report what shields did
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
        List<String> ownGround,
        BooleanSupplier policiesFromDirectory,
        BooleanSupplier writable,
        Shielding shielding,
        Vaults vaults,
        Telemetry telemetry) {}
