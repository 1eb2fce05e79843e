package dev.sallyport.cli.result;

import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code campaigns list}: the campaigns with their newest runs. */
@Command
public final class CampaignsListVerb extends AskingVerb {
    /** On that terminal. */
    public CampaignsListVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<JsonObject> rows =
                gatewayAsOperator().get("/v1/campaigns").orComplain().list("campaigns");
        for (JsonObject campaign : rows) {
            row(
                    campaign,
                    shown(campaign, "campaign") + "  " + shown(campaign, "run") + "  stopped "
                            + shown(campaign, "stopped") + " of " + shown(campaign, "attempts") + losses(campaign));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("no campaign");
        }
        return Exit.OK;
    }

    /** How many classes a run lost, where it lost any. */
    static String losses(JsonObject run) {
        return run.get("losses") instanceof JsonArray losses && !losses.items().isEmpty()
                ? "  lost more than 5 points: " + losses.items().size() + " of its classes"
                : "";
    }
}
