package dev.sallyport.cli.pilot;

import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Criteria;
import picocli.CommandLine.Command;

/** {@code pilot criteria}: the six exit criteria, each with its evidence and what is missing. */
@Command
public final class PilotCriteriaVerb extends PilotVerb {
    /** On that terminal. */
    public PilotCriteriaVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        return show(Criteria.of(begun(), now()));
    }
}
