package dev.sallyport.action.canonical;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.action.json.NumberText;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A million numbers against the one published hash of their texts, and the shorter tables on the way. */
final class Es6MillionTest {
    private static final Map<Integer, String> PUBLISHED = Map.of(
            1_000, "be18b62b6f69cdab33a7e0dae0d9cfa869fda80ddc712221570f9f40a5878687",
            10_000, "b9f7a8e75ef22a835685a52ccba7f7d6bdc99e34b010992cbc5864cd12be6892",
            100_000, "22776e6d4b49fa294a0d0f349268e5c28808fe7e0cb2bcbe28f63894e494d4c7",
            1_000_000, "49415fee2c56c77864931bd3624faad425c3c577d6d74e89a83bc725506dad16");

    @Test
    void oneMillionNumbers_haveThePublishedHash() throws NoSuchAlgorithmException, CloneNotSupportedException {
        var numbers = new Es6NumberSequence(chosen(), MessageDigest.getInstance("SHA-256"));
        MessageDigest table = MessageDigest.getInstance("SHA-256");
        int compared = 0;
        for (int line = 1; line <= 1_000_000; line++) {
            long bits = numbers.next();
            String text = Long.toHexString(bits) + "," + NumberText.of(Double.longBitsToDouble(bits)) + "\n";
            table.update(text.getBytes(US_ASCII));
            String published = PUBLISHED.get(line);
            if (published != null) {
                var soFar = (MessageDigest) table.clone();
                assertEquals(published, HexFormat.of().formatHex(soFar.digest()), "first " + line + " lines");
                compared++;
            }
        }
        assertEquals(4, compared);
        System.out.println("es6 number table: 1,000,000 lines, hash as published");
    }

    /** The chosen values: all lines of the published table before the run of neighbours. */
    private static List<Long> chosen() {
        List<Long> bits = Corpora.lines("jcs/es6testfile_1000.txt").stream()
                .map(line -> Long.parseUnsignedLong(line, 0, line.indexOf(','), 16))
                .toList();
        for (int i = 0; i + 2 < bits.size(); i++) {
            if (bits.get(i + 1) - bits.get(i) == 1
                    && bits.get(i + 2) - bits.get(i + 1) == 1
                    && isLeastNormal(bits, i)) {
                return bits.subList(0, i);
            }
        }
        throw new AssertionError("no run of neighbours in the published table");
    }

    private static boolean isLeastNormal(List<Long> bits, int i) {
        return Double.longBitsToDouble(bits.get(i)) == Double.MIN_NORMAL;
    }
}
