package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.server.api.PilotControls;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.pilot.PilotFolder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A pilot as its signed records say it stands: cohorts, gates, exit criteria with their evidence. {@link PilotActing} is what people record there. */
final class PilotPages {
    static final String PATH = "/console/pilot";
    private static final int CONFLICT = 409;

    private final PilotControls pilot;
    private final Doors doors;

    PilotPages(PilotControls pilot, Doors doors) {
        this.pilot = pilot;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        String done = exchange.query("done")
                .filter(receipt -> receipt.matches("[a-zA-Z0-9_]{1,80}"))
                .map(RulePages::done)
                .orElse("");
        return page(exchange, person.get(), 200, done);
    }

    /** @param said what became of an act, above everything else; HTML */
    private Reply page(Exchange exchange, Doors.Person person, int status, String said) {
        StringBuilder out =
                new StringBuilder(8192).append(ShieldPages.tabs(true)).append(said);
        switch (pilot.shown(person.approver().tenant())) {
            case PilotFolder.None none ->
                out.append(Pages.empty(
                        "No pilot is kept here.",
                        "A pilot measures shields at several customers before they may block. Its records lie in the data directory; to begin one:",
                        "sallyport pilot start"));
            case PilotFolder.Broken broken ->
                out.append("<p class=\"bad\" role=\"status\">The records of the pilot do not hold: ")
                        .append(Pages.shown(broken.message()))
                        .append(" (<code>")
                        .append(Html.of(broken.code()))
                        .append("</code>)</p>");
            case PilotFolder.Standing standing -> {
                standing(standing, out);
                out.append(PilotActing.agreed(standing.head().pilot()));
                out.append("<section class=\"noprint\" aria-labelledby=\"acts\"><h2 id=\"acts\">Record something</h2>")
                        .append(Operating.note(person));
                if (Operating.actor(person).isPresent()) {
                    out.append(PilotActing.forms(person, standing.head()));
                }
                out.append("</section>\n");
            }
        }
        return Frame.of(person, exchange, Screen.SHIELDS).page(status, "Pilot", "", out.toString());
    }

    /** First what an act would change is shown, then it is recorded, if nothing else was meanwhile. */
    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        Actor actor = Operating.required(person);
        PilotAct act = PilotAct.byWire(form.text("act")).orElseThrow(RulePages::wrong);
        PilotControls.Asked asked = PilotActing.asked(form, act, actor);
        try {
            return switch (form.text("step")) {
                case "look" ->
                    Frame.of(person, exchange, Screen.SHIELDS)
                            .page(act.label(), PilotActing.foreseen(person, form, act, pilot.foresee(actor, asked)));
                case "record" ->
                    Html.to(PATH + "?done=" + pilot.record(actor, asked).receipt(), Map.of());
                default -> throw RulePages.wrong();
            };
        } catch (Problem refused) {
            if (refused.status() != CONFLICT) {
                throw refused;
            }
            return page(exchange, person, CONFLICT, ShieldPages.notDone(refused)); // which shows where it stands now
        }
    }

    private static void standing(PilotFolder.Standing standing, StringBuilder out) {
        out.append("<section aria-label=\"Where it stands\"><dl>");
        RuleStory.said(
                out,
                "Phase",
                Pages.tag(standing.phase().name().toLowerCase(Locale.ROOT)) + " since " + time(standing.since()));
        RuleStory.said(out, "Week", Integer.toString(standing.week()));
        RuleStory.said(out, "Planned end", time(standing.plannedEnd()));
        RuleStory.said(out, "Records", standing.records() + ", each signed and chained; verified just now");
        out.append("</dl></section>\n");
        if (!standing.late().isEmpty()) {
            out.append("<section aria-labelledby=\"late\"><h2 id=\"late\">Late</h2><ul>");
            standing.late()
                    .forEach(late -> out.append("<li class=\"bad\">")
                            .append(Pages.shown(late))
                            .append("</li>"));
            out.append("</ul></section>\n");
        }
        cohorts(standing, out);
        judged("criteria", "Exit criteria", standing.criteria(), out);
        judged("gates", "Gates before the next phase", standing.gates(), out);
        Table shields = new Table("How far each shield may go", "Shield", "Mode", "Why");
        standing.shields()
                .forEach(step -> shields.plain(
                        Pages.shown(step.shield()),
                        Pages.tag(step.mode().wire().replace('-', '_')),
                        Pages.shown(IncidentStory.cut(step.why()))));
        out.append("<section aria-labelledby=\"shields\"><h2 id=\"shields\">How far each shield may go</h2>")
                .append(shields.html())
                .append("</section>\n");
        customers(standing.customers(), out);
    }

    private static String time(Instant at) {
        return Pages.time(at.toEpochMilli());
    }

    private static void cohorts(PilotFolder.Standing standing, StringBuilder out) {
        Table table = new Table("Cohorts", "Cohort", "Customers", "Wanted", "Weeks", "Progress");
        for (PilotFolder.CohortSize size : standing.cohorts()) {
            int least = size.cohort().least();
            table.plain(
                    size.cohort().name(),
                    Integer.toString(size.members()),
                    least + " to " + size.cohort().most(),
                    size.cohort().firstWeek() + " to " + size.cohort().lastWeek(),
                    "<progress max=\"" + least + "\" value=\"" + Math.min(least, size.members())
                            + "\" aria-label=\"Customers of cohort "
                            + size.cohort().name() + "\">" + size.members() + " of " + least
                            + "</progress>");
        }
        out.append("<section aria-labelledby=\"cohorts\"><h2 id=\"cohorts\">Cohorts</h2>")
                .append(table.html())
                .append("</section>\n");
    }

    private static void judged(String id, String title, List<Outcome.Judged> all, StringBuilder out) {
        out.append("<section aria-labelledby=\"")
                .append(id)
                .append("\"><h2 id=\"")
                .append(id)
                .append("\">")
                .append(title)
                .append("</h2>");
        for (Outcome.Judged judged : all) {
            out.append("<h3>")
                    .append(Pages.tag(judged.outcome().wire().toLowerCase(Locale.ROOT)))
                    .append(' ')
                    .append(Pages.shown(judged.question()))
                    .append("</h3><ul>");
            judged.outcome()
                    .evidence()
                    .forEach(each -> out.append("<li>")
                            .append(Pages.shown(IncidentStory.cut(each)))
                            .append("</li>"));
            out.append("</ul>");
            if (!judged.outcome().needed().isEmpty()) {
                out.append("<p><strong>Needed:</strong> ")
                        .append(Pages.shown(IncidentStory.cut(judged.outcome().needed())))
                        .append("</p>");
            }
        }
        out.append(all.isEmpty() ? "<p>None.</p>" : "").append("</section>\n");
    }

    private static void customers(List<Customer> customers, StringBuilder out) {
        Table table = new Table("Customers", "Customer", "Cohort", "Joined", "Updates by itself", "Takes part");
        customers.forEach(customer -> table.plain(
                Pages.shown(IncidentStory.cut(customer.id())),
                customer.cohort().name(),
                time(customer.joined()),
                customer.autoUpdate() ? "yes" : "no",
                customer.active() ? "yes" : "left"));
        out.append("<section aria-labelledby=\"customers\"><h2 id=\"customers\">Customers</h2>")
                .append(table.html())
                .append("</section>\n");
    }
}
