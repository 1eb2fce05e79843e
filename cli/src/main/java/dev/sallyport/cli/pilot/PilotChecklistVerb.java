package dev.sallyport.cli.pilot;

import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Checklist;
import picocli.CommandLine.Command;

/** {@code pilot ga-checklist}: what a launch needs, each with its evidence. */
@Command
public final class PilotChecklistVerb extends PilotVerb {
    /** On that terminal. */
    public PilotChecklistVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        return show(Checklist.of(begun(), now()));
    }
}
