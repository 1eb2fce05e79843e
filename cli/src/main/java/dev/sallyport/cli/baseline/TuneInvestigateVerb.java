package dev.sallyport.cli.baseline;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.pilot.PilotVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tune investigate}: records why a class regresses, so that it holds that change no longer. */
@Command
public final class TuneInvestigateVerb extends PilotVerb {
    @Parameters(index = "0", paramLabel = "TITLE", description = "of the change, with `tune: `")
    private String title = "";

    @Parameters(index = "1", paramLabel = "SHIELD/CLASS", description = "what holds it")
    private String attack = "";

    @Option(names = "--finding", paramLabel = "TEXT", required = true, description = "what was found")
    private String finding = "";

    @Option(names = "--by", paramLabel = "WHO", required = true, description = "who found it")
    private String by = "";

    /** On that terminal. */
    public TuneInvestigateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        boolean held = begun().all(Fact.Proposed.class).stream()
                .anyMatch(each -> each.fact().title().equals(title)
                        && each.fact().heldBy().contains(attack));
        if (!held) {
            throw Complaint.usage("not_held", "`" + attack + "` holds no change called `" + title + "`");
        }
        record(pilot -> List.of(new Fact.Investigated(title, attack, finding, by)));
        row(
                JsonObject.builder()
                        .put("title", title)
                        .put("class", attack)
                        .put("by", by)
                        .build(),
                attack + " no longer holds " + title);
        return Exit.OK;
    }
}
