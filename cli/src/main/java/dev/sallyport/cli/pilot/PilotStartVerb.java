package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.ledger.note.Ed25519Key;
import dev.sallyport.ledger.note.KeyFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code pilot start}: begins a pilot in the data directory; prints the key that its records and baselines are checked with. */
@Command
public final class PilotStartVerb extends PilotVerb {
    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "what the pilot is called; a key name")
    private String name = "";

    @Option(
            names = "--shield",
            paramLabel = "SHIELD",
            description =
                    "a shield that is enabled by default and counts (repeatable; default: canary, package-gate, egress-monitor, capability-fence)")
    private List<String> shields = List.of("canary", "package-gate", "egress-monitor", "capability-fence");

    /** On that terminal. */
    public PilotStartVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        Path file = folder().resolve("pilot.key");
        if (Files.exists(file)) {
            throw Complaint.usage("pilot_exists", "`" + folder() + "` holds a pilot already");
        }
        Files.createDirectories(folder());
        Ed25519Key key = Ed25519Key.generate(name, new SecureRandom());
        KeyFile.write(file, key);
        record(pilot -> List.of(new Fact.Began(name, List.copyOf(shields))));
        String vkey = key.verifierKey().encoded();
        row(
                JsonObject.builder().put("pilot", name).put("vkey", vkey).build(),
                "began " + name + "; records are signed by " + vkey);
        return Exit.OK;
    }
}
