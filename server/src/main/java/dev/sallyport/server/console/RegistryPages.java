package dev.sallyport.server.console;

import dev.sallyport.gate.Actor;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.journal.CommitResult;
import dev.sallyport.gate.registry.Agent;
import dev.sallyport.gate.registry.AgentStatus;
import dev.sallyport.gate.registry.PinnedTool;
import dev.sallyport.gate.registry.RegistryChange;
import dev.sallyport.gate.registry.Server;
import dev.sallyport.server.auth.Right;
import dev.sallyport.server.http.Exchange;
import dev.sallyport.server.http.Problem;
import dev.sallyport.server.http.Reply;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Agents and servers as the gateway knows them, with what is pinned; operators stop and let go from here. */
final class RegistryPages {
    private static final String PATH = "/console/registry";
    private static final int WHY = 300;
    private static final int HASH_SHOWN = 12;

    private final Console.Parts parts;
    private final Doors doors;

    RegistryPages(Console.Parts parts, Doors doors) {
        this.parts = parts;
        this.doors = doors;
    }

    Reply show(Exchange exchange) {
        Optional<Doors.Person> signedIn = doors.person(exchange);
        if (signedIn.isEmpty()) {
            return Console.stranger(exchange, PATH);
        }
        Doors.Person person = signedIn.get();
        TenantId tenant = person.approver().tenant();
        StringBuilder out = new StringBuilder(16_384);
        out.append("<h2 id=\"agents\">Agents</h2>\n");
        agents(person, tenant, out);
        out.append("<h2 id=\"servers\">Tool servers</h2>\n");
        List<Server> servers = parts.registry().servers(tenant).stream()
                .sorted(Comparator.comparing(Server::key))
                .toList();
        if (servers.isEmpty()) {
            out.append(Pages.empty(
                    "No server is known.",
                    "A server is known once it is registered, and its tools may be used once an operator pins them:",
                    "sallyport mcp pin NAME -- COMMAND"));
        }
        servers.forEach(server -> server(person, server, out));
        return Frame.of(person, exchange, Screen.REGISTRY).page("Agents and servers", out.toString());
    }

    private void agents(Doors.Person person, TenantId tenant, StringBuilder out) {
        List<Agent> agents = parts.registry().agents(tenant).stream()
                .sorted(Comparator.comparing(Agent::key).thenComparing(a -> a.id().value()))
                .toList();
        if (agents.isEmpty()) {
            out.append(Pages.empty(
                    "No agent is registered.",
                    "An agent is registered with the enrolment key (POST /v1/agents/register). Those that are, by command:",
                    "sallyport agents"));
            return;
        }
        out.append(Pages.wide("Agents") + "<table><thead><tr><th scope=\"col\">Agent</th><th scope=\"col\">Stands</th>"
                + "<th scope=\"col\">Environment</th><th scope=\"col\">Risk tier</th><th scope=\"col\">Owner</th>"
                + "<th scope=\"col\">Believed up to</th><th scope=\"col\">Assurance</th><th scope=\"col\">Acts</th>"
                + "</tr></thead><tbody>\n");
        agents.forEach(agent -> row(person, agent, out));
        out.append("</tbody></table></div>\n");
    }

    private static void row(Doors.Person person, Agent agent, StringBuilder out) {
        out.append("<tr data-row><td><a href=\"")
                .append(Html.of(SavedSearches.path("agent:" + agent.key())))
                .append("\">")
                .append(Pages.shown(agent.key()))
                .append("</a><br><span class=\"muted\">")
                .append(Pages.shown(IncidentStory.cut(agent.name())))
                .append("</span></td><td>")
                .append(Pages.tag(agent.status().name().toLowerCase(Locale.ROOT)))
                .append("</td><td>")
                .append(Pages.shown(agent.environment()))
                .append("</td><td>")
                .append(Pages.shown(agent.riskTier()))
                .append("</td><td>")
                .append(Pages.shown(agent.owner().map(p -> p.value() + ", ").orElse("") + agent.ownerTeam()))
                .append("</td><td>")
                .append(Html.of(agent.ceiling().wire()))
                .append("</td><td>")
                .append(Html.of(agent.assurance().wire()))
                .append("</td><td>");
        if (person.may(Right.OPERATE) && agent.status() != AgentStatus.REVOKED) {
            boolean active = agent.status() == AgentStatus.ACTIVE;
            String hidden = Pages.hidden("agent", agent.id().value());
            out.append(button(
                    person, hidden, active ? "freeze" : "unfreeze", active ? "Freeze" : "Unfreeze", agent.key()));
        }
        out.append("</td></tr>\n");
    }

    private static String button(Doors.Person person, String hidden, String act, String label, String on) {
        boolean stops = act.equals("freeze") || act.equals("quarantine");
        return Pages.form(
                person,
                PATH,
                "class=\"row\"",
                hidden + Pages.hidden("act", act) + "<label>Why <input name=\"why\" maxlength=\"" + WHY
                        + "\" size=\"12\"></label><button class=\"" + (stops ? "danger" : "plain") + "\">" + label
                        + "<span class=\"muted\"> " + Pages.shown(on) + "</span></button>");
    }

    private static void server(Doors.Person person, Server server, StringBuilder out) {
        out.append("<section><h3>")
                .append(Pages.shown(server.key()))
                .append(' ')
                .append(server.quarantined() ? Pages.tag("quarantined") : Pages.tag("stands"))
                .append(server.strict() ? " " + Pages.tag("strict") : "")
                .append("</h3>\n");
        // The host alone: an address can hold what opens it.
        server.url()
                .ifPresent(url -> out.append("<p>At <code>")
                        .append(Pages.shown(url.getScheme() + "://" + url.getAuthority()))
                        .append("</code></p>"));
        if (person.may(Right.OPERATE)) {
            out.append(button(
                    person,
                    Pages.hidden("server", server.key()),
                    server.quarantined() ? "restore" : "quarantine",
                    server.quarantined() ? "Restore" : "Quarantine",
                    server.key()));
        }
        if (server.tools().isEmpty()) {
            out.append("<p class=\"muted\">No tool is pinned, so none may be used.</p></section>\n");
            return;
        }
        out.append(Pages.wide("Tools of " + server.key())
                + "<table><thead><tr><th scope=\"col\">Tool</th><th scope=\"col\">Effect</th>"
                + "<th scope=\"col\">Capability</th><th scope=\"col\">Answers are</th><th scope=\"col\">Accepted</th>"
                + "<th scope=\"col\">Pinned hash</th></tr></thead><tbody>\n");
        server.tools().values().stream()
                .sorted(Comparator.comparing(PinnedTool::name))
                .forEach(tool -> tool(tool, out));
        out.append("</tbody></table></div></section>\n");
    }

    private static void tool(PinnedTool tool, StringBuilder out) {
        out.append("<tr data-row><td>")
                .append(Pages.shown(tool.name()))
                .append("</td><td>")
                .append(Pages.tag(tool.effect().name().toLowerCase(Locale.ROOT)))
                .append("</td><td>")
                .append(Html.of(tool.capability().wire()))
                .append("</td><td>")
                .append(Html.of(tool.resultTrust().map(t -> t.wire()).orElse("as the server is")))
                .append("</td><td>")
                .append(tool.reviewed() ? "by a person" : "at first use")
                .append(
                        tool.findings().isEmpty()
                                ? ""
                                : " <span class=\"bad\">"
                                        + Pages.shown(String.join(", ", new TreeSet<>(tool.findings()))) + "</span>")
                .append("</td><td><code title=\"")
                .append(Html.of(tool.schemaHash()))
                .append("\">")
                .append(Html.of(tool.schemaHash().substring(0, HASH_SHOWN)))
                .append("</code></td></tr>\n");
    }

    /** What an operator does here; as by the API, with the same receipts. */
    Reply act(Exchange exchange) {
        Form form = Form.of(exchange);
        Doors.Person person = doors.sender(exchange, form);
        if (form.text("why").length() > WHY) {
            throw wrong();
        }
        TenantId tenant = person.approver().tenant();
        RegistryChange change = switch (form.text("act")) {
            case "freeze" -> standing(tenant, form, AgentStatus.ACTIVE, AgentStatus.FROZEN);
            case "unfreeze" -> standing(tenant, form, AgentStatus.FROZEN, AgentStatus.ACTIVE);
            case "quarantine" -> quarantine(tenant, form, true);
            case "restore" -> quarantine(tenant, form, false);
            default -> throw wrong();
        };
        Actor actor = new Actor(tenant, "operator", person.approver().person().value());
        if (!(parts.gate().change(actor, change, form.text("why")) instanceof CommitResult.Committed)) {
            throw new Problem(503, "journal_unavailable", "the record could not be written, so nothing happened");
        }
        return Html.to(PATH, Map.of());
    }

    private RegistryChange standing(TenantId tenant, Form form, AgentStatus before, AgentStatus next) {
        Agent agent = parts.registry().agents(tenant).stream()
                .filter(a -> a.id().value().equals(form.text("agent")))
                .findFirst()
                .orElseThrow(() -> new Problem(404, "no_such_agent", "no such agent"));
        if (agent.status() != before) {
            throw new Problem(409, "conflict", "the agent stands otherwise by now; look again");
        }
        return new RegistryChange.SetAgentStatus(tenant, agent.id(), next);
    }

    private RegistryChange quarantine(TenantId tenant, Form form, boolean quarantined) {
        Server server = parts.registry()
                .server(tenant, form.text("server"))
                .orElseThrow(() -> new Problem(404, "no_such_server", "no such server"));
        return new RegistryChange.SetQuarantine(tenant, server.key(), quarantined);
    }

    private static Problem wrong() {
        return new Problem(400, "wrong_form", "the form is not as this page would send it");
    }
}
