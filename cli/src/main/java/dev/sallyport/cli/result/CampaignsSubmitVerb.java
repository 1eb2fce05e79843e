package dev.sallyport.cli.result;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code campaigns submit}: hands a run of a campaign in, as spec/campaign writes it. */
@Command
public final class CampaignsSubmitVerb extends AskingVerb {
    @Parameters(paramLabel = "FILE", description = "the run (sallyport-campaign-1)")
    private String file = "";

    /** On that terminal. */
    public CampaignsSubmitVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject answer = gatewayAsOperator()
                .post("/v1/campaigns/runs", terminal().read(file))
                .orComplain()
                .object();
        row(
                answer,
                "handed in: run " + shown(answer, "run") + " of " + shown(answer, "campaign") + ", stopped "
                        + shown(answer, "stopped") + " of " + shown(answer, "attempts") + ", receipt "
                        + shown(answer, "receipt_id"));
        return Exit.OK;
    }
}
