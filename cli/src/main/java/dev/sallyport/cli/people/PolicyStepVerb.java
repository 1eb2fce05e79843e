package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code policy promote} and {@code policy rollback}: the bundle on trial comes into force, or the last step is taken back: a
 * trial ends, else the bundle that was in force before is so again.
 */
@Command
public final class PolicyStepVerb extends AskingVerb {
    private final String step;

    @Option(names = "--digest", paramLabel = "D", description = "only if it is about this bundle")
    private @Nullable String digest;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    private PolicyStepVerb(Terminal terminal, String step) {
        super(terminal);
        this.step = step;
    }

    /** The bundle on trial comes into force. */
    public static PolicyStepVerb promote(Terminal terminal) {
        return new PolicyStepVerb(terminal, "promote");
    }

    /** The last step is taken back. */
    public static PolicyStepVerb rollback(Terminal terminal) {
        return new PolicyStepVerb(terminal, "rollback");
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder().put("why", why);
        if (digest != null) {
            body.put("digest", digest);
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/policies/" + step, body.build())
                .orComplain()
                .object();
        row(answer, PolicyStatusVerb.text(answer));
        return Exit.OK;
    }
}
