package dev.sallyport.server.result;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.campaign.CampaignRun;
import dev.sallyport.server.http.Problem;
import dev.sallyport.store.result.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Runs of campaigns, as they were handed in. Thread-safe. */
public final class Campaigns {
    /** How many runs of one campaign are kept. */
    public static final int MOST_RUNS = 50;

    private static final String KIND = "campaign";
    private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

    private final Handing handing;

    /** Over what was handed in. */
    public Campaigns(Handing handing) {
        this.handing = handing;
    }

    /**
     * A run that is kept.
     *
     * @param atMillis when it was handed in
     * @param receipt the id of the receipt of that
     */
    public record Kept(CampaignRun run, String digest, long atMillis, String receipt) {
        private static Kept of(Result result) {
            return new Kept(CampaignRun.parse(result.body()), result.digest(), result.atMillis(), result.receipt());
        }
    }

    /**
     * What was handed in.
     *
     * @param again whether the same run with the same content was there before
     */
    public record Taken(Kept kept, boolean again) {}

    /**
     * Takes a run in.
     *
     * @throws Problem 400 {@code wrong_form} if it ended in the future, 409 {@code run_differs}, {@code run_late}, {@code results_full} or
     *     {@code conflict}, 503 if it can't be recorded
     */
    public Taken take(Actor actor, CampaignRun run) {
        if (run.ended().isAfter(handing.clock().instant().plus(CLOCKS_APART))) {
            throw new Problem(
                    400,
                    "wrong_form",
                    "`ended` is in the future by this gateway's clock; hand a run in when it is over");
        }
        Handing.Wanted wanted = new Handing.Wanted(actor, "hand_in_campaign_run", KIND, run.campaign(), MOST_RUNS);
        Handing.Document document = new Handing.Document(run.run(), run.digest(), run.bytes(), JsonObject.of());
        Handing.Taken taken = handing.take(wanted, run.run(), run.digest(), newest -> {
            newest.map(Kept::of).ifPresent(before -> requireLater(before.run(), run));
            return Optional.of(document);
        });
        return new Taken(Kept.of(taken.result()), taken.again());
    }

    private static void requireLater(CampaignRun before, CampaignRun run) {
        if (run.ended().isBefore(before.ended())) {
            throw new Problem(
                    409,
                    "run_late",
                    "a run of this campaign that ended later, at " + before.ended()
                            + ", is in already; runs are handed in in the order in which they ended");
        }
    }

    /** The campaigns' names. */
    public List<String> names(TenantId tenant) {
        return handing.results().names(tenant, KIND);
    }

    /** The newest runs of a campaign, the newest first; none if there is no such campaign. */
    public List<Kept> runs(TenantId tenant, String campaign, int limit) {
        return handing.results().newest(tenant, KIND, campaign, limit).stream()
                .map(Kept::of)
                .toList();
    }

    /** The two newest runs of each campaign, the newest first, by the campaigns' names. */
    public List<List<Kept>> newest(TenantId tenant) {
        return names(tenant).stream()
                .map(name -> runs(tenant, name, 2))
                .filter(runs -> !runs.isEmpty())
                .toList();
    }

    /** The run before that one, where runs are the newest first. */
    public static Optional<Kept> before(List<Kept> runs, int at) {
        return at + 1 < runs.size() ? Optional.of(runs.get(at + 1)) : Optional.empty();
    }
}
