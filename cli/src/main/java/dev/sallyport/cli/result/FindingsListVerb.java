package dev.sallyport.cli.result;

import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Reply;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code findings list}: what scanners found, the worst of each source first. */
@Command
public final class FindingsListVerb extends AskingVerb {
    @Option(names = "--source", paramLabel = "NAME", description = "of that scanner alone")
    private String source = "";

    @Option(names = "--level", paramLabel = "LEVEL", description = "error, warning, note or none")
    private String level = "";

    @Option(names = "--state", paramLabel = "STATE", description = "new, open, accepted or gone")
    private String state = "";

    @Option(names = "--limit", paramLabel = "N", description = "how many, 1 to 2000 (default: 200)")
    private int limit = 200;

    /** On that terminal. */
    public FindingsListVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Reply reply = gatewayAsOperator()
                .get("/v1/findings?limit=" + limit + asked("source", source) + asked("level", level)
                        + asked("state", state))
                .orComplain();
        List<JsonObject> rows = reply.list("findings");
        for (JsonObject one : rows) {
            row(
                    one,
                    shown(one, "finding_id") + "  " + shown(one, "level") + "  " + shown(one, "state") + "  "
                            + shown(one, "uri") + ":" + shown(one, "line") + "  " + shown(one, "rule") + "  "
                            + shown(one, "message"));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("no finding");
        }
        if (JsonBoolean.TRUE.equals(reply.object().get("more"))) {
            terminal().aside("there are more; ask for a source, a level or a state, or raise --limit");
        }
        return Exit.OK;
    }

    private static String asked(String name, String value) {
        return value.isEmpty() ? "" : "&" + name + "=" + id(name, value);
    }
}
