package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.Action;
import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published {@code aegis-jcs-1} vectors, byte for byte. */
final class AegisVectorsTest {
    @Test
    void actions_haveTheirPublishedBytes() {
        List<Json> vectors = list("aegisagent/canonical_action_vectors.json", "vectors");
        assertEquals(4, vectors.size());
        for (Json vector : vectors) {
            JsonObject call = (JsonObject) member((JsonObject) vector, "tool_call");
            byte[] expected = text((JsonObject) vector, "canonical").getBytes(UTF_8);
            assertArrayEquals(expected, CanonicalForm.of(call, Scheme.AEGIS_JCS_1));
            Action action = Action.fromJson(call);
            assertArrayEquals(expected, action.canonical(Scheme.AEGIS_JCS_1));
            assertEquals(ActionHash.ofCanonical(expected, Scheme.AEGIS_JCS_1), action.hash(Scheme.AEGIS_JCS_1));
        }
    }

    @Test
    void receipts_haveTheirPublishedHashes() {
        List<Json> receipts = list("aegisagent/receipt_chain_vectors.json", "receipts");
        assertEquals(3, receipts.size());
        String previous = "";
        for (Json receipt : receipts) {
            Map<String, Json> body = new LinkedHashMap<>(((JsonObject) receipt).members());
            Json claimed = body.remove("receipt_hash");
            ActionHash hash = ActionHash.of(new JsonObject(body), Scheme.AEGIS_JCS_1);
            assertEquals(claimed, new JsonString(hash.hex()));
            assertEquals(new JsonString(previous), body.get("prev_receipt_hash"));
            previous = hash.hex();
        }
    }

    private static List<Json> list(String file, String name) {
        JsonObject document = (JsonObject) StrictJson.parse(Corpora.bytes(file));
        return ((JsonArray) member(document, name)).items();
    }

    private static Json member(JsonObject object, String name) {
        Json value = object.get(name);
        if (value == null) {
            throw new AssertionError("vector without " + name);
        }
        return value;
    }

    private static String text(JsonObject object, String name) {
        return ((JsonString) member(object, name)).value();
    }
}
