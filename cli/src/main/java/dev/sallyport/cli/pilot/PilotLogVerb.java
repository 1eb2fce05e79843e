package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.FactJson;
import dev.sallyport.govern.pilot.PilotLog;
import picocli.CommandLine.Command;

/** {@code pilot log}: the records, after every signature and the chain were checked. */
@Command
public final class PilotLogVerb extends PilotVerb {
    /** On that terminal. */
    public PilotLogVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        begun();
        PilotLog.Head head = log().read();
        head.pilot()
                .entries()
                .forEach(entry -> entry.facts().forEach(fact -> {
                    JsonObject.Builder line = JsonObject.builder()
                            .put("seq", entry.seq())
                            .put("at", entry.at().toString());
                    FactJson.of(fact).members().forEach(line::put);
                    row(line.build(), entry.seq() + " " + entry.at() + " " + fact);
                }));
        row(
                JsonObject.builder()
                        .put("verified", true)
                        .put("records", head.pilot().entries().size())
                        .put("head", head.hash())
                        .build(),
                head.pilot().entries().size() + " records verify; the newest is " + head.hash());
        return Exit.OK;
    }
}
