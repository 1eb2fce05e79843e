package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.sallyport.action.json.NumberText;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published RFC 8785 material through the scheme {@code rfc8785}. */
final class Rfc8785VectorsTest {
    @ParameterizedTest
    @ValueSource(strings = {"arrays", "french", "structures", "unicode", "values", "weird"})
    void referenceDocument_hasItsPublishedBytes(String name) {
        byte[] input = Corpora.bytes("jcs/cyberphone/input/" + name + ".json");
        String hex = String.join("", Corpora.lines("jcs/cyberphone/outhex/" + name + ".txt"));
        byte[] expected = HexFormat.of().parseHex(hex.replaceAll("\\s", ""));
        assertArrayEquals(expected, Canon.run(input, Scheme.RFC8785, Canon.Output.BYTES));
        assertArrayEquals(
                Corpora.bytes("jcs/cyberphone/output/" + name + ".json"), expected, "the two published forms differ");
    }

    @Test
    void appendixB_numbers_haveTheirText() {
        List<String> rows = Corpora.lines("jcs/rfc8785_appendix_b.csv");
        assertEquals(27, rows.size());
        for (String row : rows.subList(1, rows.size())) {
            String[] cell = row.split(",", -1);
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(cell[0], 16));
            if (cell[1].isEmpty()) {
                assertThrows(IllegalArgumentException.class, () -> NumberText.of(value), row);
            } else {
                assertEquals(cell[1], NumberText.of(value), row);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcs/es6testfile_10000.txt.gz", "jcs/es6testfile_100000.txt.gz"})
    void numberTable_isReproducedFromBitsAndFromText(String file) {
        for (String line : Corpora.lines(file)) {
            int comma = line.indexOf(',');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line, 0, comma, 16));
            String expected = line.substring(comma + 1);
            assertEquals(expected, NumberText.of(value), line);
            assertEquals(expected, canon(expected), line);
        }
    }

    @Test
    void exactDecimalExpansions_areRoundedToTheSameText() {
        for (String line : Corpora.lines("jcs/es6testfile_1000.txt")) {
            int comma = line.indexOf(',');
            double value = Double.longBitsToDouble(Long.parseUnsignedLong(line, 0, comma, 16));
            assertEquals(line.substring(comma + 1), canon(new BigDecimal(value).toPlainString()), line);
        }
    }

    private static String canon(String text) {
        return new String(Canon.run(text.getBytes(UTF_8), Scheme.RFC8785, Canon.Output.BYTES), UTF_8);
    }
}
