package dev.sallyport.server.api;

import dev.sallyport.gate.Gate;
import dev.sallyport.gate.journal.Journal;
import dev.sallyport.gate.policy.Policies;
import dev.sallyport.gate.seal.Sealer;
import dev.sallyport.server.auth.Credentials;
import dev.sallyport.server.objective.Objectives;
import dev.sallyport.server.pilot.PilotFolder;
import dev.sallyport.server.result.Campaigns;
import dev.sallyport.server.result.Findings;
import dev.sallyport.server.result.Handing;
import dev.sallyport.server.shield.Reports;
import dev.sallyport.server.soc.Soc;
import dev.sallyport.shield.Shields;
import dev.sallyport.store.gate.Aside;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;

/**
 * What operators see and set of a running gateway. The API and the pages of the console stand on the same ones, so that what one may do by the
 * one is possible by the other, with the same refusals and the same receipts.
 *
 * @param objectives the service objectives
 * @param pilot the records of a pilot, where one is kept in the data directory
 * @param people who is known here and what they may do
 * @param freezes freezes of agents, with a time or without
 * @param admission how much is worked out for those who look, at once
 * @param campaigns runs of campaigns that were handed in
 * @param findings code findings that were handed in
 */
public record Controls(
        RuleControls rules,
        PlaybookControls playbooks,
        ShieldControls shields,
        PolicyControls policies,
        Objectives objectives,
        PilotControls pilot,
        PeopleControls people,
        Admission admission,
        FreezeControls freezes,
        Campaigns campaigns,
        Findings findings) {

    /**
     * What they stand on.
     *
     * @param aside reads that no action waits for
     * @param policiesFromDirectory whether policies come from a folder, so that nobody else may change them
     */
    public record Ground(
            Gate gate,
            Journal journal,
            Soc soc,
            Aside aside,
            Shields shields,
            Reports reports,
            Policies policies,
            Sealer sealer,
            BooleanSupplier policiesFromDirectory,
            Credentials credentials,
            InstantSource clock) {}

    /** Those over that ground. */
    public static Controls of(Ground on, Objectives objectives, PilotFolder pilot, Handing handing) {
        Admission admission = new Admission();
        Rehearsals rehearsals = new Rehearsals(on.aside().shown(), on.clock(), admission);
        return new Controls(
                new RuleControls(
                        on.soc().detection(),
                        on.gate(),
                        on.aside().shown(),
                        on.aside().book(),
                        rehearsals,
                        on.clock()),
                new PlaybookControls(
                        on.soc().detection(),
                        on.gate(),
                        on.aside().shown(),
                        rehearsals,
                        on.journal()::registry,
                        on.clock()),
                new ShieldControls(
                        on.shields(),
                        on.gate(),
                        on.journal()::registry,
                        on.aside().shown(),
                        on.reports()),
                new PolicyControls(on, rehearsals),
                objectives,
                new PilotControls(
                        pilot, on.journal(), on.reports().ids(), on.reports().keyId()),
                new PeopleControls(on.gate(), on.journal(), on.credentials(), on.clock()),
                admission,
                new FreezeControls(on.gate(), on.soc(), on.clock()),
                new Campaigns(handing),
                new Findings(handing));
    }
}
