package dev.sallyport.cedar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.cedar.data.EntitiesJson;
import dev.sallyport.cedar.data.EntityText;
import dev.sallyport.cedar.data.RequestJson;
import dev.sallyport.cedar.error.CedarDataError;
import dev.sallyport.cedar.error.CedarError;
import dev.sallyport.cedar.json.Json;
import dev.sallyport.cedar.schema.Schema;
import dev.sallyport.cedar.value.Entities;
import dev.sallyport.cedar.value.Entity;
import dev.sallyport.cedar.value.EntityUid;
import dev.sallyport.cedar.value.Request;
import dev.sallyport.cedar.value.Value;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** JSON, entities and requests. */
final class DataTest {

    private static final EntityUid A = new EntityUid("User", "a");

    @Test
    void integers_keep_all_64_bits_and_nothing_else_is_a_number() {
        assertEquals(new Json.Num(Long.MAX_VALUE), Json.parse("9223372036854775807"));
        assertEquals(new Json.Num(Long.MIN_VALUE), Json.parse(" -9223372036854775808 "));
        for (String wrong : List.of("9223372036854775808", "1.0", "1e3", "01", "-", "+1", "NaN", "0x1")) {
            assertThrows(CedarDataError.class, () -> Json.parse(wrong), wrong);
        }
    }

    @Test
    void json_is_read_strictly() {
        for (String wrong : List.of(
                "{\"a\":1,\"a\":2}",
                "{\"a\":1,\"\\u0061\":2}",
                "[1,]",
                "{,}",
                "[1 2]",
                "tru",
                "\"\\ud800\"",
                "\"a",
                "\"\t\"",
                "\"\\x\"",
                "1 2",
                "",
                "{\"a\" 1}",
                "{a:1}",
                "\ufeff1",
                "\"\\u00g0\"")) {
            assertThrows(CedarDataError.class, () -> Json.parse(wrong), wrong);
        }
        assertEquals(new Json.Str("\ud83d\ude00/\n"), Json.parse("\"\\ud83d\\ude00\\/\\n\""));
    }

    @Test
    void a_json_error_says_where() {
        CedarDataError error = assertThrows(CedarDataError.class, () -> Json.parse("{\n  \"a\": nope}"));
        assertEquals("line 2, column 8 (byte 9): expected a value", error.getMessage());
    }

    @Test
    void entities_escape_references_and_extension_values() {
        Entity entity = entity("{\"uid\": {\"__entity\": {\"type\": \"User\", \"id\": \"a\"}}, \"parents\": [],"
                + "\"attrs\": {\"e\": {\"__entity\": {\"type\": \"X\", \"id\": \"y\"}}, \"r\": {\"type\": \"X\", \"id\": \"y\"},"
                + "\"x\": {\"__extn\": {\"fn\": \"decimal\", \"arg\": \"1.5\"}}, \"s\": [1, 1, 2]}}");
        assertEquals(new EntityUid("X", "y"), entity.attributes().get("e"));
        assertEquals(
                Value.record(Map.of("type", Value.of("X"), "id", Value.of("y"))),
                entity.attributes().get("r"));
        assertEquals(Value.decimal("1.5"), entity.attributes().get("x"));
        assertEquals(Value.set(Value.of(1), Value.of(2)), entity.attributes().get("s"));
    }

    private static Entity entity(String json) {
        return Objects.requireNonNull(EntitiesJson.parse("[" + json + "]").get(A));
    }

    @Test
    void a_schema_lets_data_be_written_plainly() {
        Schema schema = Schema.parse(
                "entity User = {when: datetime, peer?: User, ips: Set<ipaddr>} tags duration;"
                        + "action go appliesTo {principal: User, resource: User, context: {d: decimal}};",
                "s");
        Entities entities = EntitiesJson.parse(
                "[{\"uid\": {\"type\": \"User\", \"id\": \"a\"}, \"parents\": [], \"attrs\": {\"when\": \"2024-01-01\","
                        + "\"peer\": {\"type\": \"User\", \"id\": \"a\"}, \"ips\": [\"::1\"]}, \"tags\": {\"t\": \"1h\"}}]",
                schema);
        Entity entity = Objects.requireNonNull(entities.get(A));
        assertEquals(Value.datetime("2024-01-01"), entity.attributes().get("when"));
        assertEquals(A, entity.attributes().get("peer"));
        assertEquals(Value.set(Value.ip("::1")), entity.attributes().get("ips"));
        assertEquals(Map.of("t", Value.duration("1h")), entity.tags());
        Request request = RequestJson.parse(
                "{\"principal\": \"User::\\\"a\\\"\", \"action\": {\"type\": \"Action\", \"id\": \"go\"},"
                        + "\"resource\": \"User::\\\"a\\\"\", \"context\": {\"d\": \"1.0\"}}",
                Optional.of(schema));
        assertEquals(Value.decimal("1.0"), request.context().get("d"));
    }

    @Test
    void the_schemas_actions_and_their_hierarchy_join_the_entities() {
        assertTrue(World.ENTITIES.isIn(new EntityUid("Action", "view"), new EntityUid("Action", "all")));
    }

    @Test
    void the_hierarchy_is_closed_and_may_not_turn_back() {
        EntityUid g = new EntityUid("Group", "g");
        EntityUid h = new EntityUid("Group", "h");
        Entities entities =
                Entities.builder().add(A, Map.of(), g).add(g, Map.of(), h).build();
        assertTrue(entities.isIn(A, h) && !entities.isIn(h, A));
        Entities.Builder turning = Entities.builder().add(g, Map.of(), h).add(h, Map.of(), g);
        assertThrows(CedarDataError.class, turning::build);
    }

    @Test
    void wrong_entities_are_refused() {
        String uid = "\"uid\": {\"type\": \"User\", \"id\": \"a\"}";
        for (String wrong : List.of(
                "{}",
                "[{}]",
                "[{" + uid + ", \"attrs\": {\"a\": null}}]",
                "[{" + uid + "}, {" + uid + "}]",
                "[{" + uid + ", \"other\": 1}]",
                "[{\"uid\": {\"type\": \"A B\", \"id\": \"\"}}]",
                "[{" + uid + ", \"attrs\": {\"a\": {\"__extn\": {\"fn\": \"ip\", \"arg\": \"x\"}}}}]",
                "[{" + uid + ", \"attrs\": {\"a\": {\"__expr\": \"1\"}}}]",
                "[{\"uid\": {\"type\": \"__cedar::A\", \"id\": \"\"}}]")) {
            assertThrows(CedarError.class, () -> EntitiesJson.parse(wrong), wrong);
        }
    }

    @Test
    void an_entity_is_read_from_its_text() {
        assertEquals(new EntityUid("A::B", "c\"d"), EntityText.parse("A::B::\"c\\\"d\""));
        assertEquals("A::B::\"c\\\"d\"", new EntityUid("A::B", "c\"d").toString());
        assertThrows(CedarError.class, () -> EntityText.parse("A::\"b\" x"));
    }
}
