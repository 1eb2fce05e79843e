package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.server.api.DutyWish;
import dev.sallyport.server.api.RuleControls;
import dev.sallyport.server.api.RuleTrial;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.Detection;
import dev.sallyport.soc.book.Hits;
import dev.sallyport.soc.detect.SigmaRules;
import dev.sallyport.soc.life.Lives;
import dev.sallyport.text.visible.Visible;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Detection rules: the list, and what operators do with one. {@link RuleStory} tells one, {@link DryRunText} a dry run. */
final class RulePages {
    static final String PATH = "/console/rules";
    private static final int NUMBER_DIGITS = 4;

    private final RuleControls rules;
    private final Doors doors;

    RulePages(RuleControls rules, Doors doors) {
        this.rules = rules;
        this.doors = doors;
    }

    /** Where a rule is shown. */
    static String path(String rule) {
        return PATH + "/" + URLEncoder.encode(rule, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** What the screens of rules and of playbooks have at the top. */
    static String tabs(boolean playbooks) {
        return "<p class=\"row noprint\"><a href=\"" + PATH + "\"" + (playbooks ? "" : " aria-current=\"true\"")
                + ">Rules</a> <a href=\"" + PlaybookPages.PATH + "\"" + (playbooks ? " aria-current=\"true\"" : "")
                + ">Playbooks</a></p>\n";
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        TenantId tenant = person.get().approver().tenant();
        Detection.Running running = rules.running();
        String body = tabs(false)
                + (running.rules().wholes().isEmpty()
                        ? Pages.empty(
                                "No rule runs.",
                                "Detection is switched off, or its folder is empty. What a folder holds:",
                                "sallyport rules check rules")
                        : table(tenant, running));
        return Frame.of(person.get(), exchange, Screen.RULES).page("Rules", body);
    }

    private String table(TenantId tenant, Detection.Running running) {
        Hits hits = rules.hits(tenant);
        Table table = new Table(
                "Rules",
                "Rule",
                "Severity",
                "How far it goes",
                "Matches of " + RuleControls.HIT_DAYS + " days",
                "Author",
                "Comes with");
        List<SigmaRules.Whole> loudest = running.rules().wholes().stream()
                .sorted(Comparator.comparingLong((SigmaRules.Whole rule) -> sum(hits, rule))
                        .thenComparing(rule -> rule.rule().severity())
                        .reversed())
                .toList();
        for (SigmaRules.Whole rule : loudest) {
            Lives.Standing standing = running.lives().standing(tenant, rule);
            table.row(
                    "<a href=\"" + Html.of(path(rule.rule().id())) + "\">"
                            + Pages.shown(IncidentStory.cut(rule.rule().title())) + "</a>",
                    Pages.tag(rule.rule().severity().wire()),
                    Pages.tag(standing.stage().wire())
                            + (standing.canary() < Duty.WHOLE ? " for " + standing.canary() + " %" : ""),
                    Long.toString(sum(hits, rule)),
                    Pages.shown(IncidentStory.cut(rule.rule().author())),
                    standing.bundled() ? "the program" : "your folder");
        }
        String cut = hits.whole()
                ? ""
                : "<p class=\"muted\">Counted are the newest " + Hits.MOST_READ + " matches of all rules.</p>";
        return "<p class=\"muted\">The set has the digest <code>" + Html.of(running.digest()) + "</code>.</p>\n"
                + table.html() + cut;
    }

    private static long sum(Hits hits, SigmaRules.Whole rule) {
        return hits.of(rule.rule().id()).stream().mapToLong(Long::longValue).sum();
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        SigmaRules.Whole rule = found(exchange.path("id"));
        RuleStory story = new RuleStory(rules, person, rule);
        StringBuilder out = new StringBuilder(16_384);
        exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .ifPresent(receipt -> out.append(done(receipt)));
        story.about(out);
        story.hits(out);
        story.explain(exchange.query("receipt"), out);
        story.examples(out);
        story.changes(out);
        out.append("<section aria-labelledby=\"set\"><h2 id=\"set\">How far it goes</h2>");
        story.standing(out);
        out.append(Operating.note(person));
        if (Operating.actor(person).isPresent()) {
            story.controls(out);
        }
        out.append("</section>\n");
        return Frame.of(person, exchange, Screen.RULES)
                .page(Visible.strict(IncidentStory.cut(rule.rule().title())), out.toString());
    }

    /** That something was done, and the receipt that says so. */
    static String done(String receipt) {
        return "<p class=\"good\" role=\"status\">Done, with receipt <a href=\"/console/receipts/" + Html.of(receipt)
                + "\">" + Html.of(receipt) + "</a>.</p>\n";
    }

    private SigmaRules.Whole found(String id) {
        return rules.rule(id).orElseThrow(() -> new Problem(404, "no_such_rule", "no such rule"));
    }

    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        String rule = found(exchange.path("id")).rule().id();
        return switch (form.text("act")) {
            case "set" -> {
                String receipt =
                        rules.set(actor, new DutyWish(rule, stage(form), number(form, "canary"), form.text("why")));
                yield Html.to(path(rule) + "?done=" + receipt, Map.of());
            }
            case "dry-run" -> dryRun(exchange, person, actor, form);
            default -> throw wrong();
        };
    }

    private Reply dryRun(Exchange exchange, Doors.Person person, Actor actor, Form form) {
        String rule = exchange.path("id");
        boolean proves = form.text("record").equals("yes");
        int days = number(form, "days").orElseThrow(RulePages::wrong);
        RuleControls.Tried tried = rules.dryRun(actor, RuleTrial.ofRule(rule, days, proves, form.text("why")));
        StringBuilder out = new StringBuilder(4096);
        DryRunText.tell(tried, proves, out);
        out.append("<p><a href=\"").append(Html.of(path(rule))).append("\">Back to the rule</a></p>\n");
        return Frame.of(person, exchange, Screen.RULES).page("Dry run", out.toString());
    }

    static Duty.Stage stage(Form form) {
        return Duty.Stage.byWire(form.text("stage")).orElseThrow(RulePages::wrong);
    }

    /** A number that the form may leave out. */
    static Optional<Integer> number(Form form, String field) {
        String text = form.text(field).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (text.length() > NUMBER_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw wrong();
        }
        return Optional.of(Integer.parseInt(text));
    }

    static Problem wrong() {
        return new Problem(400, "wrong_form", "the form is not as this page would send it");
    }
}
