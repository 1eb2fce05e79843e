package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code preview close}: nothing passes that preview any more, not even what was under way. */
@Command
public final class PreviewCloseVerb extends AskingVerb {
    @Parameters(paramLabel = "ID", description = "the preview's id, as `preview list` shows it")
    private String preview = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public PreviewCloseVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject reason = JsonObject.builder().put("why", why).build();
        String path = "/v1/previews/" + id("preview", preview) + "/close";
        JsonObject closed = gatewayAsOperator().post(path, reason).orComplain().object();
        row(closed, preview + " is " + shown(closed, "status") + ", receipt " + shown(closed, "receipt_id"));
        return Exit.OK;
    }
}
