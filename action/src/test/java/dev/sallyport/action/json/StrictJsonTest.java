package dev.sallyport.action.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictJsonTest {
    @Test
    void everyKindOfValue_isRead() {
        JsonObject inner = JsonObject.builder().put("n", JsonNull.NULL).build();
        JsonObject expected = JsonObject.builder()
                .put("s", "a\n\u20ac\ud83d\ude02")
                .put("i", 42)
                .put("d", JsonNumber.of(98.70))
                .put("t", true)
                .put("f", false)
                .put("o", inner)
                .put("a", JsonArray.of(JsonNumber.of(-1), JsonArray.of(), JsonObject.of()))
                .build();
        String text = " {\"s\" : \"a\\n\\u20AC\\ud83d\\uDE02\", \"i\":42,\"d\":98.70,\"t\":true,\r\n\t\"f\":false,"
                + "\"o\":{\"n\":null},\"a\":[-1,[],{ }]} ";
        assertEquals(expected, StrictJson.parse(text.getBytes(UTF_8)));
    }

    @Test
    void order_ofMembers_isKept() {
        JsonObject object = (JsonObject) StrictJson.parse("{\"z\":1,\"a\":2,\"m\":3}".getBytes(UTF_8));
        assertEquals("[z, a, m]", object.members().keySet().toString());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
                    {"a":1,"\\u0061":2}      | duplicate_name       | 7
                    {"a":null,"a":1}         | duplicate_name       | 10
                    {"a":1,}                 | unexpected_character | 7
                    [1,]                     | unexpected_character | 3
                    {"a":1}x                 | trailing_content     | 7
                    {"a"                     | unexpected_end       | 4
                    "abc                     | unexpected_end       | 4
                    "\\ud800"                | lone_surrogate       | 1
                    "\\udc00\\ud800"         | lone_surrogate       | 1
                    "\\udc00\\udc00"         | lone_surrogate       | 1
                    "\\ud800\\u0041"         | lone_surrogate       | 1
                    "\\ufdd0"                | noncharacter         | 1
                    "\\x41"                  | bad_escape           | 1
                    "\\u12g4"                | bad_escape           | 1
                    01                       | bad_number           | 0
                    1.                       | unexpected_end       | 2
                    [1.]                     | bad_number           | 1
                    +1                       | unexpected_character | 0
                    -0                       | negative_zero        | 0
                    -0.00e7                  | negative_zero        | 0
                    9007199254740992         | number_too_large     | 0
                    1e400                    | number_too_large     | 0
                    1e99999999999999999999   | number_too_large     | 0
                    1e-400                   | number_underflow     | 0
                    1e-99999999999999999999  | number_underflow     | 0
                    2e-324                   | number_underflow     | 0
                    0.10000000000000000555   | number_not_canonical | 0
                    4.9e-324                 | number_not_canonical | 0
                    9007199254740991.5       | number_not_canonical | 0
                    tru                      | unexpected_end       | 3
                    nul1                     | unexpected_character | 3
                    """)
    void refusal_namesCodeAndByte(String text, String code, int offset) {
        var refused = assertThrows(MalformedJson.class, () -> StrictJson.parse(text.getBytes(UTF_8)));
        assertEquals(code + "@" + offset, refused.code() + "@" + refused.offset(), refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "98.70, 98.7",
        "1.0, 1",
        "1E2, 100",
        "0.0, 0",
        "0e999999999999999999, 0",
        "5e-324, 5e-324",
        "9007199254740991, 9007199254740991",
        "-9007199254740991.000, -9007199254740991",
        "1000000e-6, 1",
        "0.1, 0.1",
        "333333333.33333329, ''",
        "333333333.3333333, 333333333.3333333",
        "1.7976931348623157e-300, 1.7976931348623157e-300",
        "4503599627370495.5, 4503599627370495.5",
        "123456789012345678e-2, ''",
        "0.000001, 0.000001",
        "1e-7, 1e-7",
    })
    void number_isReadOnlyWhenItsTextDenotesTheSameDecimal(String source, String expected) {
        if (expected.isEmpty()) {
            var refused = assertThrows(MalformedJson.class, () -> StrictJson.parse(source.getBytes(UTF_8)));
            assertEquals("number_not_canonical", refused.code());
        } else {
            var number = (JsonNumber) StrictJson.parse(source.getBytes(UTF_8));
            assertEquals(expected, NumberText.of(number.value()));
        }
    }

    @Test
    void limits_areExact() {
        var limits = new JsonLimits(40, 3, 4, 5);
        StrictJson.parse("[[[1]]]".getBytes(UTF_8), limits);
        StrictJson.parse("[1,2,3,4]".getBytes(UTF_8), limits);
        StrictJson.parse("\"12345\"".getBytes(UTF_8), limits);
        StrictJson.parse("\"\\u00e4\\n345\"".getBytes(UTF_8), limits);
        assertRefused("too_deep", "[[[[1]]]]", limits);
        assertRefused("too_deep", "[[[[]]]]", limits);
        assertRefused("too_many_members", "[1,2,3,4,5]", limits);
        assertRefused("too_many_members", "{\"a\":[1,2,3,4]}", limits);
        assertRefused("string_too_long", "\"123456\"", limits);
        assertRefused("string_too_long", "\"\\u00e4\\n3456\"", limits);
        assertRefused("string_too_long", "{\"123456\":1}", limits);
        assertRefused("too_large", " ".repeat(40) + "1", limits);
    }

    @Test
    void nesting100000Deep_isAClearError() {
        byte[] deep = new byte[200_000];
        Arrays.fill(deep, 0, 100_000, (byte) '[');
        Arrays.fill(deep, 100_000, 200_000, (byte) ']');
        var refused = assertThrows(MalformedJson.class, () -> StrictJson.parse(deep));
        assertEquals("too_deep", refused.code());
        assertEquals(64, refused.offset());
        assertTrue(refused.getMessage().contains("64"), refused.getMessage());
    }

    @Test
    void everyByte_atEveryPlaceOfAString_endsAPlainRunOrDoesNot() {
        for (int length = 1; length < 20; length++) {
            for (int at = 0; at < length; at++) {
                for (int b = 0; b < 256; b++) {
                    byte[] text = "~".repeat(length).getBytes(UTF_8);
                    text[at] = (byte) b;
                    boolean plain = b >= ' ' && b < 0x80 && b != '"' && b != '\\';
                    assertEquals(plain ? length : at, StringReader.plainEnd(text, 0), b + " at " + at);
                }
            }
        }
    }

    @Test
    void message_repeatsAtMostAFewCharacters() {
        String name = "k".repeat(5_000);
        String text = "{\"" + name + "\":1,\"" + name + "\":2}";
        var refused = assertThrows(MalformedJson.class, () -> StrictJson.parse(text.getBytes(UTF_8)));
        assertEquals("duplicate_name", refused.code());
        assertTrue(refused.getMessage().length() < 150, refused.getMessage());
    }

    private static void assertRefused(String code, String text, JsonLimits limits) {
        var refused = assertThrows(MalformedJson.class, () -> StrictJson.parse(text.getBytes(UTF_8), limits), text);
        assertEquals(code, refused.code(), text);
    }

    @Test
    void a_string_of_any_number_of_escapes_is_read_whole() {
        for (int n = 0; n < 200; n++) {
            String text = "\u00e9".repeat(n) + "\ud800\udc00".repeat(n) + "\udbff\udffd".repeat(n);
            String source = '"' + "\\u00e9".repeat(n) + "\\ud800\\udc00".repeat(n) + "\\udbff\\udffd".repeat(n) + '"';
            assertEquals(new JsonString(text), StrictJson.parse(source.getBytes(UTF_8)), source);
        }
    }
}
