package dev.sallyport.cli.eval;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.provenance.catalogue.AuthorityArguments;
import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The tools of each suite, from their schemas alone, as the catalogue knows them. */
final class Toolbox {
    private final Map<String, Map<String, ToolEntry>> suites = new LinkedHashMap<>();
    private final Map<String, Map<String, Set<String>>> authority = new HashMap<>();
    private final Catalogue catalogue;

    private Toolbox(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    /** From a file {@code {suite: [{name, description, parameters: JSON schema}]}}; a tool may name its {@code server}. */
    static Toolbox of(String file, byte[] bytes, Catalogue catalogue) {
        JsonNode root = Lenient.tree("`" + file + "`", new String(bytes, StandardCharsets.UTF_8));
        if (!root.isObject()) {
            throw Complaint.usage("wrong_type", "`" + file + "` holds no object of suites");
        }
        Toolbox box = new Toolbox(catalogue);
        root.properties().forEach(suite -> {
            Map<String, ToolEntry> tools = new HashMap<>();
            Map<String, Set<String>> pointing = new HashMap<>();
            suite.getValue().forEach(tool -> {
                ToolSchema schema = schema(tool);
                String server = tool.path("server").asString("");
                tools.put(schema.name(), catalogue.entry(server, schema));
                pointing.put(schema.name(), AuthorityArguments.ofProperties(properties(tool)));
            });
            box.suites.put(suite.getKey(), tools);
            box.authority.put(suite.getKey(), pointing);
        });
        return box;
    }

    private static Map<String, Json> properties(JsonNode tool) {
        JsonNode properties = tool.path("parameters").path("properties");
        Json read = properties.isObject()
                ? StrictJson.parse(properties.toString().getBytes(StandardCharsets.UTF_8))
                : JsonObject.of();
        return read instanceof JsonObject object ? object.members() : Map.of();
    }

    /** Whether an argument of that call decides where data goes, as an operator would pin the tool. */
    boolean points(Trace trace, Trace.Step step) {
        Set<String> pinned = authority
                .getOrDefault(trace.suite(), Map.of())
                .getOrDefault(
                        step.tool(),
                        AuthorityArguments.ofProperties(step.arguments().members()));
        return step.arguments().members().entrySet().stream()
                .anyMatch(given -> pinned.contains(given.getKey()) && given.getValue() != JsonNull.NULL);
    }

    private static ToolSchema schema(JsonNode tool) {
        return new ToolSchema(
                tool.path("name").asString(""),
                tool.path("description").asString(""),
                new ArrayList<>(tool.path("parameters").path("properties").propertyNames()));
    }

    /** The tools of that trace's suite; of the suite that has all its tools, where the trace names none. */
    Map<String, ToolEntry> of(Trace trace) {
        Map<String, ToolEntry> named = suites.get(trace.suite());
        if (named != null) {
            return named;
        }
        return suites.values().stream()
                .filter(tools -> trace.steps().stream().allMatch(s -> tools.containsKey(s.tool())))
                .findFirst()
                .orElse(Map.of());
    }

    /** What is known of that tool; of one that no suite lists, what its arguments tell. */
    ToolEntry entry(Map<String, ToolEntry> tools, Trace.Step step) {
        ToolEntry known = tools.get(step.tool());
        List<String> parameters = List.copyOf(step.arguments().members().keySet());
        return known == null ? catalogue.entry(new ToolSchema(step.tool(), "", parameters)) : known;
    }
}
