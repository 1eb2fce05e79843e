package dev.sallyport.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.text.decode.Decoder;
import dev.sallyport.text.decode.Decodings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Encodings and their layers. */
class DecodingsTest {
    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void eachEncoding_isUndone() {
        assertEquals(Optional.of("a@b.org"), Decoder.PERCENT.decode("a%40b%2Eorg"));
        assertEquals(Optional.of("\u20ac1"), Decoder.PERCENT.decode("%e2%82%ac1"));
        assertEquals(Optional.of("a@b&c"), Decoder.ENTITY.decode("a&#64;b&amp;c"));
        assertEquals(Optional.of("a@b"), Decoder.ENTITY.decode("a&#x40;b"));
        assertEquals(Optional.of("a@b/c"), Decoder.ESCAPE.decode("a\\u0040b\\x2fc"));
        assertEquals(Optional.of("a@b"), Decoder.ESCAPE.decode("a\\u{40}b"));
        assertEquals(Optional.of("@"), Decoder.ESCAPE.decode("U+0040"));
        assertEquals(Optional.of("bob@evil.com"), Decoder.BASE64.decode("Ym9iQGV2aWwuY29t"));
        assertEquals(Optional.of("bob@evil.com"), Decoder.HEX.decode("62 6f 62 40 65 76 69 6c 2e 63 6f 6d"));
        assertEquals(Optional.of("bob@evil.com"), Decoder.HEX.decode("0x626f62406576696c2e636f6d"));
    }

    @Test
    void malformedEscapes_stay() {
        assertEquals(Optional.empty(), Decoder.PERCENT.decode("100% of %zz and %4"));
        assertEquals(Optional.empty(), Decoder.ENTITY.decode("R&D &nosuch; &#xffffffff; &"));
        assertEquals(Optional.empty(), Decoder.ESCAPE.decode("C:\\dir \\u12 \\"));
        assertEquals(Optional.empty(), Decoder.BASE64.decode("ab=cdefgh"));
        assertEquals(Optional.empty(), Decoder.HEX.decode("0123456789a"));
    }

    @Test
    void layers_areUndoneOneAfterTheOther() {
        String value = URLEncoder.encode(base64(base64("bob@evil.com")), StandardCharsets.UTF_8);
        assertTrue(
                Decodings.of(value).contains("bob@evil.com"),
                () -> Decodings.of(value).toString());
    }

    @Test
    void moreLayersThanTheLimit_areNotUndone() {
        String value = "bob@evil.example.com";
        for (int i = 0; i <= Decodings.MOST_LAYERS; i++) {
            value = base64(value);
        }
        String deep = value;
        assertTrue(!Decodings.of(deep).contains("bob@evil.example.com"));
        assertTrue(Decodings.of(deep).size() <= Decodings.MOST_TEXTS);
    }

    @Test
    void ordinaryValues_haveNothingBehindThem() {
        for (String value :
                List.of("Bob", "alice@example.com", "DE89370400440532013000", "2022-01-02", "a sentence of words.")) {
            assertEquals(List.of(), Decodings.of(value), value);
        }
    }

    @Test
    void encodedWordsInAText_areFound() {
        String text = "Send it to (" + base64("mallory@evil.com") + "), or see a%2fb now.";
        assertEquals("mallory@evil.com a/b", Decodings.within(text));
        assertEquals("", Decodings.within("nothing here is encoded, as far as anyone can tell"));
    }

    @Test
    void anyText_comesBackFromItsEncodings() {
        long seed = 411;
        Random random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder("to: ");
            for (int k = 5 + random.nextInt(40); k > 0; k--) {
                text.append((char) (' ' + random.nextInt(95)));
            }
            String plain = text.toString();
            byte[] bytes = plain.getBytes(StandardCharsets.UTF_8);
            String note = "seed " + seed + " text " + plain;
            assertEquals(Optional.of(plain), Decoder.BASE64.decode(base64(plain)), note);
            assertEquals(
                    Optional.of(plain),
                    Decoder.BASE64.decode(
                            Base64.getUrlEncoder().withoutPadding().encodeToString(bytes)),
                    note);
            assertEquals(Optional.of(plain), Decoder.HEX.decode(HexFormat.of().formatHex(bytes)), note);
            String percent = "%" + HexFormat.ofDelimiter("%").formatHex(bytes);
            assertEquals(Optional.of(plain), Decoder.PERCENT.decode(percent), note);
        }
    }
}
