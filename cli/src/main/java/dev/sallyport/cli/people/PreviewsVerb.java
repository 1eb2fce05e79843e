package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code preview list}: the previews that were not closed, and what each of them opens. */
@Command
public final class PreviewsVerb extends AskingVerb {
    /** On that terminal. */
    public PreviewsVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<JsonObject> rows =
                gatewayAsOperator().get("/v1/previews").orComplain().list("previews");
        for (JsonObject preview : rows) {
            row(
                    preview,
                    "%-28s %-8s %s for %s until %s%n    %s %s"
                            .formatted(
                                    shown(preview, "preview_id"),
                                    shown(preview, "status"),
                                    shown(preview, "service"),
                                    shown(preview, "person"),
                                    shown(preview, "expires_at"),
                                    shown(preview, "methods"),
                                    shown(preview, "paths")));
        }
        if (rows.isEmpty() && !json()) {
            terminal().line("no preview is open");
        }
        return Exit.OK;
    }
}
