package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.Gateway;
import dev.sallyport.cli.remote.Gateways;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code approve} and {@code reject}: a person's answer to a held action. The person's credential is typed here and nowhere
 * else, so a gated agent that can run this verb still can't answer for anybody.
 */
@Command
public final class VoteVerb extends AskingVerb {
    private final boolean approves;

    @Parameters(paramLabel = "ID", description = "the approval's id, as `approvals` lists it")
    private String approval = "";

    @Option(
            names = "--hash",
            paramLabel = "H",
            description = "answer only if this is the action's hash: what you saw is what you answer to")
    private @Nullable String hash;

    private VoteVerb(Terminal terminal, boolean approves) {
        super(terminal);
        this.approves = approves;
    }

    /** The person agrees. */
    public static VoteVerb approve(Terminal terminal) {
        return new VoteVerb(terminal, true);
    }

    /** The person refuses. */
    public static VoteVerb reject(Terminal terminal) {
        return new VoteVerb(terminal, false);
    }

    @Override
    protected Exit run() {
        String id = id("approval", approval);
        Gateway gateway = gateway();
        Gateway person = gateway.as(Gateways.personsCredential(terminal()));
        JsonObject held = person.get("/v1/approvals/" + id).orComplain().object();
        if (hash != null && !hash.equals(shown(held, "action_hash"))) {
            throw new Complaint(
                    Exit.NO,
                    "approval_hash_mismatch",
                    "approval " + id + " is for hash " + shown(held, "action_hash") + ", not for the hash you gave");
        }
        if (!json()) {
            terminal().line(ApprovalsVerb.text(held));
            terminal().line("    call " + shown(held, "call"));
        }
        JsonObject answer = person.post("/v1/approvals/" + id + (approves ? "/approve" : "/reject"), JsonObject.of())
                .orComplain()
                .object();
        row(answer, id + " is " + shown(answer, "status"));
        return Exit.OK;
    }
}
