package dev.sallyport.server.wiring;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonBoolean;
import dev.sallyport.action.json.JsonNull;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * {@code spec/api/openapi.yaml} as a judge of answers: the status must be documented, the body must fit its schema and say
 * nothing the schema does not. Remembers what it saw. {@code /mcp/…} speaks MCP and has tests of its own.
 */
final class Contract {
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");

    private final JsonNode root;
    private final Set<String> seen = new ConcurrentSkipListSet<>();

    Contract() {
        try {
            Path file = Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/api/openapi.yaml");
            this.root = new YAMLMapper().readTree(Files.readString(file));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code POST /v1/authorize} and so on. */
    Set<String> routes() {
        Set<String> routes = new TreeSet<>();
        operations((name, operation) -> routes.add(name));
        return routes;
    }

    /** The documented statuses of a route, also of one that speaks MCP. */
    Set<String> statuses(String route) {
        Set<String> all = new TreeSet<>();
        operation(route).get("responses").propertyNames().forEach(all::add);
        return all;
    }

    /** {@code POST /v1/authorize 200} and so on. */
    Set<String> documented() {
        Set<String> all = new TreeSet<>();
        operations((name, operation) ->
                operation.get("responses").propertyNames().forEach(status -> all.add(name + " " + status)));
        return all;
    }

    /** Those of {@link #documented} that nobody has seen. */
    Set<String> unseen() {
        Set<String> left = documented();
        left.removeAll(seen);
        return left;
    }

    /** Routes that document the status. */
    List<String> with(int status) {
        List<String> out = new ArrayList<>();
        operations((name, operation) -> {
            if (operation.get("responses").has(Integer.toString(status))) {
                out.add(name);
            }
        });
        return out;
    }

    Heard check(String route, Heard heard) {
        String where = route + " " + heard.status();
        JsonNode response = operation(route).get("responses").get(Integer.toString(heard.status()));
        if (response == null) {
            throw new AssertionError("undocumented: " + where + ": " + heard.text());
        }
        seen.add(where);
        Map.Entry<String, JsonNode> content =
                response.get("content").properties().iterator().next();
        if (!heard.type().startsWith(content.getKey())) {
            throw new AssertionError(where + " is " + heard.type() + ", documented as " + content.getKey());
        }
        if (content.getKey().endsWith("json")) {
            fit(where, content.getValue().get("schema"), heard.json());
        }
        return heard;
    }

    private JsonNode operation(String route) {
        String[] parts = route.split(" ", 2);
        JsonNode path = root.get("paths").get(parts[1]);
        JsonNode operation = path == null ? null : path.get(parts[0].toLowerCase(java.util.Locale.ROOT));
        if (operation == null) {
            throw new AssertionError("undocumented route: " + route);
        }
        return operation;
    }

    private void operations(java.util.function.BiConsumer<String, JsonNode> take) {
        root.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(entry -> {
                    if (METHODS.contains(entry.getKey()) && !path.getKey().startsWith("/mcp/")) {
                        take.accept(
                                entry.getKey().toUpperCase(java.util.Locale.ROOT) + " " + path.getKey(),
                                entry.getValue());
                    }
                }));
    }

    private void fit(String where, JsonNode given, Json value) {
        JsonNode schema = given;
        while (schema.has("$ref")) {
            String name = schema.get("$ref").asString().replace("#/components/schemas/", "");
            schema = root.get("components").get("schemas").get(name);
        }
        boolean fits = switch (schema.get("type").asString()) {
            case "object" -> value instanceof JsonObject;
            case "array" -> value instanceof JsonArray;
            case "string" -> value instanceof JsonString;
            case "integer" -> value instanceof JsonNumber number && number.isInteger();
            case "number" -> value instanceof JsonNumber;
            case "boolean" -> value instanceof JsonBoolean;
            default -> throw new AssertionError(where + ": unknown type in the schema");
        };
        if (!fits || value instanceof JsonNull) {
            throw new AssertionError(where + ": " + value + " is no " + schema.get("type"));
        }
        if (schema.has("enum") && value instanceof JsonString text) {
            boolean known = false;
            for (JsonNode word : schema.get("enum")) {
                known |= word.asString().equals(text.value());
            }
            if (!known) {
                throw new AssertionError(where + ": `" + text.value() + "` is not in " + schema.get("enum"));
            }
        }
        if (value instanceof JsonArray array) {
            for (Json item : array.items()) {
                fit(where + "[]", schema.get("items"), item);
            }
        }
        if (value instanceof JsonObject object && schema.has("properties")) {
            fitMembers(where, schema, object);
        }
    }

    private void fitMembers(String where, JsonNode schema, JsonObject object) {
        if (schema.has("required")) {
            for (JsonNode name : schema.get("required")) {
                if (object.get(name.asString()) == null) {
                    throw new AssertionError(where + ": `" + name.asString() + "` is missing");
                }
            }
        }
        object.members().forEach((name, member) -> {
            JsonNode inner = schema.get("properties").get(name);
            if (inner == null) {
                throw new AssertionError(where + ": `" + name + "` is not documented");
            }
            fit(where + "." + name, inner, member);
        });
    }
}
