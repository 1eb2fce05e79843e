package dev.sallyport.cli.pilot;

import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Review;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** {@code pilot review}: at the planned end: general availability, two more weeks, or back to tuning. */
@Command
public final class PilotReviewVerb extends PilotVerb {
    /** On that terminal. */
    public PilotReviewVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        begun();
        Instant now = now();
        Pilot after = record(pilot -> Review.decide(pilot, now));
        List<Fact> facts = after.entries().getLast().facts();
        facts.forEach(fact -> row(FactJson.of(fact), fact.kind() + " " + fact));
        return facts.getFirst() instanceof Fact.Advanced ? Exit.OK : Exit.NO;
    }
}
