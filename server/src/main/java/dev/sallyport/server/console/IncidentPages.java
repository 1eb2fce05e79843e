package dev.sallyport.server.console;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.server.api.ActAnswers;
import dev.sallyport.server.api.RecentPreviews;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import dev.sallyport.server.soc.Desk;
import dev.sallyport.soc.book.Book;
import dev.sallyport.soc.incident.Act;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.incident.Verdict;
import dev.sallyport.soc.response.Step;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Incidents: the list, and what people do with one. {@link IncidentStory} tells it, {@link Containing} stops an agent. */
final class IncidentPages {
    static final String PATH = "/console/incidents";
    private static final int SHOWN = 50;
    private static final int NOTE = 500;

    private final Console.Parts parts;
    private final Doors doors;
    private final Containing containing;

    IncidentPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
        this.containing = new Containing(parts);
    }

    private Book book() {
        return parts.soc().book();
    }

    Reply list(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        boolean all = exchange.query("status").filter("all"::equals).isPresent();
        int offset = (int) exchange.query("offset", 0, 1_000_000, 0);
        List<Incident> page = book().incidents(person.get().approver().tenant(), !all, SHOWN, offset);
        StringBuilder out = new StringBuilder(4096);
        out.append("<p class=\"row noprint\"><a href=\"" + PATH + "\"")
                .append(all ? "" : " aria-current=\"true\"")
                .append(">Open</a> <a href=\"" + PATH + "?status=all\"")
                .append(all ? " aria-current=\"true\"" : "")
                .append(">All</a></p>");
        if (page.isEmpty()) {
            out.append(Pages.empty(
                    all ? "No incident was ever opened." : "No incident is open.",
                    "Detection rules open one when events match. Which rules a folder holds, and whether they load:",
                    "sallyport rules check rules"));
        } else {
            table(page, out);
        }
        if (page.size() == SHOWN) {
            out.append("<p class=\"noprint\"><a href=\"" + PATH + "?offset=")
                    .append(offset + SHOWN)
                    .append(all ? "&amp;status=all" : "")
                    .append("\">Older</a></p>");
        }
        return Frame.of(person.get(), exchange, Screen.INCIDENTS).page("Incidents", out.toString());
    }

    private void table(List<Incident> page, StringBuilder out) {
        out.append(
                "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Severity</th><th scope=\"col\">What happened</th>"
                        + "<th scope=\"col\">Status</th><th scope=\"col\">In whose hands</th><th scope=\"col\">Changed</th>"
                        + "</tr></thead><tbody>\n");
        for (Incident incident : page) {
            out.append("<tr data-row><td>")
                    .append(Pages.tag(incident.severity().wire()))
                    .append("</td><td><a href=\"" + PATH + "/")
                    .append(Html.of(incident.id()))
                    .append("\">")
                    .append(Pages.shown(new IncidentStory(parts, incident).sentence()))
                    .append("</a></td><td>")
                    .append(Pages.tag(incident.handling().status().wire()))
                    .append("</td><td>")
                    .append(Pages.shown(incident.handling().assignee().orElse("nobody")))
                    .append("</td><td>")
                    .append(Pages.time(incident.times().updated()))
                    .append("</td></tr>\n");
        }
        out.append("</tbody></table></div>\n");
    }

    private Incident incident(TenantId tenant, Exchange exchange) {
        return book().incident(tenant, exchange.path("id")).orElseThrow(() -> ActAnswers.missing("incident"));
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        Incident incident = incident(person.approver().tenant(), exchange);
        List<Step> steps = book().steps(incident.tenant(), incident.id());
        StringBuilder out = new StringBuilder(16_384);
        IncidentStory story = new IncidentStory(parts, incident);
        story.tell(out);
        story.steps(person, steps, out);
        exchange.query("preview")
                .ifPresent(asked -> new Foreseen(new RecentPreviews(parts.records(), parts.clock()), incident)
                        .tell(asked, steps, out));
        if (Right.HANDLE.isOf(person.approver())) {
            containing.panel(person, incident, out);
        }
        if (incident.handling().status().isOpen() && Right.HANDLE.isOf(person.approver())) {
            handle(person, incident, out);
        }
        return Frame.of(person, exchange, Screen.INCIDENTS).scripted("Incident", "receipt", out.toString());
    }

    private static void handle(Doors.Person person, Incident incident, StringBuilder out) {
        String path = PATH + "/" + Html.of(incident.id());
        StringBuilder verdicts = new StringBuilder(200);
        Arrays.stream(Verdict.values())
                .filter(v -> v != Verdict.UNDECIDED)
                .forEach(v -> verdicts.append("<option value=\"")
                        .append(v.wire())
                        .append("\">")
                        .append(v.wire().replace('_', ' '))
                        .append("</option>"));
        out.append("<section class=\"noprint\" aria-labelledby=\"handle\"><h2 id=\"handle\">Handle it</h2>")
                .append(Pages.form(
                        person, path, "", Pages.hidden("act", "assign") + "<button>Take it into my hands</button>"))
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "close") + "<label>It was <select name=\"verdict\">" + verdicts
                                + "</select></label><label>Note <input name=\"note\" maxlength=\"" + NOTE
                                + "\"></label><button>Close it</button>"))
                .append(Pages.form(
                        person,
                        path,
                        "class=\"row\"",
                        Pages.hidden("act", "merge")
                                + "<label>Part of incident <input name=\"into\" required maxlength=\"80\"></label>"
                                + "<button class=\"plain\">Merge</button>"))
                .append("</section>\n");
    }

    Reply handle(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        TenantId tenant = person.approver().tenant();
        Incident incident = incident(tenant, exchange);
        boolean ofStep = form.text("act").equals("confirm") || form.text("act").equals("refuse");
        (ofStep ? Right.CONFIRM : Right.HANDLE).check(person.approver());
        switch (form.text("act")) {
            case "assign" -> told(act(person, incident, Act.Kind.ASSIGNED, "", name(person)));
            case "close" ->
                told(act(person, incident, Act.Kind.CLOSED, verdict(form).wire(), note(form)));
            case "merge" -> {
                Incident whole = merge(person, incident, form.text("into").strip());
                return Html.to(PATH + "/" + whole.id(), Map.of());
            }
            case "confirm" -> step(person, incident, Act.Kind.STEP_CONFIRMED, form.text("step"));
            case "refuse" -> step(person, incident, Act.Kind.STEP_REFUSED, form.text("step"));
            case "freeze", "unfreeze" -> containing.act(person, incident, form);
            default -> throw wrong();
        }
        return Html.to(PATH + "/" + incident.id(), Map.of());
    }

    private static String name(Doors.Person person) {
        return person.approver().person().value();
    }

    /** The act in force with its receipt, or the refusal. */
    private Incident act(Doors.Person person, Incident incident, Act.Kind kind, String subject, String text) {
        Desk.Wish wish = new Desk.Wish(
                incident.tenant(),
                incident.id(),
                kind,
                person.approver().roles().acting(),
                name(person),
                subject,
                text);
        return ActAnswers.done(parts.soc().desk().act(wish), kind);
    }

    private void told(Incident kept) {
        parts.soc().tell(kept);
    }

    private Incident merge(Doors.Person person, Incident incident, String into) {
        if (!incident.handling().status().isOpen()) {
            throw ActAnswers.over();
        }
        if (book().incident(incident.tenant(), into).isEmpty()) {
            throw ActAnswers.missing("incident");
        }
        Incident whole = act(person, incident, Act.Kind.MERGED, into, "");
        book().incident(incident.tenant(), incident.id()).ifPresent(this::told);
        told(whole);
        return whole;
    }

    /** One of the two people whom a step waits for, or somebody whose no is enough. */
    private void step(Doors.Person person, Incident incident, Act.Kind kind, String key) {
        Step step = book().steps(incident.tenant(), incident.id()).stream()
                .filter(s -> s.key().equals(key))
                .findFirst()
                .orElseThrow(() -> ActAnswers.missing("step"));
        if (kind == Act.Kind.STEP_CONFIRMED
                && step.state() == Step.State.AWAITING
                && step.confirmed().contains(name(person))) {
            throw new Problem(409, "step_confirmed", "you have confirmed it; another person has to");
        }
        act(person, incident, kind, key, "");
        parts.soc().wake();
    }

    private static Verdict verdict(Form form) {
        return Verdict.byWire(form.text("verdict")).orElseThrow(IncidentPages::wrong);
    }

    private static String note(Form form) {
        if (form.text("note").length() > NOTE) {
            throw wrong();
        }
        return form.text("note");
    }

    private static Problem wrong() {
        return new Problem(400, "wrong_form", "the form is not as this page would send it");
    }
}
