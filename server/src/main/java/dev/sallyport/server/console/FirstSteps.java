package dev.sallyport.server.console;

import dev.sallyport.gate.identity.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What somebody does who has just started a gateway, until an action waits for the first time: each step is a command to copy. */
record FirstSteps(Console.Parts parts, TenantId tenant, URI origin) {
    private static final String JSON = " -H 'Content-Type: application/json' -d ";

    /** Whether nobody was ever asked here. */
    boolean areWanted() {
        return parts.records().approvals(tenant, Optional.empty(), 1, 0).isEmpty();
    }

    void tell(StringBuilder out) {
        boolean registered = !parts.registry().agents(tenant).isEmpty();
        out.append(
                "<section aria-labelledby=\"steps\"><h2 id=\"steps\">The first action that waits for you</h2><ol class=\"steps\">\n");
        step(
                "Register an agent with the enrolment key that <code>init</code> printed, in <code>ENROLMENT_KEY</code>. The answer holds its"
                        + " id and its token." + (registered ? " <strong>There is one already.</strong>" : ""),
                "curl -s " + origin + "/v1/agents/register -H \"Authorization: Bearer $ENROLMENT_KEY\"" + JSON
                        + "'{\"agent_key\":\"first\"}'",
                out);
        step(
                "Ask as that agent whether it may do something, with what was answered in <code>AGENT_ID</code> and <code>AGENT_TOKEN</code>."
                        + " It says nothing of what it was led by, so a person is asked.",
                "curl -s " + origin + "/v1/authorize -H \"Authorization: Bearer $AGENT_TOKEN\"" + JSON
                        + "'{\"agent\":{\"id\":\"'$AGENT_ID'\"},\"tool_call\":{\"tool\":\"notes\",\"action\":\"delete_note\","
                        + "\"resource\":null,\"mutates_state\":true,\"parameters\":{\"note\":\"shopping list\"}}}'",
                out);
        out.append(
                "<li>It shows here: open it, read what would run, and answer.</li></ol>\n<p>Agents you have already come by these doors:</p><ul>");
        for (String command :
                List.of("sallyport install HOST", "sallyport mcp --server NAME -- COMMAND", "sallyport doctor")) {
            out.append("<li><code>").append(Html.of(command)).append("</code></li>");
        }
        out.append("</ul></section>\n");
    }

    /** @param says HTML made here */
    private static void step(String says, String command, StringBuilder out) {
        out.append("<li>")
                .append(says)
                .append("<pre tabindex=\"0\">")
                .append(Html.of(command))
                .append("</pre></li>\n");
    }
}
