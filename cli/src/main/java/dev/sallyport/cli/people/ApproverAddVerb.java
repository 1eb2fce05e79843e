package dev.sallyport.cli.people;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code approver add}: invites a person to approve and prints, once, the code with which that person sets a credential. The
 * operator never sees the credential.
 */
@Command
public final class ApproverAddVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the person's name")
    private String name = "";

    @Option(names = "--group", paramLabel = "G", description = "a group the person approves for; may be repeated")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--replace",
            description = "invite a person who is enrolled already; the present credential is dead at once")
    private boolean replace;

    /** On that terminal. */
    public ApproverAddVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    protected Exit run() {
        List<Json> names = groups.stream().<Json>map(JsonString::new).toList();
        JsonObject.Builder request = JsonObject.builder().put("name", name);
        if (!names.isEmpty()) {
            request.put("groups", new JsonArray(names));
        }
        if (replace) {
            request.put("replace", true);
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/approvers", request.build())
                .orComplain()
                .object();
        row(
                answer,
                shown(answer, "name") + " is invited to approve for " + shown(answer, "groups")
                        + "\nenrolment code, shown this once, works once and until " + shown(answer, "expires_at")
                        + ": "
                        + shown(answer, "enrolment_code")
                        + "\nhand it to that person, who runs: sallyport approver claim " + shown(answer, "name"));
        return Exit.OK;
    }
}
