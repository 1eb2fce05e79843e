package dev.sallyport.server.console;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.server.api.DutyWish;
import dev.sallyport.server.api.RuleControls;
import dev.sallyport.server.http.Problem;
import dev.sallyport.sigma.detect.Explanation;
import dev.sallyport.sigma.rule.Head;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.book.Hits;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Entry;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.soc.life.Promotions;
import dev.sallyport.soc.rehearsal.RuleExample;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The page of one rule: what it is, how far it goes and why no further, how often it matched, and why it did not. */
record RuleStory(RuleControls rules, Doors.Person person, SigmaRules.Whole rule) {
    private String id() {
        return rule.rule().id();
    }

    private TenantId tenant() {
        return person.approver().tenant();
    }

    private Lives.Standing lives() {
        return rules.running().lives().standing(tenant(), rule);
    }

    void about(StringBuilder out) {
        Optional<Head> head = rules.running().rules().head(id());
        out.append(RulePages.tabs(false)).append("<section aria-label=\"The rule\"><dl>");
        said(
                out,
                "Author",
                Pages.shown(
                        rule.rule().author().isEmpty()
                                ? "not said"
                                : rule.rule().author()));
        said(out, "Id", "<code>" + Pages.shown(id()) + "</code>");
        said(out, "Digest", "<code>" + Html.of(rule.digest()) + "</code>");
        said(out, "Severity", Pages.tag(rule.rule().severity().wire()));
        said(out, "About", Pages.shown(rule.rule().family()));
        said(out, "Tags", Pages.shown(String.join(", ", rule.rule().tags())));
        said(
                out,
                "From",
                Pages.shown(head.map(Head::file).orElse("")) + (lives().bundled() ? ", with the program" : ""));
        out.append("</dl></section>\n");
    }

    static void said(StringBuilder out, String term, String html) {
        out.append("<dt>")
                .append(Html.of(term))
                .append("</dt><dd>")
                .append(html)
                .append("</dd>\n");
    }

    void hits(StringBuilder out) {
        Hits hits = rules.hits(tenant());
        List<Long> counts = hits.of(id());
        List<Plot.Bar> bars = new ArrayList<>();
        for (int i = 0; i < counts.size(); i++) {
            bars.add(Plot.Bar.of(hits.days().get(i), counts.get(i)));
        }
        long sum = counts.stream().mapToLong(Long::longValue).sum();
        out.append("<section aria-labelledby=\"hits\"><h2 id=\"hits\">Matches</h2><p>")
                .append(sum)
                .append(" in the last ")
                .append(RuleControls.HIT_DAYS)
                .append(" days")
                .append(hits.whole() ? "" : ", counted over the newest " + Hits.MOST_READ + " matches of all rules")
                .append(".</p>")
                .append(Plot.bars("hits-plot", "Matches per day, UTC: " + sum + " in all", bars));
        List<Alert> newest = hits.newest(id());
        if (newest.isEmpty()) {
            out.append(
                    "<p class=\"muted\">It matched nothing that is kept. Its examples below show what it is for.</p>");
        } else {
            Table table = new Table("The newest matches", "When", "Whom", "Rests on", "Incident");
            newest.forEach(alert ->
                    table.row(Pages.time(alert.eventMillis()), about(alert), receipts(alert), incident(alert)));
            out.append(table.html());
        }
        out.append("</section>\n");
    }

    private static String about(Alert alert) {
        String agent = alert.about().agent().orElse("");
        String session = alert.about().session().orElse("");
        return Pages.shown(IncidentStory.cut(agent))
                + (session.isEmpty() ? "" : " in " + Pages.shown(IncidentStory.cut(session)));
    }

    private static String receipts(Alert alert) {
        return alert.receipts().isEmpty()
                ? "nothing kept"
                : "<a href=\"/console/receipts/" + Html.of(alert.receipts().getLast()) + "\">"
                        + Html.of(alert.receipts().getLast()) + "</a>"
                        + (alert.receipts().size() > 1
                                ? " and " + (alert.receipts().size() - 1) + " more"
                                : "");
    }

    private static String incident(Alert alert) {
        return alert.incident()
                .map(id -> "<a href=\"" + IncidentPages.PATH + "/" + Html.of(id) + "\">" + Html.of(id) + "</a>")
                .orElse("only recorded");
    }

    /** Why an event did not match: the address holds which. */
    void explain(Optional<String> receipt, StringBuilder out) {
        String asked = receipt.map(String::strip).orElse("");
        out.append("<section aria-labelledby=\"why\"><h2 id=\"why\">Why did this event not match?</h2>"
                        + "<form method=\"get\" class=\"row noprint\" action=\"")
                .append(Html.of(RulePages.path(id())))
                .append("#why\"><label>Receipt <input name=\"receipt\" required maxlength=\"80\" value=\"")
                .append(Html.of(asked.length() > 80 ? "" : asked))
                .append("\"></label><button>Explain</button></form>\n");
        if (!asked.isEmpty()) {
            try {
                List<RuleControls.Explained> events = rules.explain(tenant(), id(), asked);
                events.forEach(event -> explained(event, out));
            } catch (Problem problem) {
                out.append("<p class=\"bad\" role=\"status\">")
                        .append(Html.of(String.valueOf(problem.getMessage())))
                        .append("</p>");
            }
        }
        out.append("</section>\n");
    }

    private static void explained(RuleControls.Explained event, StringBuilder out) {
        for (SigmaRules.Ground ground : event.grounds()) {
            Explanation why = ground.explanation();
            out.append("<h3>")
                    .append(Pages.tag(why.matched() && why.routed() ? "matched" : "no_match"))
                    .append(' ')
                    .append(Html.of(event.event()))
                    .append(" and ")
                    .append(Pages.shown(IncidentStory.cut(ground.rule().title())))
                    .append("</h3>")
                    .append(why.routed() ? "" : "<p>The event comes from a log that this rule is not about.</p>")
                    .append("<ul class=\"steps\">");
            why.steps().forEach(step -> step(step, out));
            out.append("</ul>\n");
        }
        if (event.grounds().size() > 1) {
            out.append("<p class=\"muted\">The rule relates several events; each part is explained alone.</p>");
        }
        out.append(
                "<p class=\"muted\">Of the event only kinds of values are told. Whether something is new to an agent is not known here.</p>");
    }

    private static void step(Explanation.Step step, StringBuilder out) {
        out.append("<li class=\"depth")
                .append(Math.min(step.depth(), 6))
                .append("\">")
                .append(step.holds() ? "<span class=\"good\">yes</span> " : "<span class=\"bad\">no</span> ")
                .append(Pages.shown(IncidentStory.cut(step.what())));
        if (!step.wanted().isEmpty()) {
            out.append(": wanted ")
                    .append(Pages.shown(IncidentStory.cut(step.wanted())))
                    .append(", seen ")
                    .append(Pages.shown(IncidentStory.cut(step.seen())));
        }
        out.append("</li>");
    }

    void examples(StringBuilder out) {
        List<RuleExample> played = rules.examples(id());
        out.append("<section aria-labelledby=\"tests\"><h2 id=\"tests\">Its own test</h2>");
        if (played.isEmpty()) {
            out.append(
                    "<p>No examples lie beside it. Write events it is for into <code>examples/NAME.bad.jsonl</code> of the"
                            + " folder, and events it is not for into <code>examples/NAME.good.jsonl</code>.</p>");
        } else {
            Table table = new Table("Examples, played now", "Example", "Events", "Matches", "Result");
            played.forEach(each -> table.plain(
                    each.bad() ? "bad: it is to match" : "good: it is not to",
                    Integer.toString(each.events()),
                    Long.toString(each.matches()),
                    Pages.tag(each.passed() ? "verified" : "failed") + " "
                            + Pages.shown(IncidentStory.cut(each.fault()))));
            out.append(table.html());
        }
        out.append("</section>\n");
    }

    void changes(StringBuilder out) {
        List<Entry.Change> changes =
                rules.running().lives().entry(rule).map(Entry::changes).orElse(List.of());
        if (changes.isEmpty()) {
            return;
        }
        Table table = new Table("Changelog", "Version", "Date", "What changed", "Digest");
        changes.reversed()
                .forEach(change -> table.plain(
                        Integer.toString(change.version()),
                        Pages.shown(IncidentStory.cut(change.date())),
                        Pages.shown(IncidentStory.cut(change.change())),
                        "<code>" + change.digest().substring(0, 16) + "</code>"));
        out.append("<section aria-labelledby=\"changes\"><h2 id=\"changes\">Changelog</h2>")
                .append(table.html())
                .append("</section>\n");
    }

    void standing(StringBuilder out) {
        Lives.Standing lives = lives();
        Duty duty = RuleControls.duty(rule, lives);
        out.append("<dl>");
        said(out, "State", Pages.tag(lives.stage().wire()) + " for " + lives.canary() + " % of the agents");
        said(out, "At most", Pages.tag(lives.most().wire()) + " by its status and its folder");
        proofs(duty, out);
        out.append("</dl>");
        next(out);
    }

    /** Since when a version is recorded, and the dry run that speaks for it. */
    static void proofs(Duty duty, StringBuilder out) {
        said(
                out,
                "Recorded since",
                duty.recordedMillis() == 0 ? "not recorded by an act" : Pages.time(duty.recordedMillis()));
        said(
                out,
                "Proven by",
                duty.proof()
                        .map(proof ->
                                "a dry run over " + proof.receipts() + " receipts at " + Pages.time(proof.atMillis())
                                        + ", digest <code>" + Html.of(proof.digest()) + "</code>")
                        .orElse("no dry run of this version"));
    }

    /** What each step further would meet, said before somebody tries. */
    private void next(StringBuilder out) {
        out.append("<ul>");
        for (Duty.Stage stage : Duty.Stage.values()) {
            if (stage.compareTo(lives().stage()) > 0) {
                DutyWish wish = new DutyWish(id(), stage, Optional.empty(), "");
                further(stage, rules.asked(tenant(), wish), out);
            }
        }
        out.append("</ul>\n");
    }

    static void further(Duty.Stage stage, Promotions.Answer answer, StringBuilder out) {
        out.append("<li>").append(Pages.tag(stage.wire())).append(' ');
        switch (answer) {
            case Promotions.Answer.Granted granted -> out.append("may be set now");
            case Promotions.Answer.Refused refused ->
                out.append("not yet: ")
                        .append(Pages.shown(refused.message()))
                        .append(" (<code>")
                        .append(Html.of(refused.code()))
                        .append("</code>)");
        }
        out.append("</li>");
    }

    /** What an operator may do. */
    void controls(StringBuilder out) {
        String path = Html.of(RulePages.path(id()));
        out.append("<h3>Try it over what happened</h3>")
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "dry-run")
                                + "<label>Days <input type=\"number\" name=\"days\" min=\"1\" max=\"400\" value=\"7\" required></label>"
                                + "<label><input type=\"checkbox\" name=\"record\" value=\"yes\"> record it as proof if it passes</label>"
                                + "<label>Why <input name=\"why\" maxlength=\"500\"></label><button>Dry run</button>"))
                .append("<h3>Promote or demote</h3>")
                .append(
                        Pages.form(
                                person,
                                path,
                                "class=\"row\"",
                                Pages.hidden("act", "set") + stages(lives().stage(), Duty.Stage.values())
                                        + canary(lives().canary())
                                        + "<label>Why <input name=\"why\" required maxlength=\"500\"></label><button>Set it</button>"));
    }

    static String stages(Duty.Stage now, Duty.Stage... stages) {
        StringBuilder out = new StringBuilder("<label>State <select name=\"stage\">");
        for (Duty.Stage stage : stages) {
            out.append("<option value=\"")
                    .append(stage.wire())
                    .append(stage == now ? "\" selected>" : "\">")
                    .append(stage.wire().replace('_', ' '))
                    .append("</option>");
        }
        return out.append("</select></label>").toString();
    }

    static String canary(int now) {
        return "<label>Percent of agents <input type=\"number\" name=\"canary\" min=\"0\" max=\"100\" value=\"" + now
                + "\"></label>";
    }
}
