package dev.sallyport.server.api;

import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.gate.Gate;
import dev.sallyport.gate.IdSource;
import dev.sallyport.gate.erasure.Eraser;
import dev.sallyport.gate.erasure.Pruner;
import dev.sallyport.gate.event.EventSink;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.journal.Records;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.alarm.LedgerAlarm;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.held.Ballot;
import dev.sallyport.server.held.HeldForm;
import dev.sallyport.server.metrics.Meters;
import dev.sallyport.server.preview.PreviewPlan;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.telemetry.Telemetry;
import dev.sallyport.shield.Shields;
import dev.sallyport.store.console.Searches;
import dev.sallyport.store.gate.Aside;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * What the routes need.
 *
 * @param eraser removes payloads
 * @param pruner removes those whose term is over
 * @param heldForm shows held actions to people
 * @param ballot takes people's answers to them
 * @param metricsAccess who may read the measurements
 * @param published the logs, and what tiles and proofs are made of
 * @param sealer opens what is kept sealed, for those who may see it
 * @param policiesFromDirectory whether policies come from a folder, so that the API must not change them
 * @param previews the preview door, where there is one
 * @param alarm hears of kept receipts that do not verify
 * @param shields what every action passes
 * @param events where reports on shields go
 * @param telemetry what is told about shields, once an operator switched it on
 * @param reports where people say that a shield was wrong
 * @param console where people open the console, if the configuration says
 * @param ready whether requests are served in full
 * @param controls what operators see and set
 * @param aside reads for lists, streams and exports, which no action waits for
 * @param searches what people keep of the feed's queries
 */
public record ApiParts(
        Gate gate,
        Journal journal,
        Records records,
        Policies policies,
        Access access,
        Credentials credentials,
        IdSource ids,
        InstantSource clock,
        JsonLimits jsonLimits,
        PublishedLogs published,
        Sealer sealer,
        Meters meters,
        Eraser eraser,
        Pruner pruner,
        LedgerAlarm alarm,
        HeldForm heldForm,
        Ballot ballot,
        MetricsAccess metricsAccess,
        BooleanSupplier policiesFromDirectory,
        Optional<PreviewPlan> previews,
        Shields shields,
        EventSink events,
        Telemetry telemetry,
        Reports reports,
        Optional<URI> console,
        BooleanSupplier ready,
        Controls controls,
        Aside aside,
        Searches searches) {}
