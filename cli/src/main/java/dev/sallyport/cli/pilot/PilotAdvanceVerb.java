package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Outcome;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code pilot advance}: goes through the next gate, or says what keeps it shut. */
@Command
public final class PilotAdvanceVerb extends PilotVerb {
    /** On that terminal. */
    public PilotAdvanceVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Pilot pilot = begun();
        List<Outcome.Judged> gate = Gates.next(pilot, now());
        Exit shown = show(gate);
        if (gate.isEmpty() || shown != Exit.OK) {
            return Exit.NO;
        }
        Phase next = pilot.phase().next().orElseThrow();
        record(before -> List.of(new Fact.Advanced(next)));
        row(JsonObject.builder().put("phase", next.name()).build(), "now in phase " + next);
        return Exit.OK;
    }
}
