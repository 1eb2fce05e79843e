package dev.sallyport.action.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reader's digit arithmetic and the number text against exact decimals, which are slow and plain. */
final class NumberOracleTest {
    private static final long SEED = Long.getLong("seed", 7_700L);
    private static final int CASES = 60_000;
    private static final BigDecimal SAFE = BigDecimal.valueOf(JsonNumber.MAX_SAFE_INTEGER);

    @Test
    void number_isReadExactlyWhenExactDecimalsSaySo() {
        var random = new SplittableRandom(SEED);
        int[] seen = new int[2];
        for (int i = 0; i < CASES; i++) {
            String source = decimal(random);
            boolean expected = denotesItsDouble(source);
            assertEquals(expected, isRead(source), "seed " + SEED + ", case " + i + ": " + source);
            seen[expected ? 1 : 0]++;
        }
        assertTrue(seen[0] > CASES / 10 && seen[1] > CASES / 10, seen[0] + " refused, " + seen[1] + " read");
    }

    private static String decimal(SplittableRandom random) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? "-" : "");
        if (random.nextInt(3) == 0) { // the shortest text of a double, or one digit beside it
            long bits = random.nextLong() & ((1L << 52) - 1);
            long exponent = random.nextInt(0x7ff);
            String shortest = Double.toString(Double.longBitsToDouble(bits | (exponent << 52)));
            int digit = random.nextInt(6) == 0 ? random.nextInt(10) : -1;
            int at = shortest.indexOf('E') < 0 ? shortest.length() : shortest.indexOf('E');
            return text + (digit < 0 ? shortest : shortest.substring(0, at) + digit + shortest.substring(at));
        }
        text.append(random.nextInt(3) == 0 ? "0" : "" + random.nextLong(1, 1L << random.nextInt(1, 63)));
        if (random.nextBoolean()) {
            text.append('.').append("0".repeat(random.nextInt(4))).append(random.nextLong(1L << random.nextInt(1, 63)));
        }
        return random.nextInt(3) == 0 ? text + "e" + random.nextInt(-340, 320) : text.toString();
    }

    private static boolean denotesItsDouble(String source) {
        BigDecimal exact = new BigDecimal(source);
        if (exact.signum() == 0) {
            return !source.startsWith("-");
        }
        if (exact.stripTrailingZeros().scale() <= 0) {
            return exact.abs().compareTo(SAFE) <= 0;
        }
        double nearest = Double.parseDouble(source);
        return nearest != 0 && new BigDecimal(NumberText.of(nearest)).compareTo(exact) == 0;
    }

    private static boolean isRead(String source) {
        try {
            var number = (JsonNumber) StrictJson.parse(source.getBytes(UTF_8));
            assertEquals(Double.parseDouble(source), number.value(), source);
            return true;
        } catch (MalformedJson refusal) {
            return false;
        }
    }

    @Test
    void text_namesItsDouble_andNoShorterTextDoes() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            double value = Double.longBitsToDouble(random.nextLong());
            if (!Double.isFinite(value) || value == 0) {
                continue;
            }
            String text = NumberText.of(value);
            assertEquals(value, Double.parseDouble(text), "seed " + SEED + ": " + text);
            BigDecimal written = new BigDecimal(text).stripTrailingZeros();
            if (written.precision() > 1) {
                BigDecimal exact = new BigDecimal(value);
                for (RoundingMode way : new RoundingMode[] {RoundingMode.DOWN, RoundingMode.UP}) {
                    double shorter = exact.round(new MathContext(written.precision() - 1, way))
                            .doubleValue();
                    assertNotEquals(value, shorter, "seed " + SEED + ": " + text);
                }
            }
        }
    }

    @Test
    void leastDoubles_haveOneDigitWhereOneIsEnough() {
        for (long bits = 1; bits <= 3_000; bits++) {
            double value = Double.longBitsToDouble(bits);
            BigDecimal exact = new BigDecimal(value);
            int digits = 1;
            while (exact.round(new MathContext(digits, RoundingMode.HALF_EVEN)).doubleValue() != value) {
                digits++;
            }
            BigDecimal expected = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
            assertEquals(0, expected.compareTo(new BigDecimal(NumberText.of(value))), expected + " " + value);
        }
    }
}
