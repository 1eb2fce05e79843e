package dev.sallyport.cli.judge;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.gate.registry.PolicyManifest;
import dev.sallyport.gate.registry.PolicySource;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code policy check}: whether a gateway would load this folder: it parses, and validates strictly against the gate's schema. */
@Command
public final class PolicyCheckVerb extends Verb {
    @Parameters(paramLabel = "DIR", description = "folder of *.cedar files")
    private String folder = "";

    /** On that terminal. */
    public PolicyCheckVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        try {
            PolicySource source = PolicyBundles.source(terminal(), folder);
            PolicyBundle bundle = new CedarPolicies().bundle(source);
            List<Json> warnings =
                    bundle.warnings().stream().<Json>map(JsonString::new).toList();
            if (source.named().isEmpty()) {
                terminal()
                        .err()
                        .println("sallyport: the bundle has no name and no version: a file " + PolicyManifest.FILE
                                + " with `name`, `version` and `changes` gives it both");
            }
            bundle.warnings().forEach(why -> terminal().err().println("sallyport: warning: " + why));
            row(
                    JsonObject.builder()
                            .put("valid", true)
                            .put("files", source.files().size())
                            .put("digest", bundle.digest())
                            .put("name", bundle.label())
                            .put("warnings", new JsonArray(warnings))
                            .build(),
                    folder + ": " + source.files().size() + " files load, " + bundle.label() + ", digest "
                            + bundle.digest());
            return Exit.OK;
        } catch (PolicyRefused refused) {
            String why = String.valueOf(refused.getMessage());
            row(JsonObject.builder().put("valid", false).put("error", why).build(), why);
            return Exit.NO;
        }
    }
}
