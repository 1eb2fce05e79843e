package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code notices dead}: what no destination took: listed, shown, sent again or dropped. */
@Command
public final class DeadNoticesVerb extends AskingVerb {
    @Parameters(index = "0", paramLabel = "STEP", description = "list, show, send or drop")
    private String step = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "NOTICE", description = "the notice's id, for all but list")
    private @Nullable String notice;

    /** On that terminal. */
    public DeadNoticesVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        return switch (step) {
            case "list" -> list();
            case "show" -> show(wanted());
            case "send", "drop" -> done(wanted());
            default -> throw Complaint.usage("unknown_step", "`notices dead` takes list, show, send or drop");
        };
    }

    private String wanted() {
        if (notice == null) {
            throw Complaint.usage("no_notice", "name the notice, as `notices dead list` shows it");
        }
        return id("notice", notice);
    }

    private List<JsonObject> dead() {
        return gatewayAsOperator()
                .get("/v1/notices/dead?limit=1000")
                .orComplain()
                .list("notices");
    }

    private Exit list() {
        List<JsonObject> rows = dead();
        for (JsonObject each : rows) {
            row(
                    each,
                    String.format(
                            "%s  %s  %-8s to %s, %s: %s",
                            shown(each, "notice_id"),
                            shown(each, "died"),
                            shown(each, "severity"),
                            shown(each, "destination"),
                            shown(each, "why"),
                            shown(each, "headline")));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("every notice was taken, or waits");
        }
        return Exit.OK;
    }

    private Exit show(String id) {
        JsonObject found = dead().stream()
                .filter(each -> shown(each, "notice_id").equals(id))
                .findFirst()
                .orElseThrow(() -> Complaint.usage("no_such_notice", "no dead notice has that id"));
        StringBuilder text = new StringBuilder();
        found.members().keySet().forEach(name -> text.append(String.format("%-12s %s%n", name, shown(found, name))));
        row(found, text.toString().stripTrailing());
        return Exit.OK;
    }

    private Exit done(String id) {
        JsonObject answer = gatewayAsOperator()
                .post("/v1/notices/dead/" + id + "/" + step, JsonObject.of())
                .orComplain()
                .object();
        row(answer, id + " is " + shown(answer, "status"));
        return Exit.OK;
    }
}
