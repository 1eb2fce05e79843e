package dev.sallyport.cli.judge;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.cli.verb.Verb;
import dev.sallyport.gate.policy.PolicyBundle;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.policy.cedar.CedarPolicies;
import dev.sallyport.server.policy.PolicyExample;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code policy test}: the examples that lie beside the policies, each judged and compared with what its author expects. */
@Command
public final class PolicyTestVerb extends Verb {
    @Parameters(
            paramLabel = "DIR",
            description = "folder of *.cedar files and their *.examples.json or *.examples.yaml")
    private String folder = "";

    private int passed;
    private int failed;

    /** On that terminal. */
    public PolicyTestVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        PolicyBundle bundle;
        try {
            bundle = new CedarPolicies().bundle(PolicyBundles.source(terminal(), folder));
        } catch (PolicyRefused refused) {
            throw new Complaint(Exit.NO, "policy_refused", "the policies do not load: " + refused.getMessage());
        }
        List<ExampleFiles.Named> examples = ExampleFiles.beside(terminal(), folder);
        if (examples.isEmpty()) {
            throw Complaint.usage(
                    "no_examples", "policy test: no *.examples.json or *.examples.yaml lies in `" + folder + "`");
        }
        examples.forEach(example -> judge(example.file(), example.example(), bundle));
        row(
                JsonObject.builder().put("passed", passed).put("failed", failed).build(),
                passed + " examples passed, " + failed + " failed");
        return failed == 0 ? Exit.OK : Exit.NO;
    }

    private void judge(String file, PolicyExample example, PolicyBundle bundle) {
        Optional<String> failure = example.failure(bundle);
        passed += failure.isEmpty() ? 1 : 0;
        failed += failure.isEmpty() ? 0 : 1;
        JsonObject.Builder row = JsonObject.builder()
                .put("file", file)
                .put("example", example.name())
                .put("passed", failure.isEmpty());
        failure.ifPresent(why -> row.put("why", why));
        String mark = failure.map(why -> "FAILED  " + file + ": " + example.name() + ": " + why)
                .orElse("passed  " + file + ": " + example.name());
        row(row.build(), mark);
    }
}
