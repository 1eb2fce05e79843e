package dev.sallyport.cli.result;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code campaigns show}: one campaign, by class of attack in its newest run, and over its runs. */
@Command
public final class CampaignsShowVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the campaign")
    private String name = "";

    /** On that terminal. */
    public CampaignsShowVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator()
                .get("/v1/campaigns/" + id("campaign", name))
                .orComplain()
                .object();
        for (JsonObject one : objects(answer, "classes")) {
            row(
                    one,
                    shown(one, "class") + "  stopped " + shown(one, "stopped") + " of " + shown(one, "attempts")
                            + rate(one.get("stopped_rate")) + "  interrupted " + shown(one, "interrupted") + " of "
                            + shown(one, "benign"));
        }
        for (JsonObject run : objects(answer, "runs")) {
            row(
                    run,
                    shown(run, "ended") + "  " + shown(run, "run") + "  stopped " + shown(run, "stopped") + " of "
                            + shown(run, "attempts") + rate(run.get("stopped_rate"))
                            + CampaignsListVerb.losses(run));
        }
        return Exit.OK;
    }

    private static List<JsonObject> objects(JsonObject answer, String member) {
        return answer.get(member) instanceof JsonArray array
                ? array.items().stream()
                        .filter(JsonObject.class::isInstance)
                        .map(JsonObject.class::cast)
                        .toList()
                : List.of();
    }

    private static String rate(@Nullable Json rate) {
        return rate instanceof JsonObject object
                        && object.get("rate") instanceof JsonNumber value
                        && object.get("low") instanceof JsonNumber low
                        && object.get("high") instanceof JsonNumber high
                ? String.format(
                        Locale.ROOT,
                        " (%.1f %%, %.1f to %.1f)",
                        100 * value.value(),
                        100 * low.value(),
                        100 * high.value())
                : "";
    }
}
