package dev.sallyport.cli.people;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code approver add}: enrols a person and prints, once, the credential to hand to that person. */
@Command
public final class ApproverAddVerb extends AskingVerb {
    @Parameters(paramLabel = "NAME", description = "the person's name")
    private String name = "";

    @Option(names = "--group", paramLabel = "G", description = "a group the person approves for; may be repeated")
    private List<String> groups = new ArrayList<>();

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
        JsonObject answer = gatewayAsOperator()
                .post("/v1/approvers", request.build())
                .orComplain()
                .object();
        row(
                answer,
                shown(answer, "name") + " may approve for " + shown(answer, "groups")
                        + "\ncredential, shown this once; it is only ever typed: " + shown(answer, "credential"));
        return Exit.OK;
    }
}
