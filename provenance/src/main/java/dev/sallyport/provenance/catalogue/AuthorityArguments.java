package dev.sallyport.provenance.catalogue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Guesses, from an input schema, which top-level arguments decide where data goes and which one names the resource. A guess for an operator
 * to correct; it rather names one too many, since a read with such an argument counts as a change.
 */
public final class AuthorityArguments {
    private static final Set<String> WORDS = Set.of(
            "url",
            "urls",
            "uri",
            "uris",
            "href",
            "link",
            "endpoint",
            "webhook",
            "callback",
            "host",
            "hostname",
            "domain",
            "server",
            "to",
            "cc",
            "bcc",
            "recipient",
            "recipients",
            "receiver",
            "email",
            "emails",
            "mailto",
            "phone",
            "channel",
            "channels",
            "destination",
            "dest",
            "target",
            "remote",
            "iban",
            "account",
            "payee",
            "address",
            "proxy",
            "upstream");

    private static final Set<String> FORMATS = Set.of(
            "uri", "uri-reference", "iri", "iri-reference", "url", "email", "idn-email", "hostname", "idn-hostname");

    private static final List<String> RESOURCE_NAMES =
            List.of("path", "file", "file_path", "filepath", "filename", "uri", "url", "resource", "document", "id");

    /** How many schemas below one argument are looked at. */
    private static final int SCHEMAS = 200;

    private AuthorityArguments() {}

    /** The arguments of a tool, as an MCP server lists it, that decide where data goes. */
    public static Set<String> of(JsonObject tool) {
        return ofProperties(properties(tool));
    }

    /** Those among the arguments that a schema describes. */
    public static Set<String> ofProperties(Map<String, Json> properties) {
        Set<String> found = new TreeSet<>();
        properties.forEach((name, schema) -> {
            if (decides(name, schema)) {
                found.add(name);
            }
        });
        return found;
    }

    /** The argument that names the resource. */
    public static Optional<String> resource(JsonObject tool) {
        Map<String, Json> properties = properties(tool);
        return RESOURCE_NAMES.stream()
                .filter(name -> properties.get(name) instanceof JsonObject schema
                        && schema.get("type") instanceof JsonString type
                        && type.value().equals("string"))
                .findFirst();
    }

    private static Map<String, Json> properties(JsonObject tool) {
        return tool.get("inputSchema") instanceof JsonObject schema
                        && schema.get("properties") instanceof JsonObject properties
                ? properties.members()
                : Map.of();
    }

    private static boolean decides(String name, Json schema) {
        if (hasWord(name)) {
            return true;
        }
        Deque<Json> left = new ArrayDeque<>(List.of(schema));
        for (int seen = 0; !left.isEmpty(); seen++) {
            if (seen == SCHEMAS) {
                return true;
            }
            switch (left.pop()) {
                case JsonObject object -> {
                    if (names(object)) {
                        return true;
                    }
                    left.addAll(object.members().values());
                }
                case JsonArray array -> left.addAll(array.items());
                case Json other -> {}
            }
        }
        return false;
    }

    private static boolean names(JsonObject schema) {
        boolean format = schema.get("format") instanceof JsonString f
                && FORMATS.contains(f.value().toLowerCase(Locale.ROOT));
        return format
                || (schema.get("properties") instanceof JsonObject properties
                        && properties.members().keySet().stream().anyMatch(AuthorityArguments::hasWord));
    }

    /** Whether a word of the name, in {@code snake_case}, {@code kebab-case} or {@code camelCase}, is one of {@link #WORDS}. */
    private static boolean hasWord(String name) {
        for (String word : name.replaceAll("([a-z0-9])([A-Z])", "$1 $2").split("[^A-Za-z0-9]+", -1)) {
            if (WORDS.contains(word.toLowerCase(Locale.ROOT))) {
                return true;
            }
        }
        return false;
    }
}
