package dev.sallyport.sigma.yaml;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlReaderTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '"',
            value = {
                "yes~BOOLEAN",
                "True~BOOLEAN",
                "OFF~BOOLEAN",
                "oN~TEXT",
                "null~NULL",
                "1~NUMBER",
                "-1.50~NUMBER",
                "0x1F~NUMBER",
                "0o17~NUMBER",
                ".5~NUMBER",
                "1e3~NUMBER",
                "1e9999~TEXT",
                "1.2.3~TEXT",
                ".~TEXT",
                "'1'~TEXT",
                ".inf~TEXT",
                "2026-11-21~TEXT",
                "!!str 5~TEXT"
            })
    void scalars_areWhatTheCoreSchemaAndSigmasReadersTakeThemFor(String source, String kind) {
        Node.Mapping root = (Node.Mapping) read("a: " + source + "\n").getFirst();
        assertEquals(kind, ((Node.Scalar) root.get("a").orElseThrow()).kind().name(), source);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "a: 1\\na: 2\\n~duplicate_yaml_key~2~1",
                "{a: 1, 'a': 2}~duplicate_yaml_key~1~8",
                "a: &x [*x]\\n~yaml_cycle~1~4",
                "a: !!python/object:os.system x\\n~unsafe_yaml_tag~1~4",
                "a: !own x\\n~unsafe_yaml_tag~1~4",
                "a: !!int '5'\\n~unsafe_yaml_tag~1~4",
                "? [a]\\n: 1\\n~yaml_malformed~1~1",
                "a: [1, 2\\n~yaml_malformed~2~1",
                "a: 'open\\n~yaml_malformed~2~1"
            })
    void whatHasTwoMeaningsOrNone_isRefusedWithItsPlace(String text, String code, int line, int column) {
        Refused refused = assertThrows(Refused.class, () -> read(text.replace("\\n", "\n")));
        assertEquals(code + " " + line + ":" + column, refused.code() + " " + refused.line() + ":" + refused.column());
    }

    @Test
    void whatCostsTooMuch_isRefused() {
        assertEquals("yaml_too_large", refused("a: " + "x".repeat(YamlReader.MAX_BYTES)));
        assertEquals("yaml_too_large", refused("[" + "1,".repeat(60_000) + "1]"));
        assertEquals("yaml_too_deep", refused("[".repeat(40) + "]".repeat(40)));
        assertEquals("yaml_alias_limit", refused("a: &a 1\nb: [" + "*a,".repeat(70) + "1]"));
        assertEquals(
                "yaml_malformed",
                assertThrows(Refused.class, () -> YamlReader.read("f", new byte[] {'a', ':', ' ', (byte) 0xFF}))
                        .code());
    }

    @Test
    void charactersOfTwoUnits_areReadWhereverTheyStand() {
        for (int length = 1_000; length < 1_050; length++) {
            Node.Mapping root = (Node.Mapping)
                    read("a: " + "x".repeat(length) + "\uD83D\uDE00\n").getFirst();
            String text = ((Node.Scalar) root.get("a").orElseThrow()).source();
            assertTrue(text.endsWith("\uD83D\uDE00"), () -> "length " + text.length());
        }
    }

    @Test
    void randomBytes_areReadOrRefused_andNothingElse() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String letters = "ab:-[]{}'\"&*!|>#,? \n\t0~%@`\u00e9";
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int c = random.nextInt(30); c > 0; c--) {
                text.append(letters.charAt(random.nextInt(letters.length())));
            }
            try {
                read(text.toString());
            } catch (Refused refused) {
                assertTrue(refused.line() > 0, () -> "seed " + seed);
            } catch (RuntimeException other) {
                throw new AssertionError("seed " + seed + ": `" + text + "`", other);
            }
        }
    }

    private static String refused(String text) {
        return assertThrows(Refused.class, () -> read(text)).code();
    }

    private static List<Node> read(String text) {
        return YamlReader.read("f", text.getBytes(StandardCharsets.UTF_8));
    }
}
