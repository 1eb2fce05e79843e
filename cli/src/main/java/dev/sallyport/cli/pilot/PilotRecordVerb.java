package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.govern.pilot.Pilot;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pilot record}: records facts, one JSON object a line (spec/pilot); all of them or none. */
@Command
public final class PilotRecordVerb extends PilotVerb {
    private static final int MAX_BYTES = 16 << 20;

    @Parameters(paramLabel = "FILE", description = "the facts, or - for standard input")
    private String file = "";

    /** On that terminal. */
    public PilotRecordVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        byte[] bytes =
                file.equals("-") ? terminal().readInput(MAX_BYTES) : terminal().read(file);
        List<Fact> facts = new String(bytes, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .map(line -> FactJson.read(object(line)))
                .toList();
        Pilot pilot = record(before -> facts);
        row(
                JsonObject.builder()
                        .put("recorded", facts.size())
                        .put("records", pilot.entries().size())
                        .build(),
                facts.size() + " facts recorded");
        return Exit.OK;
    }
}
