package dev.sallyport.server.console;

import dev.sallyport.server.api.RuleControls;
import dev.sallyport.soc.plane.History;
import dev.sallyport.soc.rehearsal.Counted;
import dev.sallyport.soc.rehearsal.DryRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a dry run found, beside what the rules of today find. */
final class DryRunText {
    private DryRunText() {}

    static void tell(RuleControls.Tried tried, boolean proves, StringBuilder out) {
        read(tried.report().read(), tried.report().cut(), out);
        tried.rows().forEach(row -> row(row, out));
        if (tried.rows().isEmpty()) {
            out.append("<p>The rule is not among those that were played.</p>");
        }
        if (tried.receipt().isPresent()) {
            out.append(RulePages.done(tried.receipt().get()));
        } else if (proves) {
            out.append("<p class=\"bad\" role=\"status\">It did not pass, so nothing was recorded.</p>");
        }
    }

    static void read(History.Read read, String cut, StringBuilder out) {
        out.append("<p>Played: ")
                .append(read.receipts())
                .append(" receipts, ")
                .append(read.events())
                .append(" events");
        if (read.receipts() > 0) {
            out.append(", from ")
                    .append(Pages.time(read.firstMillis()))
                    .append(" to ")
                    .append(Pages.time(read.lastMillis()));
        }
        out.append(".</p>");
        if (!cut.isEmpty()) {
            out.append("<p class=\"bad\">Not all of the span was read: more ")
                    .append(Html.of(cut))
                    .append(" than it takes.</p>");
        }
    }

    private static void row(DryRun.Row row, StringBuilder out) {
        out.append("<section><h2>")
                .append(Pages.tag(row.passed() ? "verified" : "failed"))
                .append(row.passed() ? " It passes" : " It does not pass")
                .append("</h2><p>Beside the rules that came with the program it is ")
                .append(Html.of(row.change()))
                .append("; it finds ")
                .append(Html.of(row.trend()))
                .append(".</p>");
        if (!row.why().isEmpty()) {
            out.append("<ul>");
            row.why().forEach(why -> out.append("<li>").append(Pages.shown(why)).append("</li>"));
            out.append("</ul>");
        }
        SortedSet<String> days = new TreeSet<>();
        row.now().ifPresent(counted -> days.addAll(counted.perDay().keySet()));
        row.before().ifPresent(counted -> days.addAll(counted.perDay().keySet()));
        Table table = new Table("Alerts per day", "Day", "This rule", "Of today");
        List<Plot.Bar> bars = new ArrayList<>();
        for (String day : days) {
            long now = on(row.now(), day);
            bars.add(Plot.Bar.of(day, now));
            table.plain(Html.of(day), Long.toString(now), Long.toString(on(row.before(), day)));
        }
        table.plain("in all", sum(row.now()), sum(row.before()));
        out.append(bars.isEmpty() ? "" : Plot.bars("dry-plot", "Alerts per day that it would have raised", bars))
                .append(table.html())
                .append("</section>\n");
    }

    private static long on(Optional<Counted> counted, String day) {
        return counted.map(c -> c.perDay().getOrDefault(day, 0L)).orElse(0L);
    }

    private static String sum(Optional<Counted> counted) {
        return counted.map(c -> c.alerts() + " alerts of " + c.groups() + " groups in " + c.incidents() + " incidents")
                .orElse("there is none");
    }
}
