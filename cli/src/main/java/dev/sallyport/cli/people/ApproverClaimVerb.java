package dev.sallyport.cli.people;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.remote.Passphrase;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code approver claim}: an invited person sets a credential. The code and the passphrase are typed here and come from
 * nowhere else; what leaves this machine is what was made of the passphrase.
 */
@Command
public final class ApproverClaimVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the name you are invited under")
    private String name = "";

    /** On that terminal. */
    public ApproverClaimVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        String code = typed("enrolment code");
        String passphrase = typed("choose a passphrase of " + Passphrase.MIN_LENGTH + " characters or more");
        if (!passphrase.equals(typed("the same passphrase again"))) {
            throw Complaint.usage("passphrases_differ", "the two passphrases differ: nothing was set, try again");
        }
        JsonObject claim = JsonObject.builder()
                .put("name", name)
                .put("credential", Passphrase.credential(name, passphrase))
                .build();
        JsonObject answer = gateway()
                .as(code)
                .post("/v1/approvers/claim", claim)
                .orComplain()
                .object();
        row(
                answer,
                shown(answer, "name") + " may approve for " + shown(answer, "groups") + "\nto approve, type "
                        + shown(answer, "name") + ":PASSPHRASE when you are asked");
        return Exit.OK;
    }

    private String typed(String prompt) {
        return terminal()
                .keyboard()
                .secret(prompt)
                .orElseThrow(() -> Complaint.usage(
                        "not_typed",
                        "a credential is set by a person who types: run this in a terminal, with neither standard input"
                                + " nor output redirected"));
    }
}
