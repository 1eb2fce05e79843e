package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.registry.Duty;
import dev.sallyport.server.api.DutyWish;
import dev.sallyport.server.api.PlaybookControls;
import dev.sallyport.server.api.Rehearsals;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import dev.sallyport.soc.playbook.Playbook;
import dev.sallyport.soc.playbook.PlaybookForm;
import dev.sallyport.soc.rehearsal.Simulation;
import dev.sallyport.soc.response.Step;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Playbooks: which act, what one would have done, and letting one act or stop acting. */
final class PlaybookPages {
    static final String PATH = "/console/playbooks";
    private static final int SHOWN = 200;

    private final PlaybookControls playbooks;
    private final Doors doors;

    PlaybookPages(PlaybookControls playbooks, Doors doors) {
        this.playbooks = playbooks;
        this.doors = doors;
    }

    private static String path(Playbook playbook) {
        return PATH + "/" + URLEncoder.encode(playbook.reference(), StandardCharsets.UTF_8);
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        List<Playbook> all = playbooks.detection().now().playbooks();
        StringBuilder out = new StringBuilder(2048).append(RulePages.tabs(true));
        if (!playbooks.detection().plan().responds()) {
            out.append(
                    "<p>Playbooks do not act here: <code>soc.respond</code> is off. What they would do is recorded.</p>");
        }
        if (all.isEmpty()) {
            out.append(Pages.empty(
                    "There is no playbook.",
                    "A playbook is a document in the folder that `soc.playbooks` names. To try a folder over what happened:",
                    "sallyport playbooks simulate --playbooks DIR"));
        } else {
            Table table =
                    new Table("Playbooks", "Playbook", "How far it goes", "At most", "Started by", "What it changed");
            all.forEach(playbook -> row(person.get().approver().tenant(), playbook, table));
            out.append(table.html());
        }
        return Frame.of(person.get(), exchange, Screen.RULES).page("Playbooks", out.toString());
    }

    private void row(TenantId tenant, Playbook playbook, Table table) {
        table.row(
                "<a href=\"" + Html.of(path(playbook)) + "\">" + Pages.shown(playbook.reference()) + "</a>",
                Pages.tag(playbooks
                        .detection()
                        .playbooks()
                        .stage(tenant, playbook)
                        .wire()),
                Pages.tag(playbooks.detection().playbooks().most(playbook).wire()),
                playbook.rules().size() + " rules, from " + playbook.least().wire() + " on",
                Pages.shown(IncidentStory.cut(playbook.change())));
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        Playbook playbook = playbooks.found(exchange.path("id"));
        StringBuilder out = new StringBuilder(8192);
        exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .ifPresent(receipt -> out.append(RulePages.done(receipt)));
        out.append(RulePages.tabs(true));
        about(playbook, out);
        out.append("<section aria-labelledby=\"set\"><h2 id=\"set\">How far it goes</h2>");
        standing(person.approver().tenant(), playbook, out);
        out.append(Operating.note(person));
        if (Operating.actor(person).isPresent()) {
            controls(person, playbook, out);
        }
        out.append("</section>\n");
        return Frame.of(person, exchange, Screen.RULES).page(playbook.reference(), out.toString());
    }

    private static void about(Playbook playbook, StringBuilder out) {
        out.append("<section aria-label=\"The playbook\"><dl>");
        RuleStory.said(out, "What it changed", Pages.shown(IncidentStory.cut(playbook.change())));
        RuleStory.said(out, "Digest", "<code>" + Html.of(PlaybookForm.digest(playbook)) + "</code>");
        StringBuilder rules = new StringBuilder();
        playbook.rules().stream()
                .sorted()
                .forEach(rule -> rules.append("<a href=\"")
                        .append(Html.of(RulePages.path(rule)))
                        .append("\">")
                        .append(Pages.shown(IncidentStory.cut(rule)))
                        .append("</a> "));
        RuleStory.said(
                out, "Started by", rules + "from " + Html.of(playbook.least().wire()) + " on");
        out.append("</dl><ol>");
        for (Playbook.Act act : playbook.acts()) {
            out.append("<li>")
                    .append(Html.of(act.effect().wire().replace('_', ' ')))
                    .append(act.argument().isEmpty() ? "" : " " + Pages.shown(act.argument()))
                    .append(act.ttlMillis() > 0 ? ", undone after " + span(act.ttlMillis()) : ", not undone by itself")
                    .append(act.confirm() ? ", after two people confirmed it" : "")
                    .append("</li>");
        }
        out.append("</ol></section>\n");
    }

    private static String span(long millis) {
        Duration span = Duration.ofMillis(millis);
        return span.toHours() > 0 ? span.toHours() + " h " + span.toMinutesPart() + " min" : span.toSeconds() + " s";
    }

    private void standing(TenantId tenant, Playbook playbook, StringBuilder out) {
        Duty duty = playbooks.duty(tenant, playbook);
        out.append("<dl>");
        RuleStory.said(
                out,
                "State",
                Pages.tag(playbooks
                                .detection()
                                .playbooks()
                                .stage(tenant, playbook)
                                .wire()) + " for " + duty.canary() + " % of the agents");
        RuleStory.said(
                out,
                "At most",
                Pages.tag(playbooks.detection().playbooks().most(playbook).wire())
                        + " by its mode and the configuration");
        RuleStory.proofs(duty, out);
        out.append("</dl>");
        if (duty.stage() != Duty.Stage.RESPOND) {
            DutyWish wish = new DutyWish(playbook.reference(), Duty.Stage.RESPOND, Optional.empty(), "");
            out.append("<ul>");
            RuleStory.further(Duty.Stage.RESPOND, playbooks.asked(tenant, wish), out);
            out.append("</ul>");
        }
    }

    private void controls(Doors.Person person, Playbook playbook, StringBuilder out) {
        String path = Html.of(path(playbook));
        Duty duty = playbooks.duty(person.approver().tenant(), playbook);
        out.append("<h3>Simulate it over what happened</h3>")
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "simulate")
                                + "<label>Days <input type=\"number\" name=\"days\" min=\"1\" max=\"400\" value=\"7\" required></label>"
                                + "<label><input type=\"checkbox\" name=\"record\" value=\"yes\"> record it as proof if it passes</label>"
                                + "<label>Why <input name=\"why\" maxlength=\"500\"></label><button>Simulate</button>"))
                .append("<h3>Let it act, or only be recorded</h3>")
                .append(
                        Pages.form(
                                person,
                                path,
                                "class=\"row\"",
                                Pages.hidden("act", "set")
                                        + RuleStory.stages(duty.stage(), Duty.Stage.LOG_ONLY, Duty.Stage.RESPOND)
                                        + RuleStory.canary(duty.canary())
                                        + "<label>Why <input name=\"why\" required maxlength=\"500\"></label><button>Set it</button>"));
    }

    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        Playbook playbook = playbooks.found(exchange.path("id"));
        return switch (form.text("act")) {
            case "set" -> {
                DutyWish wish = new DutyWish(
                        playbook.reference(),
                        RulePages.stage(form),
                        RulePages.number(form, "canary"),
                        form.text("why"));
                yield Html.to(path(playbook) + "?done=" + playbooks.set(actor, wish), Map.of());
            }
            case "simulate" -> simulate(exchange, person, actor, form);
            default -> throw RulePages.wrong();
        };
    }

    private Reply simulate(Exchange exchange, Doors.Person person, Actor actor, Form form) {
        Playbook playbook = playbooks.found(exchange.path("id"));
        boolean proves = form.text("record").equals("yes");
        int days = RulePages.number(form, "days").orElseThrow(RulePages::wrong);
        PlaybookControls.Simulated simulated = playbooks.simulate(
                actor,
                new PlaybookControls.Trial(
                        Rehearsals.Wanted.lastDays(days), Optional.of(playbook.reference()), proves, form.text("why")));
        StringBuilder out = new StringBuilder(4096);
        Simulation.Report report = simulated.report();
        DryRunText.read(report.read(), report.cut(), out);
        List<String> faults = report.faults(playbook);
        out.append("<section><h2>")
                .append(Pages.tag(faults.isEmpty() ? "verified" : "failed"))
                .append(faults.isEmpty() ? " It passes" : " It does not pass")
                .append("</h2><ul>");
        faults.forEach(why -> out.append("<li>").append(Pages.shown(why)).append("</li>"));
        out.append("</ul>");
        steps(report.of(playbook), out);
        out.append("</section>\n");
        if (simulated.receipt().isPresent()) {
            out.append(RulePages.done(simulated.receipt().get()));
        } else if (proves) {
            out.append("<p class=\"bad\" role=\"status\">It did not pass, so nothing was recorded.</p>");
        }
        out.append("<p><a href=\"").append(Html.of(path(playbook))).append("\">Back to the playbook</a></p>\n");
        return Frame.of(person, exchange, Screen.RULES).page("Simulation", out.toString());
    }

    private static void steps(List<Simulation.Outcome> outcomes, StringBuilder out) {
        if (outcomes.isEmpty()) {
            out.append("<p>Nothing in that time would have started it.</p>");
            return;
        }
        Table table =
                new Table("What it would have done", "When", "What", "Whom", "Became", "Calls that would have met it");
        outcomes.stream().limit(SHOWN).forEach(outcome -> {
            Step step = outcome.step();
            table.plain(
                    Pages.time(outcome.plannedMillis()),
                    Html.of(step.effect().wire().replace('_', ' ')),
                    Pages.shown(IncidentStory.cut(step.target())),
                    Pages.tag(step.state().wire()) + (outcome.held() ? " held back by the brake" : ""),
                    Long.toString(outcome.met()));
        });
        out.append(table.html());
    }
}
