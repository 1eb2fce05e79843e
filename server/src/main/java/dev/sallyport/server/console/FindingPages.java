package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.finding.Acceptance;
import dev.sallyport.server.finding.CodeFinding;
import dev.sallyport.server.finding.Level;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.result.Findings;
import dev.sallyport.server.result.Findings.Row;
import dev.sallyport.server.result.Findings.Source;
import dev.sallyport.server.result.Findings.State;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Code findings: how many stand, which, and accepting one for a while. What a scanner says is strangers' words, and no name of a file is a link. */
final class FindingPages {
    static final String PATH = "/console/findings";
    private static final int SHOWN = 300;
    private static final int USUAL_DAYS = 30;

    private final Findings findings;
    private final Doors doors;

    FindingPages(Findings findings, Doors doors) {
        this.findings = findings;
        this.doors = doors;
    }

    /** What the address asks for; what it does not know it does not ask for. */
    private record Filter(Optional<String> source, Optional<Level> level, Optional<State> state) {
        static Filter of(Exchange exchange) {
            return new Filter(
                    exchange.query("source"),
                    exchange.query("level").flatMap(Level::byWire),
                    exchange.query("state").flatMap(State::byWire));
        }

        boolean takes(Row row) {
            return source.filter(name -> !name.equals(row.source())).isEmpty()
                    && level.filter(one -> one != row.finding().level()).isEmpty()
                    && state.map(one -> one == row.state()).orElse(row.state() != State.GONE);
        }
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        List<Source> sources = findings.sources(person.get().approver().tenant());
        StringBuilder out = new StringBuilder(16_384);
        if (sources.isEmpty()) {
            out.append(Pages.empty(
                    "No findings were handed in yet.",
                    "Whatever writes SARIF 2.1.0 can hand in what it found in your sources: run the scanner, then hand its file in"
                            + " under a name of its own.",
                    "sallyport findings submit results.sarif --source semgrep"));
        } else {
            Filter filter = Filter.of(exchange);
            counts(sources, out);
            form(sources, filter, out);
            rows(sources, filter, out);
        }
        return Frame.of(person.get(), exchange, Screen.FINDINGS).page("Code findings", out.toString());
    }

    private static void counts(List<Source> sources, StringBuilder out) {
        Table table = new Table(
                "Sources", "Source", "Newest import", "Errors", "Warnings", "Notes", "New", "Accepted", "Gone");
        for (Source source : sources) {
            table.plain(
                    link("source=" + Pages.query(source.name()), Pages.shown(source.name())),
                    (source.revision().isEmpty() ? "" : Pages.shown(source.revision()) + "<br>")
                            + Pages.time(source.atMillis()),
                    standing(source, Level.ERROR),
                    standing(source, Level.WARNING),
                    Long.toString(open(source, Level.NOTE) + open(source, Level.NONE)),
                    counted(source, State.NEW),
                    counted(source, State.ACCEPTED),
                    counted(source, State.GONE));
        }
        out.append("<section aria-labelledby=\"sources\"><h2 id=\"sources\">By source</h2>")
                .append(table.html())
                .append(
                        "<p class=\"muted\">Errors, warnings and notes are those that are new or open.</p></section>\n");
    }

    private static long open(Source source, Level level) {
        return source.count(State.NEW, Optional.of(level)) + source.count(State.OPEN, Optional.of(level));
    }

    private static String standing(Source source, Level level) {
        return link(
                "source=" + Pages.query(source.name()) + "&level=" + level.wire(), Long.toString(open(source, level)));
    }

    private static String counted(Source source, State state) {
        return link(
                "source=" + Pages.query(source.name()) + "&state=" + state.wire(),
                Long.toString(source.count(state, Optional.empty())));
    }

    private static String link(String query, String html) {
        return "<a href=\"" + PATH + "?" + Html.of(query) + "\">" + html + "</a>";
    }

    private static void form(List<Source> sources, Filter filter, StringBuilder out) {
        List<String> names = sources.stream().map(Source::name).toList();
        List<String> levels = new ArrayList<>();
        List.of(Level.values()).forEach(level -> levels.add(level.wire()));
        List<String> states = new ArrayList<>();
        List.of(State.values()).forEach(state -> states.add(state.wire()));
        out.append("<form method=\"get\" action=\"" + PATH + "\" class=\"row\" role=\"search\">")
                .append(select("source", "Source", "every source", names, filter.source()))
                .append(select(
                        "level", "Level", "every level", levels, filter.level().map(Level::wire)))
                .append(select(
                        "state", "State", "all but gone", states, filter.state().map(State::wire)))
                .append("<button>Filter</button></form>\n");
    }

    private static String select(String name, String label, String none, List<String> words, Optional<String> chosen) {
        StringBuilder out = new StringBuilder(400);
        out.append("<label>" + label + " <select name=\"" + name + "\"><option value=\"\">" + none + "</option>");
        for (String word : words) {
            out.append("<option value=\"")
                    .append(Html.of(word))
                    .append(chosen.equals(Optional.of(word)) ? "\" selected>" : "\">")
                    .append(Pages.shown(word))
                    .append("</option>");
        }
        return out.append("</select></label> ").toString();
    }

    private static void rows(List<Source> sources, Filter filter, StringBuilder out) {
        List<Row> rows = sources.stream()
                .flatMap(source -> source.rows().stream())
                .filter(filter::takes)
                .limit(SHOWN + 1L)
                .toList();
        out.append("<section aria-labelledby=\"found\"><h2 id=\"found\">Findings</h2>");
        if (rows.isEmpty()) {
            out.append("<p>Nothing stands that the filter asks for.</p></section>\n");
            return;
        }
        Table table = new Table("Findings", "Rule", "Level", "State", "Where", "What", "Source");
        rows.stream().limit(SHOWN).forEach(row -> {
            CodeFinding found = row.finding();
            table.row(
                    "<a href=\"" + PATH + "/" + Html.of(found.id()) + "\">" + named(found.rule()) + "</a>",
                    Pages.tag(found.level().wire()),
                    Pages.tag(row.state().wire()),
                    where(found),
                    Pages.shown(IncidentStory.cut(found.message())),
                    Pages.shown(row.source()));
        });
        out.append(table.html());
        if (rows.size() > SHOWN) {
            out.append("<p class=\"muted\">The first " + SHOWN + "; ask for less above, or for all by the API.</p>");
        }
        out.append("</section>\n");
    }

    private static String named(String rule) {
        return rule.isBlank() ? "a rule without a name" : Pages.shown(rule);
    }

    private static String where(CodeFinding found) {
        return found.uri().isEmpty()
                ? "<span class=\"muted\">nowhere said</span>"
                : "<code>" + Pages.shown(found.uri()) + (found.line() > 0 ? ":" + found.line() : "") + "</code>";
    }

    private Row found(TenantId tenant, Exchange exchange) {
        return findings.finding(tenant, exchange.path("id"))
                .orElseThrow(() -> new Problem(404, "no_such_finding", "no such finding"));
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        Row row = found(person.approver().tenant(), exchange);
        CodeFinding found = row.finding();
        StringBuilder out = new StringBuilder(4096);
        out.append("<p class=\"noprint\"><a href=\"" + PATH + "\">All findings</a></p>\n");
        exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .ifPresent(receipt -> out.append(RulePages.done(receipt)));
        out.append("<section aria-labelledby=\"what\"><h2 id=\"what\">What was found</h2><dl>");
        RuleStory.said(out, "Rule", named(found.rule()));
        RuleStory.said(out, "Level", Pages.tag(found.level().wire()));
        RuleStory.said(out, "State", Pages.tag(row.state().wire()) + " " + word(row));
        RuleStory.said(out, "Where", where(found));
        RuleStory.said(
                out,
                "What",
                found.message().isBlank() ? "<span class=\"muted\">nothing said</span>" : Pages.shown(found.message()));
        RuleStory.said(out, "Source", link("source=" + Pages.query(row.source()), Pages.shown(row.source())));
        RuleStory.said(
                out,
                "First found",
                Pages.time(row.seen().firstMillis())
                        + (row.seen().firstRevision().isEmpty()
                                ? ""
                                : ", in <code>" + Pages.shown(row.seen().firstRevision()) + "</code>"));
        if (row.seen().isGone()) {
            RuleStory.said(out, "Gone since", Pages.time(row.seen().goneMillis()));
        }
        row.acceptance().ifPresent(acceptance -> accepted(acceptance, out));
        out.append("</dl></section>\n");
        if (!row.seen().isGone()) {
            accepting(person, row, out);
        }
        return Frame.of(person, exchange, Screen.FINDINGS).page("Code finding", out.toString());
    }

    private static String word(Row row) {
        return switch (row.state()) {
            case NEW -> "the newest import found it first";
            case OPEN -> "an import before the newest found it, too";
            case ACCEPTED -> "somebody said that it may stay for a while";
            case GONE -> "the newest import does not find it";
        };
    }

    private static void accepted(Acceptance acceptance, StringBuilder out) {
        RuleStory.said(
                out,
                "Accepted",
                "by " + Pages.shown(acceptance.by()) + " until " + Pages.time(acceptance.untilMillis()) + ": "
                        + Pages.shown(acceptance.why()));
    }

    private static void accepting(Doors.Person person, Row row, StringBuilder out) {
        out.append("<section aria-labelledby=\"accept\"><h2 id=\"accept\">Accept it for a while</h2>")
                .append(Operating.note(person));
        if (Operating.actor(person).isPresent()) {
            out.append(Pages.form(
                    person,
                    PATH + "/" + Html.of(row.finding().id()),
                    "class=\"row noprint\"",
                    "<label>Why <input name=\"why\" required maxlength=\"" + Acceptance.LONGEST_WHY
                            + "\"></label><label>Days <input name=\"days\" type=\"number\" min=\"0\" max=\""
                            + Acceptance.MOST_DAYS + "\" value=\"" + USUAL_DAYS
                            + "\" required></label><button>Accept</button>"));
        }
        out.append(
                        "<p class=\"muted\">It ends by itself, and leaves a receipt; 0 days end it at once. From the command line:"
                                + " <code>sallyport findings accept ")
                .append(Html.of(row.finding().id()))
                .append(" --why WHY --days N</code></p></section>\n");
    }

    Reply accept(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        String id = found(actor.tenant(), exchange).finding().id();
        int days = RulePages.number(form, "days").orElseThrow(RulePages::wrong);
        String receipt = findings.accept(actor, id, form.text("why").strip(), days);
        return Html.to(PATH + "/" + id + "?done=" + receipt, Map.of());
    }
}
