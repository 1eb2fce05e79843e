package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.govern.pilot.simulation.Ending;
import dev.sallyport.govern.pilot.simulation.Simulation;
import dev.sallyport.ledger.note.Ed25519Key;
import java.security.SecureRandom;
import java.time.Instant;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot simulate}: plays a whole pilot on a virtual clock; ends with 0 if it came to general availability. */
@Command
public final class PilotSimulateVerb extends Verb {
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    @Option(names = "--ending", paramLabel = "NAME", description = "good, noisy, untrusted, quiet or surface")
    private String ending = "good";

    @Option(names = "--seed", paramLabel = "N", description = "of its chances (default: 1)")
    private long seed = 1;

    @Option(names = "--weeks", paramLabel = "N", description = "how many weeks at most, 1 to 104 (default: 26)")
    private int weeks = 26;

    /** On that terminal. */
    public PilotSimulateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        Ending played = Ending.byWire(ending)
                .orElseThrow(() -> Complaint.usage(
                        "unknown_ending", "pilot simulate: --ending is good, noisy, untrusted, quiet or surface"));
        if (weeks < 1 || weeks > 104) {
            throw Complaint.usage("usage", "pilot simulate: --weeks is 1 to 104");
        }
        SecureRandom random = new SecureRandom();
        Simulation.Result result =
                new Simulation(played, seed, START, name -> Ed25519Key.generate(name, random)).run(weeks);
        result.moments()
                .forEach(moment -> row(
                        JsonObject.builder()
                                .put("week", moment.week())
                                .put("at", moment.at().toString())
                                .put("what", moment.what())
                                .build(),
                        "week " + moment.week() + ": " + moment.what()));
        result.judged().forEach(judged -> row(judged.json(), judged.text()));
        row(
                JsonObject.builder()
                        .put("ending", played.wire())
                        .put("seed", seed)
                        .put("phase", result.pilot().phase().name())
                        .put("graduated", result.graduated())
                        .build(),
                "seed " + seed + ": ended in phase " + result.pilot().phase());
        return result.graduated() ? Exit.OK : Exit.NO;
    }
}
