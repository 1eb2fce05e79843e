package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Statement;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilot statement}: records a signed statement of a customer or its auditor. */
@Command
public final class PilotStatementVerb extends PilotVerb {
    @Parameters(paramLabel = "FILE", description = "the signed note")
    private String file = "";

    /** On that terminal. */
    public PilotStatementVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        String note = terminal().readText(file);
        Statement statement = Statement.read(note);
        record(pilot -> List.of(new Fact.Stated(note)));
        row(
                JsonObject.builder()
                        .put("customer", statement.customer())
                        .put("says", statement.says().wire())
                        .put("yes", statement.yes())
                        .build(),
                statement.customer() + " says " + (statement.yes() ? "yes" : "no") + " to "
                        + statement.says().wire());
        return Exit.OK;
    }
}
