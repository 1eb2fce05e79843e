package dev.sallyport.cli.cedar;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cedar.Answer;
import dev.sallyport.cedar.Authorizer;
import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.data.RequestJson;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cedar authorize}: the answer to one request, as one line of JSON; {@code reason} and {@code errors} are policy ids. */
@Command
public final class CedarAuthorizeVerb extends CedarVerb {
    @Option(names = "--policies", paramLabel = "F", required = true, description = "policies in Cedar's syntax")
    private String policies = "";

    @Option(names = "--entities", paramLabel = "F", required = true, description = "entities in Cedar's JSON form")
    private String entities = "";

    @Option(names = "--schema", paramLabel = "F", description = "schema, in Cedar's syntax or, if *.json, in JSON")
    private @Nullable String schema;

    @Option(
            names = "--request",
            paramLabel = "F",
            required = true,
            description = "JSON with principal, action, resource and context")
    private String request = "";

    /** On that terminal. */
    public CedarAuthorizeVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit work() {
        Optional<Schema> known = schema(schema);
        String text = terminal().readText(entities);
        Entities data = known.map(s -> EntitiesJson.parse(text, s)).orElseGet(() -> EntitiesJson.parse(text));
        Request asked = RequestJson.parse(terminal().readText(request), known);
        Answer answer = Authorizer.isAuthorized(asked, policies(policies), data);
        terminal()
                .json(JsonObject.builder()
                        .put("decision", answer.isAllowed() ? "allow" : "deny")
                        .put(
                                "reason",
                                texts(answer.reason().stream()
                                        .map(id -> id.value())
                                        .toList()))
                        .put(
                                "errors",
                                texts(answer.errors().stream()
                                        .map(e -> e.policy().value())
                                        .toList()))
                        .build());
        answer.errors()
                .forEach(e -> terminal().err().println("policy `" + e.policy().value() + "`: " + e.message()));
        return answer.isAllowed() ? Exit.OK : Exit.NO;
    }

    private static JsonArray texts(List<String> values) {
        return new JsonArray(values.stream().<Json>map(JsonString::new).toList());
    }
}
