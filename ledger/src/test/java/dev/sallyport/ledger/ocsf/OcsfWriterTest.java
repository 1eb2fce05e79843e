package dev.sallyport.ledger.ocsf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.StrictJson;
import dev.sallyport.ledger.Corpora;
import java.io.IOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The events of the vectors, which hold a receipt of every kind and a decision of every sort. */
class OcsfWriterTest {
    private static List<JsonObject> events() throws IOException {
        return Files.readAllLines(Corpora.root().resolve("spec/receipt/ocsf/vectors/ten/file.jsonl")).stream()
                .map(line -> (JsonObject) StrictJson.parse(line.getBytes(UTF_8)))
                .toList();
    }

    private static JsonObject with(JsonObject event, String name, Json value) {
        Map<String, Json> members = new LinkedHashMap<>(event.members());
        members.put(name, value);
        return new JsonObject(members);
    }

    private static JsonObject without(JsonObject event, String name) {
        Map<String, Json> members = new LinkedHashMap<>(event.members());
        members.remove(name);
        return new JsonObject(members);
    }

    @Test
    void every_event_fits_the_published_schema() throws IOException {
        Schema schema = Schema.read();
        for (JsonObject event : events()) {
            assertEquals(List.of(), schema.faults(event), event::toString);
        }
    }

    @Test
    void the_schema_refuses_what_does_not_fit() throws IOException {
        Schema schema = Schema.read();
        JsonObject right = events().getFirst();
        assertEquals(List.of("actor is required"), schema.faults(without(right, "actor")));
        assertEquals(List.of("thing is unknown"), schema.faults(with(right, "thing", new JsonString("x"))));
        assertEquals(List.of("activity_id may not be 7"), schema.faults(with(right, "activity_id", JsonNumber.of(7))));
        assertEquals(List.of("time is no timestamp_t"), schema.faults(with(right, "time", new JsonString("now"))));
        assertEquals(
                List.of("actor. needs one of [process"),
                schema.faults(with(right, "actor", JsonObject.of())).stream()
                        .map(fault -> fault.replaceAll("JsonString\\[value=(\\w+)\\].*", "$1"))
                        .toList());
        assertEquals(List.of("no class of that class_uid"), schema.faults(with(right, "class_uid", JsonNumber.of(1))));
        assertEquals(
                List.of("api.secret is unknown"),
                schema.faults(with(
                        right,
                        "api",
                        JsonObject.builder()
                                .put("operation", "x")
                                .put("secret", "y")
                                .build())));
    }

    @Test
    void neither_a_persons_name_nor_an_operators_words_go_out() throws IOException {
        String all = Files.readString(Corpora.root().resolve("spec/receipt/ocsf/vectors/ten/file.jsonl"));
        assertTrue(all.contains("\"answer\":\"approve\""), all);
        for (String kept : List.of("anna", "words of the operator", "desk")) {
            assertFalse(all.contains(kept), kept);
        }
    }

    @Test
    void a_decision_is_allowed_blocked_or_delayed() throws IOException {
        List<Json> dispositions = events().stream()
                .filter(event -> event.get("disposition") != null)
                .<Json>map(event -> Objects.requireNonNull(event.get("disposition")))
                .toList();
        assertEquals(
                List.<Json>of(new JsonString("Allowed"), new JsonString("Blocked"), new JsonString("Delayed")),
                dispositions);
    }
}
