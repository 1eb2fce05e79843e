package dev.sallyport.sigma.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.sigma.yaml.Refused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Correlations and flows that are not sound are refused, with the place and a code. */
class RefusedVectorsTest {
    private static final Path FOLDER =
            Path.of(System.getProperty("sallyport.root", "..")).resolve("spec/detection-rule/refused");

    @Test
    void eachUnsoundRule_isRefusedAtItsPlace() throws IOException {
        JsonObject expected = (JsonObject) StrictJson.parse(Files.readAllBytes(FOLDER.resolve("EXPECTED.json")));
        Map<String, String> wanted = new TreeMap<>();
        Map<String, String> found = new TreeMap<>();
        for (String file : expected.members().keySet()) {
            wanted.put(file, ((JsonString) expected.members().get(file)).value());
            found.put(file, refusal(Files.readString(FOLDER.resolve(file))));
        }
        assertTrue(wanted.size() > 30, "only " + wanted.size());
        assertEquals(lines(wanted), lines(found));
    }

    private static String lines(Map<String, String> map) {
        StringBuilder lines = new StringBuilder();
        map.forEach((file, refusal) ->
                lines.append(file).append(' ').append(refusal).append('\n'));
        return lines.toString();
    }

    private static String refusal(String yaml) {
        try {
            Play.rules(yaml);
            return "accepted";
        } catch (Refused refused) {
            return refused.line() + ":" + refused.column() + " " + refused.code();
        }
    }
}
