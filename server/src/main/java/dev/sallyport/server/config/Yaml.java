package dev.sallyport.server.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;

/** YAML as a tree whose every node knows its line. Duplicate keys, anchors' surprises and second documents are refused. */
sealed interface Yaml {
    /** The line it begins on, from 1. */
    int line();

    /** Keys to values, in order. */
    record Mapping(int line, Map<String, Yaml> entries) implements Yaml {}

    /** A list. */
    record Sequence(int line, List<Yaml> items) implements Yaml {}

    /** A single value, as text. */
    record Scalar(int line, String text) implements Yaml {}

    /** Nothing was written. */
    record Empty(int line) implements Yaml {}

    /**
     * Reads one document.
     *
     * @param file the name used in messages
     */
    static Yaml parse(String file, String text) {
        try (JsonParser parser = new YAMLFactory().createParser(ObjectReadContext.empty(), text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return new Mapping(1, Map.of());
            }
            Yaml root = read(file, parser, first);
            if (parser.nextToken() != null) {
                throw new BadConfig(file + ":" + line(parser), "a second document; keep one");
            }
            return root;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new BadConfig(file + ":" + line, "not YAML: " + firstLine(e.getOriginalMessage()));
        }
    }

    private static Yaml read(String file, JsonParser parser, JsonToken token) {
        int line = line(parser);
        return switch (token) {
            case START_OBJECT -> mapping(file, parser, line);
            case START_ARRAY -> sequence(file, parser, line);
            case VALUE_NULL -> new Empty(line);
            case VALUE_STRING, VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_TRUE, VALUE_FALSE ->
                new Scalar(line, parser.getString());
            default -> throw new BadConfig(file + ":" + line, "a value was expected here");
        };
    }

    private static Yaml mapping(String file, JsonParser parser, int line) {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String key = parser.currentName();
            int at = line(parser);
            Yaml value = read(file, parser, parser.nextToken());
            if (entries.put(key, value) != null) {
                throw new BadConfig(file + ":" + at, "`" + key + "` is set twice; keep one");
            }
        }
        return new Mapping(line, entries);
    }

    private static Yaml sequence(String file, JsonParser parser, int line) {
        List<Yaml> items = new ArrayList<>();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            items.add(read(file, parser, token));
        }
        return new Sequence(line, items);
    }

    private static int line(JsonParser parser) {
        return Math.max(1, parser.currentTokenLocation().getLineNr());
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }
}
