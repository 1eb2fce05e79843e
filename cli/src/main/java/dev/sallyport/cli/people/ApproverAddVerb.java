package dev.sallyport.cli.people;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.remote.AskingVerb;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code approver add}: invites a person with roles and prints, once, the code with which that person sets a credential. The
 * operator never sees the credential.
 */
@Command
public final class ApproverAddVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the person's name")
    private String name = "";

    @Option(names = "--group", paramLabel = "G", description = "a group the person approves for; may be repeated")
    private List<String> groups = new ArrayList<>();

    @Option(
            names = "--role",
            paramLabel = "R",
            description =
                    "viewer, analyst, approver, operator or auditor; may be repeated; without it analyst and approver")
    private List<String> roles = new ArrayList<>();

    @Option(
            names = "--issuer",
            paramLabel = "URL",
            description =
                    "the provider that names the person, as its tokens name it; with --subject, and then no code is made")
    private @Nullable String issuer;

    @Option(names = "--subject", paramLabel = "SUB", description = "the provider's lasting name for the person (`sub`)")
    private @Nullable String subject;

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
        if (!roles.isEmpty()) {
            request.put("roles", PersonVerb.texts(roles));
        }
        if (replace) {
            request.put("replace", true);
        }
        if ((issuer == null) != (subject == null)) {
            throw Complaint.usage("provider_half", "approver add: --issuer and --subject go together");
        }
        if (issuer != null && subject != null) {
            request.put(
                    "oidc",
                    JsonObject.builder()
                            .put("issuer", issuer)
                            .put("subject", subject)
                            .build());
        }
        JsonObject answer = gatewayAsOperator()
                .post("/v1/approvers", request.build())
                .orComplain()
                .object();
        if (issuer != null) {
            row(answer, shown(answer, "name") + " signs in by the provider, as " + shown(answer, "roles"));
            return Exit.OK;
        }
        row(
                answer,
                shown(answer, "name") + " is invited as " + shown(answer, "roles") + ", to approve for "
                        + shown(answer, "groups")
                        + "\nenrolment code, shown this once, works once and until " + shown(answer, "expires_at")
                        + ": "
                        + shown(answer, "enrolment_code")
                        + "\nhand it to that person, who runs: sallyport approver claim " + shown(answer, "name"));
        return Exit.OK;
    }
}
