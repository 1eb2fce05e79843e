package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.gate.policy.PolicyPacks;
import dev.sallyport.gate.policy.PolicyRefused;
import dev.sallyport.gate.registry.StagedPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code policy stage}: puts a bundle on trial beside the active one. Without a share it judges every call and decides none; with
 * one it decides for that part of the agents.
 */
@Command
public final class PolicyStageVerb extends AskingVerb {
    @Parameters(paramLabel = "DIR", description = "folder of *.cedar files")
    private String folder = "";

    @Option(names = "--log-only", description = "judge every call and decide none (the default)")
    private boolean logOnly;

    @Option(names = "--share", paramLabel = "N", description = "decide for N of a hundred agents, 1 to 99")
    private @Nullable Integer share;

    @Option(names = "--why", paramLabel = "TEXT", description = "a reason, kept in the receipt")
    private String why = "";

    /** On that terminal. */
    public PolicyStageVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        int percent = percent();
        Path path = terminal().path(folder);
        if (!Files.isDirectory(path)) {
            throw Complaint.usage("no_such_folder", "no policy folder `" + folder + "`");
        }
        JsonObject.Builder files = JsonObject.builder();
        try {
            PolicyPacks.directory(new TenantId("default"), path).files().forEach(files::put);
        } catch (PolicyRefused refused) {
            throw new Complaint(Exit.NO, "policy_refused", String.valueOf(refused.getMessage()));
        }
        JsonObject answer = gatewayAsOperator()
                .post(
                        "/v1/policies/stage",
                        JsonObject.builder()
                                .put("files", files.build())
                                .put("percent", percent)
                                .put("why", why)
                                .build())
                .orComplain()
                .object();
        row(answer, PolicyStatusVerb.text(answer));
        return Exit.OK;
    }

    private int percent() {
        if (share == null) {
            return 0;
        }
        if (logOnly) {
            throw Complaint.usage("contradiction", "policy stage: --log-only and --share exclude each other");
        }
        if (share < 1 || share > StagedPolicy.MAX_PERCENT) {
            throw Complaint.usage(
                    "usage",
                    "policy stage: --share takes 1 to " + StagedPolicy.MAX_PERCENT
                            + "; `policy promote` is for all agents");
        }
        return share;
    }
}
