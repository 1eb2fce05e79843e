package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.http.Problem;
import dev.sallyport.soc.incident.Incident;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Stops an agent from an incident's page, and lifts that again. Whoever handles incidents may stop an agent that an open one concerns, because
 * that only tightens; lifted here is only what a person stopped from the page of the same incident. What an operator or a playbook stopped is theirs.
 */
final class Containing {
    private static final int PAGE = 500;
    private static final int SEARCHED = 20_000;

    private final Console.Parts parts;

    Containing(Console.Parts parts) {
        this.parts = parts;
    }

    private List<Agent> agents(Incident incident) {
        return incident.radius().agents().stream()
                .flatMap(id -> agent(incident, id).stream())
                .toList();
    }

    private Optional<Agent> agent(Incident incident, String id) {
        try {
            return parts.registry().agent(incident.tenant(), new AgentId(id));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // an alert can be about a name that nothing has
        }
    }

    void panel(Doors.Person person, Incident incident, StringBuilder out) {
        List<Agent> agents = agents(incident);
        if (agents.isEmpty()) {
            return;
        }
        out.append(
                "<section aria-labelledby=\"stop\"><h2 id=\"stop\">Stop an agent</h2>"
                        + "<p>Every call of a frozen agent is denied until it is lifted; what runs already is not called back.</p>\n");
        agents.forEach(agent -> {
            out.append("<div class=\"row\"><span>")
                    .append(Pages.shown(agent.key()))
                    .append(" (")
                    .append(Pages.shown(IncidentStory.cut(agent.name())))
                    .append(")</span>")
                    .append(Pages.tag(agent.status().name().toLowerCase(java.util.Locale.ROOT)));
            if (agent.status() == AgentStatus.ACTIVE
                    && incident.handling().status().isOpen()) {
                out.append(button(person, incident, agent, "freeze", "Freeze", "danger"))
                        .append(Foreseen.freezing(agent.id().value()));
            } else if (agent.status() == AgentStatus.FROZEN && isOurs(incident, agent)) {
                out.append(button(person, incident, agent, "unfreeze", "Lift the freeze of", "plain"));
            } else if (agent.status() == AgentStatus.FROZEN) {
                out.append("<span class=\"muted\">stopped by an operator or a playbook, who lift it</span>");
            }
            out.append("</div>\n");
        });
        out.append("</section>\n");
    }

    private static String button(
            Doors.Person person, Incident incident, Agent agent, String act, String label, String kind) {
        return Pages.form(
                person,
                IncidentPages.PATH + "/" + Html.of(incident.id()),
                "",
                Pages.hidden("act", act) + Pages.hidden("agent", agent.id().value()) + "<button class=\"" + kind + "\">"
                        + label + " " + Pages.shown(agent.key()) + "</button>");
    }

    void act(Doors.Person person, Incident incident, Form form) {
        Agent agent = agents(incident).stream()
                .filter(a -> a.id().value().equals(form.text("agent")))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "no_such_agent", "no such agent"));
        boolean freezes = form.text("act").equals("freeze");
        if (freezes && !incident.handling().status().isOpen()) {
            throw new Problem(409, "incident_over", "this incident is closed, or was merged into another one");
        }
        if (agent.status() != (freezes ? AgentStatus.ACTIVE : AgentStatus.FROZEN)) {
            throw new Problem(409, "conflict", "the agent stands otherwise by now; look again");
        }
        if (!freezes && !isOurs(incident, agent)) {
            throw new Problem(403, "not_yours_to_lift", "what an operator or a playbook stopped is theirs to lift");
        }
        Actor actor = new Actor(
                incident.tenant(),
                person.approver().roles().acting(),
                person.approver().person().value());
        CommitResult result = parts.gate()
                .change(
                        actor,
                        new RegistryChange.SetAgentStatus(
                                incident.tenant(), agent.id(), freezes ? AgentStatus.FROZEN : AgentStatus.ACTIVE),
                        why(incident));
        if (!(result instanceof CommitResult.Committed)) {
            throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        }
    }

    private static String why(Incident incident) {
        return "on the console, for incident " + incident.id();
    }

    /** Whether the newest receipt that froze the agent is of a person on this incident's page. */
    private boolean isOurs(Incident incident, Agent agent) {
        for (int offset = 0; offset < SEARCHED; offset += PAGE) {
            List<SealedReceipt> page = parts.records().newestReceipts(incident.tenant(), PAGE, offset);
            for (SealedReceipt sealed : page) {
                String text = new String(sealed.canonical(), StandardCharsets.UTF_8);
                if (text.contains("agent_frozen") && text.contains(agent.id().value())) {
                    Optional<Receipt> receipt = Receipt.ifReadable(sealed);
                    if (receipt.isEmpty()) {
                        return false; // whose freeze it was nobody can tell, so nobody lifts it from here
                    }
                    JsonObject body = receipt.get().body().members();
                    if (froze(receipt.get(), agent)) {
                        return (says(body, "actor_role", "approver") || says(body, "actor_role", "analyst"))
                                && says(body, "why", why(incident));
                    }
                }
            }
            if (page.size() < PAGE) {
                break;
            }
        }
        return false;
    }

    private static boolean froze(Receipt receipt, Agent agent) {
        JsonObject body = receipt.body().members();
        return receipt.envelope().kind() == ReceiptKind.ADMINISTRATION
                && says(body, "change", "agent_frozen")
                && says(body, "subject", agent.id().value());
    }

    private static boolean says(JsonObject body, String member, String value) {
        return body.get(member) instanceof JsonString text && text.value().equals(value);
    }
}
