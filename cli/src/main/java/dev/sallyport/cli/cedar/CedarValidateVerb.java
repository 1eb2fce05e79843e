package dev.sallyport.cli.cedar;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.cedar.PolicySet;
import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.syntax.Policy;
import dev.sallyport.cedar.validation.Finding;
import dev.sallyport.cedar.validation.Mode;
import dev.sallyport.cedar.validation.Validator;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.cli.terminal.Exit;
import dev.sallyport.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code cedar validate}: whether policies, and entities if given, fit a schema; one line of JSON. */
@Command
public final class CedarValidateVerb extends CedarVerb {
    @Option(names = "--policies", paramLabel = "F", required = true, description = "policies in Cedar's syntax")
    private String policies = "";

    @Option(
            names = "--schema",
            paramLabel = "F",
            required = true,
            description = "schema, in Cedar's syntax or, if *.json, in JSON")
    private String schema = "";

    @Option(names = "--entities", paramLabel = "F", description = "entities in Cedar's JSON form")
    private @Nullable String entities;

    @Option(names = "--mode", paramLabel = "M", description = "strict (default) or permissive")
    private String mode = "strict";

    /** On that terminal. */
    public CedarValidateVerb(Terminal terminal) {
        super(terminal);
    }

    @Override
    Exit work() {
        Mode how = mode();
        Schema known = schema(schema).orElseThrow();
        PolicySet set = policies(policies);
        List<Policy> all = new ArrayList<>(set.policies());
        all.addAll(set.templates());
        List<Json> errors = new ArrayList<>();
        for (Finding finding : Validator.validate(known, all, how)) {
            errors.add(JsonObject.builder()
                    .put("policy", finding.policy().value())
                    .put("position", finding.position().toString())
                    .put("message", finding.message())
                    .build());
        }
        List<Json> wrong = entities == null
                ? List.of()
                : Validator.validateEntities(
                                known, EntitiesJson.parse(terminal().readText(entities), known))
                        .stream()
                        .<Json>map(JsonString::new)
                        .toList();
        boolean valid = errors.isEmpty() && wrong.isEmpty();
        JsonObject.Builder answer = JsonObject.builder().put("valid", valid).put("errors", new JsonArray(errors));
        if (entities != null) {
            answer.put("entity_errors", new JsonArray(wrong));
        }
        terminal().json(answer.build());
        return valid ? Exit.OK : Exit.NO;
    }

    private Mode mode() {
        return switch (mode) {
            case "strict" -> Mode.STRICT;
            case "permissive" -> Mode.PERMISSIVE;
            default ->
                throw Complaint.usage(
                        "unknown_mode", "cedar validate: no mode `" + mode + "`: use strict or permissive");
        };
    }
}
