package dev.sallyport.server.console;

import dev.sallyport.govern.baseline.Regression;
import dev.sallyport.govern.campaign.CampaignRun;
import dev.sallyport.govern.campaign.Comparison;
import dev.sallyport.govern.campaign.Tally;
import dev.sallyport.govern.campaign.Tried;
import dev.sallyport.govern.measure.Rate;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.result.Campaigns;
import dev.sallyport.server.result.Campaigns.Kept;
import dev.sallyport.shield.rate.Interval;
import dev.sallyport.text.visible.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Campaigns: how the newest run of each did, and of one what was stopped, by class and over its runs. */
final class CampaignPages {
    static final String PATH = "/console/campaigns";

    /** Most classes that get a plot of their own; the table has all. */
    private static final int MOST_PLOTS = 24;

    private final Campaigns campaigns;
    private final Doors doors;

    CampaignPages(Campaigns campaigns, Doors doors) {
        this.campaigns = campaigns;
        this.doors = doors;
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        List<List<Kept>> all = campaigns.newest(person.get().approver().tenant());
        String body = all.isEmpty()
                ? Pages.empty(
                        "No run was handed in yet.",
                        "A campaign tries attacks against what stands, again and again. The synthetic harness is one: this runs the"
                                + " workloads through the shields and hands its figures in as a campaign of that name.",
                        "sallyport baseline run --submit harness")
                : table(all);
        return Frame.of(person.get(), exchange, Screen.CAMPAIGNS).page("Campaigns", body);
    }

    private static String table(List<List<Kept>> all) {
        Table table = new Table("Campaigns", "Campaign", "Newest run", "Ended", "Stopped", "Against the run before");
        for (List<Kept> runs : all) {
            CampaignRun run = runs.getFirst().run();
            table.row(
                    "<a href=\"" + PATH + "/" + Html.of(run.campaign()) + "\">" + Pages.shown(run.campaign()) + "</a>",
                    Pages.shown(run.run()),
                    Pages.time(run.ended().toEpochMilli()),
                    rate(
                            run.whole().stopped(),
                            run.whole().attempts(),
                            run.whole().stoppedRate()),
                    verdict(runs, 0));
        }
        return table.html()
                + "<p class=\"muted\">Stopped is what was refused, held for a person or flagged, of all attempts, with its 95 %"
                + " interval after Clopper and Pearson.</p>\n";
    }

    /** What a run lost, in words. */
    private static String verdict(List<Kept> runs, int at) {
        Optional<Kept> before = Campaigns.before(runs, at);
        if (before.isEmpty()) {
            return "<span class=\"muted\">no run before it is kept</span>";
        }
        List<Comparison> losses =
                Comparison.losses(before.get().run(), runs.get(at).run());
        long gone = losses.stream().filter(Comparison::isGone).count();
        long lost = losses.size() - gone;
        if (losses.isEmpty()) {
            return "no class lost more than " + Regression.POINTS + " points";
        }
        return "<strong class=\"bad\">"
                + (lost > 0 ? classes(lost) + " lost more than " + Regression.POINTS + " points" : "")
                + (lost > 0 && gone > 0 ? ", " : "")
                + (gone > 0 ? classes(gone) + " tried no more" : "") + "</strong>";
    }

    private static String classes(long count) {
        return count + (count == 1 ? " class" : " classes");
    }

    private static String rate(long hits, long trials, Rate rate) {
        if (trials == 0) {
            return "<span class=\"muted\">none of 0</span>";
        }
        Interval interval = rate.interval(); // it is worked out anew whenever it is asked for
        return hits + " of " + trials + "<br><span class=\"muted\">" + ShieldPages.percent(rate.value()) + " ("
                + ShieldPages.percent(interval.low()) + " to " + ShieldPages.percent(interval.high()) + ")</span>";
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        String name = exchange.path("name");
        List<Kept> runs = campaigns.runs(person.get().approver().tenant(), name, Campaigns.MOST_RUNS);
        if (runs.isEmpty()) {
            throw new Problem(404, "no_such_campaign", "no such campaign");
        }
        StringBuilder out = new StringBuilder(16_384);
        out.append("<p class=\"noprint\"><a href=\"" + PATH + "\">All campaigns</a></p>\n");
        newest(runs, out);
        classes(runs, out);
        runs(runs, out);
        rows(runs.getFirst().run(), out);
        return Frame.of(person.get(), exchange, Screen.CAMPAIGNS).page(Visible.strict(name), out.toString());
    }

    private static void newest(List<Kept> runs, StringBuilder out) {
        Kept kept = runs.getFirst();
        CampaignRun run = kept.run();
        Tally whole = run.whole();
        out.append("<section aria-labelledby=\"newest\"><h2 id=\"newest\">The newest run</h2><dl>");
        RuleStory.said(out, "Run", Pages.shown(run.run()));
        RuleStory.said(
                out,
                "From and to",
                Pages.time(run.started().toEpochMilli()) + " to "
                        + Pages.time(run.ended().toEpochMilli()));
        RuleStory.said(out, "Stopped", rate(whole.stopped(), whole.attempts(), whole.stoppedRate()));
        RuleStory.said(
                out, "Ordinary work interrupted", rate(whole.interrupted(), whole.benign(), whole.interruptedRate()));
        RuleStory.said(out, "Against the run before", verdict(runs, 0));
        RuleStory.said(out, "Corpus", "<code>" + Html.of(run.corpus()) + "</code>");
        RuleStory.said(
                out,
                "Under test",
                run.underTest().isEmpty()
                        ? "<span class=\"muted\">nothing said</span>"
                        : run.underTest().stream()
                                .map(each -> "<code>" + Pages.shown(each) + "</code>")
                                .collect(Collectors.joining(", ")));
        RuleStory.said(
                out,
                "Handed in",
                Pages.time(kept.atMillis()) + ", with receipt <a href=\"/console/receipts/" + Html.of(kept.receipt())
                        + "\">" + Html.of(kept.receipt()) + "</a>");
        out.append("</dl></section>\n");
    }

    private static void classes(List<Kept> runs, StringBuilder out) {
        CampaignRun run = runs.getFirst().run();
        Optional<CampaignRun> before = Campaigns.before(runs, 0).map(Kept::run);
        Map<String, Comparison> losses = before.map(was -> Comparison.losses(was, run)).orElse(List.of()).stream()
                .collect(Collectors.toMap(Comparison::attackClass, loss -> loss));
        Table table = new Table(
                "Classes of attack", "Class", "Stopped", "Ordinary work interrupted", "Against the run before");
        run.classes()
                .forEach((name, tally) -> table.plain(
                        Pages.shown(name),
                        rate(tally.stopped(), tally.attempts(), tally.stoppedRate()),
                        rate(tally.interrupted(), tally.benign(), tally.interruptedRate()),
                        against(name, tally, before, Optional.ofNullable(losses.get(name)))));
        losses.values().stream()
                .filter(Comparison::isGone)
                .filter(loss -> !run.classes().containsKey(loss.attackClass()))
                .forEach(loss -> table.plain(
                        Pages.shown(loss.attackClass()),
                        "<span class=\"muted\">not tried</span>",
                        "",
                        against(loss.attackClass(), loss.now(), before, Optional.of(loss))));
        out.append("<section aria-labelledby=\"classes\"><h2 id=\"classes\">By class of attack</h2>")
                .append(table.html())
                .append("</section>\n");
    }

    private static String against(String name, Tally now, Optional<CampaignRun> before, Optional<Comparison> loss) {
        if (loss.isPresent()) {
            return "<strong class=\"bad\">"
                    + (loss.get().isGone()
                            ? "tried no more"
                            : "lost " + points(loss.get().points()) + " points")
                    + "</strong>";
        }
        Optional<Tally> was =
                before.flatMap(run -> Optional.ofNullable(run.classes().get(name)));
        if (was.isEmpty()) {
            return "<span class=\"muted\">" + (before.isEmpty() ? "no run before it is kept" : "new") + "</span>";
        }
        double change =
                100 * (now.stoppedRate().value() - was.get().stoppedRate().value());
        return (change >= 0 ? "+" : "-") + points(Math.abs(change)) + " points";
    }

    private static String points(double points) {
        return ShieldPages.percent(points / 100).replace(" %", "");
    }

    private static void runs(List<Kept> runs, StringBuilder out) {
        out.append("<section aria-labelledby=\"runs\"><h2 id=\"runs\">Over its runs</h2>")
                .append(Plot.shares(
                        "plot-whole", "Share of attempts stopped, by run, the oldest first", bars(runs, "")));
        Table table = new Table("Runs", "Run", "Ended", "Stopped", "Against the run before", "Receipt");
        for (int i = 0; i < runs.size(); i++) {
            CampaignRun run = runs.get(i).run();
            table.plain(
                    Pages.shown(run.run()),
                    Pages.time(run.ended().toEpochMilli()),
                    rate(
                            run.whole().stopped(),
                            run.whole().attempts(),
                            run.whole().stoppedRate()),
                    verdict(runs, i),
                    "<a href=\"/console/receipts/" + Html.of(runs.get(i).receipt()) + "\">"
                            + Html.of(runs.get(i).receipt()) + "</a>");
        }
        out.append(table.html())
                .append("<p class=\"muted\">The newest ")
                .append(Campaigns.MOST_RUNS)
                .append(" runs are kept.</p>\n");
        int plot = 0;
        for (String name : runs.getFirst().run().classes().keySet()) {
            if (plot == MOST_PLOTS) {
                break;
            }
            out.append("<h3>")
                    .append(Pages.shown(name))
                    .append("</h3>")
                    .append(Plot.shares(
                            "plot-" + plot++,
                            "Share of attempts of this class stopped, by run, the oldest first",
                            bars(runs, name)));
        }
        out.append("</section>\n");
    }

    /** A bar for each run, the oldest first; of one class, or of all where that is empty text. */
    private static List<Plot.Bar> bars(List<Kept> runs, String attackClass) {
        List<Plot.Bar> bars = new ArrayList<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            CampaignRun run = runs.get(i).run();
            Optional<Tally> tally = attackClass.isEmpty()
                    ? Optional.of(run.whole())
                    : Optional.ofNullable(run.classes().get(attackClass));
            boolean lost = Campaigns.before(runs, i)
                    .map(before -> Comparison.losses(before.run(), run).stream()
                            .anyMatch(loss ->
                                    attackClass.isEmpty() || loss.attackClass().equals(attackClass)))
                    .orElse(false);
            String text = tally.map(t -> t.stopped() + " of " + t.attempts() + ", "
                                    + ShieldPages.percent(t.stoppedRate().value()))
                            .orElse("not tried")
                    + (!lost || tally.isEmpty()
                            ? ""
                            : (attackClass.isEmpty() ? ", where a class" : ",") + " lost more than " + Regression.POINTS
                                    + " points");
            double share = tally.map(t -> t.stoppedRate().value()).orElse(0.0);
            bars.add(new Plot.Bar(Visible.strict(run.run()), share, text, lost));
        }
        return bars;
    }

    private static void rows(CampaignRun run, StringBuilder out) {
        Table table = new Table(
                "Rows of the newest run",
                "Class",
                "By",
                "Attempts",
                "Denied",
                "Held",
                "Flagged",
                "Succeeded",
                "Benign",
                "Interrupted");
        for (Tried row : run.rows()) {
            table.plain(
                    Pages.shown(row.attackClass()),
                    Pages.shown(row.by()),
                    Long.toString(row.attempts()),
                    Long.toString(row.denied()),
                    Long.toString(row.held()),
                    Long.toString(row.flagged()),
                    Long.toString(row.succeeded()),
                    Long.toString(row.benign()),
                    Long.toString(row.interrupted()));
        }
        out.append("<section aria-labelledby=\"rows\"><h2 id=\"rows\">By persona or shield</h2>")
                .append(table.html())
                .append("</section>\n");
    }
}
