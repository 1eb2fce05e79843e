package dev.sallyport.server.api;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.govern.campaign.CampaignRun;
import dev.sallyport.govern.campaign.Comparison;
import dev.sallyport.govern.campaign.Tally;
import dev.sallyport.govern.measure.Rate;
import dev.sallyport.server.auth.Access;
import dev.sallyport.server.auth.Caller;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.result.Campaigns;
import dev.sallyport.shield.rate.Interval;
import java.util.ArrayList;
import java.util.List;

/** Runs of campaigns: operators and analysts hand them in, everybody who watches reads them. */
final class CampaignRoutes {
    private final Campaigns campaigns;
    private final Access access;

    CampaignRoutes(ApiParts parts) {
        this.campaigns = parts.controls().campaigns();
        this.access = parts.access();
    }

    Reply submit(Exchange exchange) {
        Caller caller = SocRoutes.watcher(access, exchange);
        CampaignRun run = Input.document(exchange, CampaignRun.MOST_BYTES, CampaignRun::parse);
        Campaigns.Taken taken = campaigns.take(caller.actor(), run);
        return Reply.json(taken.again() ? 200 : 201, brief(taken.kept()).build());
    }

    Reply list(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        List<Json> rows = new ArrayList<>();
        for (List<Campaigns.Kept> runs : campaigns.newest(tenant)) {
            rows.add(brief(runs.getFirst()).put("losses", losses(runs, 0)).build());
        }
        return Reply.json(
                200, JsonObject.builder().put("campaigns", new JsonArray(rows)).build());
    }

    /** One campaign: the newest run's classes, and all runs, the newest first, each with what it lost against the run before. */
    Reply one(Exchange exchange) {
        TenantId tenant = SocRoutes.watcher(access, exchange).tenant();
        String name = exchange.path("name");
        List<Campaigns.Kept> kept = campaigns.runs(tenant, name, Campaigns.MOST_RUNS);
        if (kept.isEmpty()) {
            throw Input.missing("campaign");
        }
        List<Json> runs = new ArrayList<>();
        for (int i = 0; i < kept.size(); i++) {
            runs.add(brief(kept.get(i))
                    .put("losses", losses(kept, i))
                    .put("content", kept.get(i).run().json())
                    .build());
        }
        List<Json> classes = new ArrayList<>();
        kept.getFirst().run().classes().forEach((attack, tally) -> classes.add(tally(attack, tally)));
        return Reply.json(
                200,
                JsonObject.builder()
                        .put("campaign", name)
                        .put("classes", new JsonArray(classes))
                        .put("runs", new JsonArray(runs))
                        .build());
    }

    private static JsonObject.Builder brief(Campaigns.Kept kept) {
        CampaignRun run = kept.run();
        Tally whole = run.whole();
        return JsonObject.builder()
                .put("campaign", run.campaign())
                .put("run", run.run())
                .put("ended", run.ended().toString())
                .put("handed_in_at", DecisionForm.time(kept.atMillis()))
                .put("digest", kept.digest())
                .put("receipt_id", kept.receipt())
                .put("attempts", whole.attempts())
                .put("stopped", whole.stopped())
                .put("stopped_rate", rate(whole.stoppedRate()));
    }

    private static JsonObject tally(String attackClass, Tally tally) {
        return JsonObject.builder()
                .put("class", attackClass)
                .put("attempts", tally.attempts())
                .put("stopped", tally.stopped())
                .put("stopped_rate", rate(tally.stoppedRate()))
                .put("benign", tally.benign())
                .put("interrupted", tally.interrupted())
                .put("interrupted_rate", rate(tally.interruptedRate()))
                .build();
    }

    private static JsonArray losses(List<Campaigns.Kept> runs, int at) {
        List<Json> losses = new ArrayList<>();
        Campaigns.before(runs, at)
                .map(before -> Comparison.losses(before.run(), runs.get(at).run()))
                .orElse(List.of())
                .forEach(loss -> losses.add(JsonObject.builder()
                        .put("class", loss.attackClass())
                        .put("points", digits(loss.points()))
                        .put("gone", loss.isGone())
                        .build()));
        return new JsonArray(losses);
    }

    /** A rate with the ends of its interval, six digits after the point. */
    private static JsonObject rate(Rate rate) {
        Interval interval = rate.interval(); // it is worked out anew whenever it is asked for
        return JsonObject.builder()
                .put("rate", digits(rate.value()))
                .put("low", digits(interval.low()))
                .put("high", digits(interval.high()))
                .build();
    }

    private static JsonNumber digits(double value) {
        return JsonNumber.of(Math.round(value * 1e6) / 1e6);
    }
}
