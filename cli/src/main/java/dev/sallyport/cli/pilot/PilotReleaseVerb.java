package dev.sallyport.cli.pilot;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Versions;
import dev.sallyport.shield.ShieldVersion;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code pilot release}: a version of a shield goes into staging, where it soaks for 24 hours. */
@Command
public final class PilotReleaseVerb extends PilotVerb {
    @Parameters(paramLabel = "SHIELD@VERSION", description = "what is released")
    private String version = "";

    @Option(names = "--before", paramLabel = "SHIELD@VERSION", description = "what it takes the place of")
    private @Nullable String before;

    @Option(names = "--baseline", paramLabel = "SHA256", required = true, description = "the digest of its baseline")
    private String baseline = "";

    @Option(names = "--fixes", paramLabel = "MISS", description = "a miss that it fixes (repeatable)")
    private List<String> fixes = List.of();

    /** On that terminal. */
    public PilotReleaseVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit pilot() throws Exception {
        ShieldVersion released = version(version);
        Optional<ShieldVersion> earlier = Optional.ofNullable(before).map(PilotVerb::version);
        record(pilot -> List.of(new Fact.Released(released, earlier, baseline, List.copyOf(fixes))));
        row(
                JsonObject.builder()
                        .put("released", released.wire())
                        .put("soaks_until", now().plus(Versions.SOAK).toString())
                        .build(),
                released.wire() + " soaks in staging for 24 hours");
        return Exit.OK;
    }
}
