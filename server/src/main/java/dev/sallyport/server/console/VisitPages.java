package dev.sallyport.server.console;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.feed.Column;
import dev.sallyport.server.feed.EventIndex;
import dev.sallyport.server.feed.FeedQuery;
import dev.sallyport.server.feed.FeedRow;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.store.console.Visit;
import dev.sallyport.store.console.Visits;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** What the console's own people did: who came and who was turned away, and the newest of what they did, which receipts attest. */
final class VisitPages {
    private static final String PATH = "/console/visits";
    private static final int SHOWN = 200;
    private static final int ACTS = 50;
    private static final int LONGEST = 200;

    private final Console.Parts parts;
    private final Doors doors;
    private final Function<TenantId, EventIndex> index;

    /** @param index the events of a tenant */
    VisitPages(Console.Parts parts, Doors doors, Function<TenantId, EventIndex> index) {
        this.parts = parts;
        this.doors = doors;
        this.index = index;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        String person = cut(exchange.query("person").orElse(""));
        String kind = cut(exchange.query("kind").orElse(""));
        StringBuilder out = new StringBuilder(16_384);
        filter(person, kind, out);
        visits(signedIn.get(), person, kind, out);
        acts(signedIn.get(), person, out);
        return Frame.of(signedIn.get(), exchange, Screen.VISITS).page("Console audit", out.toString());
    }

    private static String cut(String text) {
        return text.strip().substring(0, Math.min(LONGEST, text.strip().length()));
    }

    private static void filter(String person, String kind, StringBuilder out) {
        out.append("<form method=\"get\" action=\"" + PATH + "\" class=\"row\" role=\"search\">"
                        + "<label>Person <input name=\"person\" maxlength=\"" + LONGEST + "\" value=\"")
                .append(Html.of(person))
                .append("\"></label><label>What <select name=\"kind\"><option value=\"\">anything</option>");
        for (Visit.Kind each : Visit.Kind.values()) {
            String word = word(each);
            out.append("<option value=\"")
                    .append(word)
                    .append(word.equals(kind) ? "\" selected>" : "\">")
                    .append(word)
                    .append("</option>");
        }
        out.append("</select></label><button>Filter</button></form>\n");
    }

    private static String word(Visit.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private void visits(Doors.Person person, String named, String kind, StringBuilder out) {
        List<Visit> found = parts.visits().newest(person.approver().tenant(), Visits.MOST).stream()
                .filter(v -> named.isEmpty() || v.person().equalsIgnoreCase(named))
                .filter(v -> kind.isEmpty() || word(v.kind()).equals(kind))
                .limit(SHOWN)
                .toList();
        out.append("<h2>Sign-ins and refusals</h2>\n");
        if (found.isEmpty()) {
            out.append(Pages.empty(
                    "Nothing of that kind.",
                    "Who signs in, signs out, is turned away or asks for what the roles do not hold stands here. The same by"
                            + " command:",
                    "sallyport approver visits"));
            return;
        }
        out.append(Pages.wide("Sign-ins and refusals")
                + "<table><thead><tr><th scope=\"col\">When</th><th scope=\"col\">What</th>"
                + "<th scope=\"col\">Who</th><th scope=\"col\">By</th><th scope=\"col\">From</th>"
                + "<th scope=\"col\">Why</th></tr></thead><tbody>\n");
        for (Visit visit : found) {
            out.append("<tr data-row><td>")
                    .append(Pages.time(visit.timeMillis()))
                    .append("</td><td>")
                    .append(Pages.tag(word(visit.kind())))
                    .append("</td><td>")
                    .append(
                            visit.person().isEmpty()
                                    ? "<span class=\"muted\">nobody here</span>"
                                    : Pages.shown(visit.person()))
                    .append("</td><td>")
                    .append(Pages.shown(visit.way()))
                    .append("</td><td>")
                    .append(Pages.shown(visit.address()))
                    .append("</td><td>")
                    .append(Pages.shown(visit.why()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private void acts(Doors.Person person, String named, StringBuilder out) {
        String text = named.isEmpty() ? "person:*" : "person:\"" + named.replace("\"", "") + "\"";
        FeedQuery query = FeedQuery.parse(text, parts.clock().millis());
        List<FeedRow> rows = index.apply(person.approver().tenant()).search(query, Long.MAX_VALUE, ACTS).rows().stream()
                .filter(row -> !row.value(Column.PERSON).isEmpty())
                .toList();
        out.append("<h2>What people did</h2>\n");
        if (rows.isEmpty()) {
            out.append("<p class=\"muted\">Nothing yet. Every act of a person leaves a receipt and stands here.</p>\n");
            return;
        }
        out.append("<p><a href=\"")
                .append(Html.of(SavedSearches.path(text)))
                .append("\">All of it in the feed</a></p>" + Pages.wide("What people did")
                        + "<table><thead><tr><th scope=\"col\">When</th>"
                        + "<th scope=\"col\">Who</th><th scope=\"col\">Event</th><th scope=\"col\">Act</th>"
                        + "<th scope=\"col\">On</th></tr></thead><tbody>\n");
        for (FeedRow row : rows) {
            out.append("<tr data-row><td>").append(Pages.time(row.timeMillis())).append("</td>");
            for (Column column : List.of(Column.PERSON, Column.EVENT, Column.ACTION, Column.TOOL)) {
                out.append("<td>").append(Html.of(row.value(column))).append("</td>");
            }
            out.append("</tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }
}
