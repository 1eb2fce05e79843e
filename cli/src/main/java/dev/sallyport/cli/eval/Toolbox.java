package dev.sallyport.cli.eval;

import dev.sallyport.cli.terminal.Complaint;
import dev.sallyport.provenance.catalogue.Catalogue;
import dev.sallyport.provenance.catalogue.ToolEntry;
import dev.sallyport.provenance.catalogue.ToolSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** The tools of each suite, from their schemas alone, as the catalogue knows them. */
final class Toolbox {
    private final Map<String, Map<String, ToolEntry>> suites = new LinkedHashMap<>();
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
            suite.getValue().forEach(tool -> {
                ToolSchema schema = schema(tool);
                String server = tool.path("server").asString("");
                tools.put(schema.name(), catalogue.entry(server, schema));
            });
            box.suites.put(suite.getKey(), tools);
        });
        return box;
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
