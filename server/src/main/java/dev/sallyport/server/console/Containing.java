package dev.sallyport.server.console;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.AgentId;
import dev.sallyport.gate.identity.PersonId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Role;
import dev.sallyport.ledger.receipt.Receipt;
import dev.sallyport.ledger.receipt.ReceiptKind;
import dev.sallyport.ledger.receipt.SealedReceipt;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Problem;
import dev.sallyport.soc.incident.Incident;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stops an agent from an incident's page, and lifts that again. Whoever handles incidents may stop an agent that an open one concerns, because
 * that only tightens; lifted here is only what a person stopped from the page of the same incident. What an operator or a playbook stopped is theirs.
 */
final class Containing {
    private static final int PAGE = 500;
    /** Whose freezes are lifted here. */
    private static final List<Role> LIFTED = List.of(Role.APPROVER, Role.ANALYST, Role.OPERATOR);

    private static final String STORY_UNWRITTEN =
            "it is done, but the incident could not be told: a freeze with a time stays until somebody lifts it";
    private static final int HOUR_MINUTES = 60;
    private static final int DAY_MINUTES = 24 * HOUR_MINUTES;
    private static final long MINUTE_MILLIS = 60_000;
    /** For how many minutes a freeze can stand, the one that is offered first at the top; 0 is until it is lifted. */
    private static final SequencedMap<Integer, String> TIMES = times();

    /** Among how many of the newest acts a freeze is looked for. */
    private static final int SEARCHED = 20_000;

    private static final Logger LOG = LoggerFactory.getLogger(Containing.class);

    private final Console.Parts parts;

    Containing(Console.Parts parts) {
        this.parts = parts;
    }

    private static SequencedMap<Integer, String> times() {
        SequencedMap<Integer, String> times = new LinkedHashMap<>();
        times.put(HOUR_MINUTES, "for an hour");
        times.put(HOUR_MINUTES / 4, "for a quarter of an hour");
        times.put(8 * HOUR_MINUTES, "for 8 hours");
        times.put(DAY_MINUTES, "for a day");
        times.put(7 * DAY_MINUTES, "for a week");
        times.put(0, "until it is lifted");
        return times;
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
                out.append(button(person, incident, agent, "freeze", choice(agent), "Freeze", "danger"))
                        .append(Foreseen.freezing(agent.id().value()));
            } else if (agent.status() == AgentStatus.FROZEN && isOurs(person, incident, agent)) {
                out.append(button(person, incident, agent, "unfreeze", "", "Lift the freeze of", "plain"));
            } else if (agent.status() == AgentStatus.FROZEN) {
                out.append("<span class=\"muted\">stopped by an operator or a playbook, who lift it</span>");
            }
            out.append("</div>\n");
        });
        out.append("</section>\n");
    }

    /** Where nothing detects, nothing undoes either, and a freeze has no end of its own. */
    private String choice(Agent agent) {
        if (!parts.soc().plan().on()) {
            return "";
        }
        StringBuilder out = new StringBuilder("<select name=\"minutes\" aria-label=\"How long ")
                .append(Pages.shown(agent.key()))
                .append(" stays frozen\">");
        TIMES.forEach((minutes, label) ->
                out.append("<option value=\"" + minutes + "\">").append(label).append("</option>"));
        return out.append("</select> ").toString();
    }

    private long millis(Form form) {
        String minutes = form.text("minutes");
        if (minutes.isEmpty() || minutes.equals("0")) {
            return 0;
        }
        return TIMES.keySet().stream()
                .filter(known -> parts.soc().plan().on() && minutes.equals(Integer.toString(known)))
                .findFirst()
                .map(known -> known * MINUTE_MILLIS)
                .orElseThrow(() -> new Problem(400, "wrong_form", "minutes must be one of " + TIMES.keySet()));
    }

    private static String button(
            Doors.Person person, Incident incident, Agent agent, String act, String choice, String label, String kind) {
        return Pages.form(
                person,
                IncidentPages.PATH + "/" + Html.of(incident.id()),
                "",
                Pages.hidden("act", act) + Pages.hidden("agent", agent.id().value()) + choice
                        + "<button class=\"" + kind + "\">"
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
        if (!freezes && !isOurs(person, incident, agent)) {
            throw new Problem(403, "not_yours_to_lift", "what an operator or a playbook stopped is theirs to lift");
        }
        long ttlMillis = freezes ? millis(form) : 0;
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
        if (!(result instanceof CommitResult.Committed committed)) {
            throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        }
        String receipt = committed.receipt().receiptId();
        PersonId who = person.approver().person();
        try {
            if (freezes) {
                parts.soc().byHand().froze(incident, who, agent.id(), receipt, ttlMillis);
            } else {
                parts.soc().byHand().lifted(incident, who, agent.id(), receipt);
            }
        } catch (RuntimeException e) {
            // The act is in force and receipted; that the story could not say so must not look like its failure.
            LOG.error("the incident {} could not be told of {}", incident.id(), receipt, e);
            throw new Problem(503, "story_unwritten", STORY_UNWRITTEN);
        }
    }

    private static String why(Incident incident) {
        return "on the console, for incident " + incident.id();
    }

    /** Whether the newest receipt that froze the agent is of somebody on this incident's page whose freezes that person may lift: an operator's are operators'. */
    private boolean isOurs(Doors.Person person, Incident incident, Agent agent) {
        for (int offset = 0; offset < SEARCHED; offset += PAGE) {
            List<SealedReceipt> page = parts.records().newestActs(incident.tenant(), PAGE, offset);
            for (SealedReceipt sealed : page) {
                String text = new String(sealed.canonical(), StandardCharsets.UTF_8);
                if (text.contains("agent_frozen") && text.contains(agent.id().value())) {
                    Optional<Receipt> receipt = Receipt.ifReadable(sealed);
                    if (receipt.isEmpty()) {
                        return false; // whose freeze it was nobody can tell, so nobody lifts it from here
                    }
                    JsonObject body = receipt.get().body().members();
                    if (froze(receipt.get(), agent)) {
                        return LIFTED.stream()
                                        .anyMatch(role -> says(body, "actor_role", role.wire())
                                                && (role != Role.OPERATOR || person.may(Right.OPERATE)))
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
