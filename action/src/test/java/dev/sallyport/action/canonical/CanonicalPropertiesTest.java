package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.JsonArray;
import dev.sallyport.action.json.JsonLimits;
import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.StrictJson;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What must hold for every value. A failure names its seed; set {@code -Dseed=N} to begin with another one. */
final class CanonicalPropertiesTest {
    private static final long FIRST_SEED = Long.getLong("seed", 20_260_101L);
    private static final int CASES = Integer.getInteger("sallyport.rounds", 3_000);

    private interface Property {
        void holds(RandomJson random);
    }

    private static void forEverySeed(Property property) {
        forSeeds(CASES, property);
    }

    private static void forSeeds(int cases, Property property) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + cases; seed++) {
            try {
                property.holds(new RandomJson(seed));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + e, e);
            }
        }
    }

    @Test
    void reading_theCanonicalForm_givesTheValueBack() {
        forEverySeed(random -> {
            Json value = random.value(4);
            for (Scheme scheme : Scheme.values()) {
                byte[] canonical = CanonicalForm.of(value, scheme);
                assertEquals(value, Canon.read(canonical, scheme));
                assertArrayEquals(canonical, Canon.run(canonical, scheme, Canon.Output.BYTES));
            }
        });
    }

    @Test
    void everyWayToWriteAValue_hasTheSameBytes() {
        forEverySeed(random -> {
            Json value = random.object(3);
            byte[] first = random.written(value).getBytes(UTF_8);
            byte[] second = random.written(value).getBytes(UTF_8);
            for (Scheme scheme : Scheme.values()) {
                byte[] canonical = CanonicalForm.of(value, scheme);
                assertArrayEquals(canonical, Canon.run(first, scheme, Canon.Output.BYTES), new String(first, UTF_8));
                assertArrayEquals(canonical, Canon.run(second, scheme, Canon.Output.BYTES), new String(second, UTF_8));
            }
        });
    }

    @Test
    void differentValues_haveDifferentBytesAndHashes() {
        Map<String, Json> seen = new HashMap<>();
        forEverySeed(random -> {
            Json value = random.value(2);
            String hash = ActionHash.of(value, Scheme.SALLYPORT_JCS_2).hex();
            Json earlier = seen.putIfAbsent(hash, value);
            assertTrue(earlier == null || earlier.equals(value), "two values with one hash");
        });
        assertTrue(seen.size() > CASES / 4, seen.size() + " different values");
    }

    @Test
    void changedBytes_areRefusedOrReadButNeverBreakTheReader() {
        changeBytes(CASES);
    }

    @Test
    @Tag("slow")
    void changedBytes_manyMoreTimes_neverBreakTheReader() {
        changeBytes(500_000);
    }

    private static void changeBytes(int cases) {
        int[] read = new int[2];
        forSeeds(cases, random -> {
            byte[] changed = random.mutated(random.written(random.value(3)).getBytes(UTF_8));
            for (Scheme scheme : Scheme.values()) {
                try {
                    byte[] canonical = Canon.run(changed, scheme, Canon.Output.BYTES);
                    assertArrayEquals(canonical, Canon.run(canonical, scheme, Canon.Output.BYTES));
                    read[0]++;
                } catch (MalformedJson refusal) {
                    assertTrue(refusal.offset() >= 0 && refusal.offset() <= changed.length, refusal.getMessage());
                    read[1]++;
                }
            }
        });
        assertTrue(read[0] > cases / 10 && read[1] > cases / 10, Arrays.toString(read));
    }

    @Test
    void noise_isRefused() {
        forEverySeed(random -> {
            byte[] noise = random.mutated("\u0000\u00ff[{\"\\".getBytes(UTF_8));
            assertThrows(MalformedJson.class, () -> StrictJson.parse(noise));
        });
    }

    @Test
    void schemes_haveDifferentDomains() {
        Json value = JsonObject.builder().put("a", 1).build();
        assertArrayEquals(CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2), CanonicalForm.of(value, Scheme.AEGIS_JCS_1));
        assertNotEquals(
                ActionHash.of(value, Scheme.SALLYPORT_JCS_2).hex(),
                ActionHash.of(value, Scheme.AEGIS_JCS_1).hex());
    }

    @Test
    void valuesMadeInCode_areHeldToTheSameRules() {
        assertRefused("lone_surrogate", new JsonString("a\ud800"));
        assertRefused("lone_surrogate", new JsonString("\udc00\ud800"));
        assertRefused("noncharacter", new JsonString("\ufffe"));
        assertRefused(
                "noncharacter", JsonObject.builder().put("\udbff\udfff", 1).build());
        assertRefused("number_too_large", JsonNumber.of(0x1p53));
        Json deep = JsonArray.of();
        for (int i = 0; i < JsonLimits.MAX_DEPTH; i++) {
            deep = JsonArray.of(deep);
        }
        assertRefused("too_deep", deep);
        assertThrows(IllegalArgumentException.class, () -> JsonNumber.of(Double.NaN));
        assertThrows(IllegalArgumentException.class, () -> JsonNumber.of(Double.NEGATIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> JsonNumber.of(Long.MIN_VALUE));
        assertEquals(JsonNumber.of(0.0), JsonNumber.of(-0.0));
    }

    private static void assertRefused(String code, Json value) {
        var refusal = assertThrows(MalformedJson.class, () -> CanonicalForm.of(value, Scheme.SALLYPORT_JCS_2));
        assertEquals(code, refusal.code());
        assertEquals(MalformedJson.NOWHERE, refusal.offset());
    }

    @Test
    void codePointOrder_isTheOrderOfUtf8Bytes() {
        String[] texts = {
            "",
            "a",
            "ab",
            "b",
            "\ud7ff",
            "\ue000",
            "\ufffd",
            "\ud800\udc00",
            "\ud83d\ude00",
            "\ud83d\ude00a",
            "\udbff\udffd",
            "a\ue000",
            "a\ud83d\ude00",
            "\ud83d\ude01"
        };
        for (String x : texts) {
            for (String y : texts) {
                int expected = Arrays.compareUnsigned(x.getBytes(UTF_8), y.getBytes(UTF_8));
                assertEquals(
                        Integer.signum(expected), Integer.signum(CodePointOrder.INSTANCE.compare(x, y)), x + " " + y);
            }
        }
    }
}
