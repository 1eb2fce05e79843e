package dev.sallyport.action.canonical;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CanonicalObjectTest {
    private static final String AWKWARD = "\"\\\n\u0001/\u00e9\u2028\ud83d\ude00";

    @Test
    void what_is_written_straight_equals_the_canonical_form_of_the_same_members() {
        CanonicalObject straight = CanonicalObject.writer()
                .put("a", AWKWARD)
                .put("b", List.of())
                .put("c", List.of("x", AWKWARD))
                .put("d", Optional.empty())
                .open("e")
                .put("n", -JsonNumber.MAX_SAFE_INTEGER)
                .put("t", true)
                .close()
                .open("f")
                .close()
                .put("g", Optional.of("there"))
                .end();
        Json tree = JsonObject.builder()
                .put("g", "there")
                .put("f", JsonObject.of())
                .put(
                        "e",
                        JsonObject.builder()
                                .put("t", true)
                                .put("n", -JsonNumber.MAX_SAFE_INTEGER)
                                .build())
                .put("c", JsonArray.of(new JsonString("x"), new JsonString(AWKWARD)))
                .put("b", JsonArray.of())
                .put("a", AWKWARD)
                .build();
        assertArrayEquals(CanonicalForm.of(tree, Scheme.SALLYPORT_JCS_2), straight.bytes());
        assertEquals(2, straight.depth());
    }

    @Test
    void a_name_out_of_order_or_twice_is_refused() {
        assertThrows(
                IllegalStateException.class,
                () -> CanonicalObject.writer().put("b", 1).put("a", 1));
        assertThrows(
                IllegalStateException.class,
                () -> CanonicalObject.writer().put("a", 1).put("a", 1));
        assertThrows(
                IllegalStateException.class,
                () -> CanonicalObject.writer().open("o").close().put("n", true));
    }

    @Test
    void what_no_canonical_form_holds_is_refused() {
        assertThrows(
                MalformedJson.class,
                () -> CanonicalObject.writer().put("a", "\ud800").end());
        assertThrows(
                IllegalArgumentException.class,
                () -> CanonicalObject.writer().put("a", JsonNumber.MAX_SAFE_INTEGER + 1));
        assertThrows(
                IllegalStateException.class,
                () -> CanonicalObject.writer().open("o").end());
    }

    @Test
    void a_pair_of_hashes_is_the_hash_under_each_scheme() {
        long seed = System.nanoTime();
        RandomJson random = new RandomJson(seed);
        for (int i = 0; i < 2_000; i++) {
            Json value = random.value(3);
            for (Scheme shown : Scheme.values()) {
                ActionHash.Pair pair = ActionHash.pair(value, shown);
                assertEquals(ActionHash.of(value, Scheme.SALLYPORT_JCS_2), pair.own(), () -> "seed " + seed);
                assertEquals(ActionHash.of(value, shown), pair.shown(), () -> "seed " + seed);
            }
        }
    }

    @Test
    void a_pair_tells_apart_the_two_orders_of_names_and_refuses_what_one_scheme_refuses() {
        Json twoOrders =
                JsonObject.builder().put("\uffee", 1).put("\ud83d\ude00", 2).build();
        assertEquals(
                ActionHash.of(twoOrders, Scheme.AEGIS_JCS_1),
                ActionHash.pair(twoOrders, Scheme.AEGIS_JCS_1).shown());
        Json small = JsonArray.of(JsonNumber.of(0.00001));
        assertThrows(MalformedJson.class, () -> ActionHash.pair(small, Scheme.AEGIS_JCS_1));
        assertEquals(
                ActionHash.of(small, Scheme.SALLYPORT_JCS_2),
                ActionHash.pair(small, Scheme.SALLYPORT_JCS_2).own());
    }
}
