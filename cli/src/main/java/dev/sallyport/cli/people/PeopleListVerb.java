package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code approvers}, {@code approver sessions}, {@code approver visits} and {@code settings}: what an operator or auditor looks over. */
@Command
public final class PeopleListVerb extends AskingVerb {
    private final String path;
    private final String list;
    private final List<String> columns;

    private PeopleListVerb(Terminal terminal, String path, String list, List<String> columns) {
        super(terminal);
        this.path = path;
        this.list = list;
        this.columns = columns;
    }

    /** The people of the tenant with their roles. */
    public static PeopleListVerb people(Terminal terminal) {
        return new PeopleListVerb(
                terminal, "/v1/approvers", "approvers", List.of("name", "status", "signs_in", "roles", "groups"));
    }

    /** Who is signed in on the console. */
    public static PeopleListVerb sessions(Terminal terminal) {
        return new PeopleListVerb(
                terminal,
                "/v1/console/sessions",
                "sessions",
                List.of("session", "name", "way", "address", "started_at", "seen_at"));
    }

    /** Who came to the console and who was turned away. */
    public static PeopleListVerb visits(Terminal terminal) {
        return new PeopleListVerb(
                terminal,
                "/v1/console/visits?limit=1000",
                "visits",
                List.of("time", "kind", "name", "way", "address", "why"));
    }

    /** How the gateway is set. */
    public static PeopleListVerb settings(Terminal terminal) {
        return new PeopleListVerb(
                terminal, "/v1/console/settings", "settings", List.of("option", "value", "from", "at_restart"));
    }

    @Override
    protected Exit run() {
        for (JsonObject one : gatewayAsOperator().get(path).orComplain().list(list)) {
            StringBuilder text = new StringBuilder(120);
            for (String column : columns) {
                String value = one.get(column) == null ? "" : shown(one, column);
                text.append(String.format("%-22s ", value));
            }
            row(one, text.toString().stripTrailing());
        }
        return Exit.OK;
    }
}
