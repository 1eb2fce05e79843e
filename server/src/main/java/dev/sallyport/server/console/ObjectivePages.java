package dev.sallyport.server.console;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.objective.Burn;
import dev.sallyport.server.objective.Counts;
import dev.sallyport.server.objective.Objectives;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The service objectives: what is asked, what is left of each budget, and how it was used up day by day. */
final class ObjectivePages {
    static final String PATH = "/console/objectives";

    private final Objectives objectives;
    private final TenantId house;
    private final Doors doors;

    /** @param house the install's own tenant, which alone sees what counts the calls of all */
    ObjectivePages(Objectives objectives, TenantId house, Doors doors) {
        this.objectives = objectives;
        this.house = house;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        if (!person.get().approver().tenant().equals(house)) {
            return Frame.of(person.get(), exchange, Screen.OBJECTIVES)
                    .page(
                            "Objectives",
                            "<p>They count the calls of every tenant, so the install's own tenant alone sees them.</p>\n");
        }
        List<Burn> burns = objectives.burns();
        Table table = new Table(
                "Objectives",
                "Objective",
                "Stands",
                "Target",
                "Good",
                "Budget left",
                "Burn 1 h",
                "Burn 6 h",
                "Burn 3 days");
        burns.forEach(burn -> table.row(
                "<a href=\"#" + Html.of(burn.objective().name()) + "\">"
                        + Html.of(burn.objective().name()) + "</a>",
                Pages.tag(burn.word()),
                ShieldPages.percent(burn.objective().target()),
                burn.whole().total() <= 0
                        ? "nothing yet"
                        : ShieldPages.percent(1 - burn.whole().share()),
                burn.whole().total() <= 0 ? "all" : ShieldPages.percent(burn.left()),
                times(burn, burn.hour()),
                times(burn, burn.sixHours()),
                times(burn, burn.threeDays())));
        StringBuilder out = new StringBuilder(16_384);
        out.append("<p>Budgets are reckoned over ")
                .append(Objectives.WINDOW_DAYS)
                .append(" days, of what this gateway counted since ")
                .append(Pages.time(objectives.sinceMillis()))
                .append(
                        ". A burn of 1 uses the budget up by the end of the window; 14.4 over an hour, 6 over six hours or 1 over three days alerts."
                                + " What to do is in <code>docs/operate/runbooks.md</code>.</p>\n")
                .append(table.html());
        burns.forEach(burn -> one(burn, out));
        return Frame.of(person.get(), exchange, Screen.OBJECTIVES).page("Objectives", out.toString());
    }

    private static String times(Burn burn, Counts counts) {
        return counts.total() <= 0 ? "-" : rounded(burn.rate(counts)) + "×";
    }

    private static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }

    private static void one(Burn burn, StringBuilder out) {
        String name = Html.of(burn.objective().name());
        List<Plot.Bar> bars = new ArrayList<>();
        for (int i = 0; i < burn.days().size(); i++) {
            Counts day = burn.days().get(i);
            int ago = burn.days().size() - i;
            double rate = rounded(burn.rate(day));
            String text = day.total() <= 0
                    ? "nothing counted"
                    : Math.round(day.bad()) + " bad of " + Math.round(day.total()) + ", burn " + rate;
            bars.add(new Plot.Bar(ago == 1 ? "the last 24 hours" : ago + " days ago", rate, text, rate > 1));
        }
        out.append("<section aria-labelledby=\"")
                .append(name)
                .append("\"><h2 id=\"")
                .append(name)
                .append("\">")
                .append(name)
                .append("</h2><p>")
                .append(Html.of(burn.objective().says()))
                .append(": ")
                .append(Math.round(burn.whole().total() - burn.whole().bad()))
                .append(" good of ")
                .append(Math.round(burn.whole().total()))
                .append(".</p>")
                .append(Plot.bars(
                        "plot-" + name,
                        "How fast the budget of " + burn.objective().name() + " burnt, by day",
                        bars))
                .append("</section>\n");
    }
}
