package dev.sallyport.cli.shield;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code canary plant}: makes a text that nobody has a reason to use, and prints it this once. */
@Command
public final class CanaryPlantVerb extends AskingVerb {
    @Parameters(paramLabel = "KIND", description = "file, environment, cloud-key, url, document or token")
    private String kind = "";

    @Option(
            names = "--url-base",
            paramLabel = "URL",
            description = "what the address of a url canary begins with (default: one that exists nowhere)")
    private @Nullable String base;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public CanaryPlantVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        JsonObject.Builder body = JsonObject.builder().put("kind", kind).put("why", why);
        if (base != null) {
            body.put("url_base", base);
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/canaries", body.build())
                .orComplain()
                .object();
        String text = answer.get("text") instanceof JsonString planted ? planted.value() : "";
        row(answer, shown(answer, "canary_id") + ": put this where a thief would look\n" + text.strip());
        return Exit.OK;
    }
}
