package dev.sallyport.server.catalogue;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * A YAML document, and the line on which each of its parts stands: a refusal must name the place, not only the file.
 *
 * @param lines the line of each part, from 1, by its JSON pointer
 */
record Located(String file, JsonNode root, Map<String, Integer> lines) {
    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    static Located of(String file, String yaml) {
        try {
            JsonNode root = MAPPER.readTree(yaml);
            return new Located(file, root, lines(yaml));
        } catch (JacksonException malformed) {
            int line = malformed.getLocation() == null
                    ? 1
                    : malformed.getLocation().getLineNr();
            throw new CatalogueRefused(file + ":" + line + ": not YAML: " + firstLine(malformed.getOriginalMessage()));
        }
    }

    private static Map<String, Integer> lines(String yaml) {
        Map<String, Integer> lines = new HashMap<>();
        try (JsonParser parser = MAPPER.createParser(yaml)) {
            while (parser.nextToken() != null) {
                lines.putIfAbsent(
                        parser.streamReadContext().pathAsPointer().toString(),
                        parser.currentTokenLocation().getLineNr());
            }
        }
        return lines;
    }

    /** {@code file:line} of that part, or of the nearest one around it. */
    String at(String pointer) {
        String place = pointer;
        while (!lines.containsKey(place) && !place.isEmpty()) {
            place = place.substring(0, place.lastIndexOf('/'));
        }
        return file + ":" + lines.getOrDefault(place, 1);
    }

    CatalogueRefused refused(String pointer, String why) {
        return new CatalogueRefused(at(pointer) + ": " + why);
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("");
    }
}
