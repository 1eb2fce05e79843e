package dev.sallyport.server.console;

import dev.sallyport.gate.approval.Approval;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.BreakGlass;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Reply;
import java.util.List;
import java.util.Optional;

/** What waits for people, what will run out first at the top. Contents stand on an approval's own page, for those who may answer. */
final class Inbox {
    /** What the page asks for by itself every few seconds. */
    static final String POLLED = "/console/approvals.json";

    private final Console.Parts parts;
    private final Doors doors;

    Inbox(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> person = doors.person(exchange);
        if (person.isEmpty()) {
            return Console.stranger(exchange, "/console/");
        }
        StringBuilder out = new StringBuilder(4096);
        out.append("<p id=\"more\" role=\"status\"></p>\n");
        waiting(person.get(), out);
        FirstSteps steps = new FirstSteps(parts, person.get().approver().tenant(), exchange.origin());
        if (steps.areWanted()) {
            steps.tell(out);
        }
        parts.registry().breakGlasses(person.get().approver().tenant()).stream()
                .filter(glass -> parts.clock().millis() < glass.untilMillis())
                .forEach(glass -> glass(person.get(), glass, out));
        return Frame.of(person.get(), exchange, Screen.APPROVALS).scripted("Approvals", "approvals", out.toString());
    }

    private void waiting(Doors.Person person, StringBuilder out) {
        List<Approval> waiting = parts.waiting().of(person.approver().tenant()).stream()
                .sorted(java.util.Comparator.comparingLong(Approval::expiresMillis))
                .toList();
        if (waiting.isEmpty()) {
            out.append(Pages.empty(
                    "Nothing waits.",
                    "An action waits here when a policy asks for a person. Which policies are in force:",
                    "sallyport policy status"));
            return;
        }
        out.append(
                "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Approval</th><th scope=\"col\">What would run</th>"
                        + "<th scope=\"col\">Agent</th><th scope=\"col\">Risk</th><th scope=\"col\">Asks</th><th scope=\"col\">Answers</th>"
                        + "<th scope=\"col\">Runs out</th></tr></thead><tbody>\n");
        waiting.forEach(approval -> row(person, approval, out));
        out.append("</tbody></table></div>\n");
    }

    private void row(Doors.Person person, Approval approval, StringBuilder out) {
        ApprovalHead head = new ApprovalHead(parts.form(), parts.clock().millis());
        String id = Html.of(approval.id().value());
        boolean mine = person.approver().groups().contains(approval.group());
        out.append("<tr data-row><td><a href=\"/console/approvals/")
                .append(id)
                .append("\">")
                .append(id)
                .append("</a></td><td>")
                .append(Pages.shown(approval.tool()))
                .append(" / ")
                .append(Pages.shown(approval.action()))
                .append("</td><td>")
                .append(agent(approval))
                .append("</td><td>")
                .append(Pages.tag(parts.form().risk(approval)))
                .append("</td><td>")
                .append(Pages.shown(approval.group()))
                .append(mine ? "" : " <span class=\"muted\">(not you)</span>")
                .append("</td><td>")
                .append(head.progress(approval))
                .append("</td><td>")
                .append(head.until(approval))
                .append("</td></tr>\n");
    }

    private String agent(Approval approval) {
        return Pages.shown(parts.registry()
                .agent(approval.tenant(), approval.agent())
                .map(Agent::key)
                .orElse(approval.agent().value()));
    }

    private static void glass(Doors.Person person, BreakGlass glass, StringBuilder out) {
        out.append("<section class=\"glass\"><h2>Break-glass</h2><p>Break-glass for agent ")
                .append(Pages.shown(glass.agent().value()))
                .append(", opened by ")
                .append(Pages.shown(glass.opener().value()))
                .append(": ")
                .append(Pages.shown(glass.why()))
                .append("</p>");
        if (glass.second().isPresent()) {
            out.append("<p>Confirmed by ")
                    .append(Pages.shown(glass.second().get().value()))
                    .append(".</p>");
        } else if (person.may(Right.ANSWER)) {
            out.append(Pages.form(
                    person,
                    "/console/break-glass/" + Html.of(glass.id()),
                    "",
                    "<button>Confirm as the second person</button>"));
        }
        out.append("</section>\n");
    }
}
