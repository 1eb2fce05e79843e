package dev.sallyport.server.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.Json;
import dev.sallyport.action.json.StrictJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written reads back, in the order in which it was put. */
class JsonTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{\"b\":1,\"a\":[true,false,null,-7,98.7,[],{}]}",
                "\"quote \\\" backslash \\\\ control \\u0001\\u001f é 𝄞\"",
                "9007199254740991",
                "0",
            })
    void text_is_kept(String text) {
        Json value = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(text, new String(JsonText.bytes(value), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e-7", "0.00001", "123456789.5", "\"\\u007f\\u2028\""})
    void values_are_kept(String text) {
        Json value = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));
        assertEquals(value, StrictJson.parse(JsonText.bytes(value)));
    }
}
