package dev.sallyport.provenance.index;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.provenance.source.FieldClass;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Content made to be slow stays linear. Work is counted, not timed: candidates compared while a text is added must at most double,
 * and a little, when the text doubles; a question must stay below a constant.
 */
class HostileTextTest {
    private static final double MOST_GROWTH = 2.6;
    private static final int SLACK = 4000;
    private static final long MOST_FOR_A_VALUE = 3000;

    private static final List<String> VALUES = List.of(
            "a".repeat(200),
            "nothing like it at all, whatever it was that somebody wrote in there",
            "https://evil.example/abababababababababab",
            "[[[[[[[[[[[[{\"a\":1}",
            "00000000000000000000",
            "x@y.org");

    private record Cost(long adding, long asking, long bytes, long text) {}

    private static Cost cost(String text) {
        SessionIndex index = new SessionIndex(Sessions.KEY, 1L << 27);
        index.add(Sessions.mail(1), "$", text, FieldClass.EXT);
        long adding = index.comparisons();
        long worst = 0;
        for (String value : VALUES) {
            long before = index.comparisons();
            index.matches(value);
            worst = Math.max(worst, index.comparisons() - before);
        }
        return new Cost(adding, worst, index.memoryBytes(), index.textBytes());
    }

    private static void assertLinear(String name, int size, IntFunction<String> text) {
        Cost once = cost(text.apply(size));
        Cost twice = cost(text.apply(2 * size));
        assertTrue(
                twice.adding() <= once.adding() * MOST_GROWTH + SLACK,
                name + ": " + once.adding() + " comparisons, then " + twice.adding());
        assertTrue(
                twice.adding() <= 4 * twice.text() + SLACK,
                name + ": " + twice.adding() + " comparisons for " + twice.text() + " bytes");
        assertTrue(twice.asking() <= MOST_FOR_A_VALUE, name + ": " + twice.asking() + " comparisons for one value");
        assertTrue(
                twice.bytes() <= once.bytes() * MOST_GROWTH + SLACK,
                name + ": " + once.bytes() + " then " + twice.bytes());
    }

    @Test
    void oneLetterRepeated_staysLinear() {
        assertLinear("a", 500_000, "a"::repeat);
    }

    @Test
    void shortPeriods_stayLinear() {
        for (int period : new int[] {2, 3, 5, 7, 8, 13, 40}) {
            String unit = "abcdefghijklmnopqrstuvwxyz0123456789-_.~".substring(0, period);
            assertLinear("period " + period, 200_000, size -> unit.repeat(size / period));
        }
    }

    @Test
    void oneLongToken_staysLinear() {
        assertLinear("token", 500_000, size -> random(size, "abcdefghijklmnop", 5));
    }

    @Test
    @Tag("full")
    void aTokenOfTenMegabytes_staysLinear() {
        assertLinear("large token", 5_000_000, size -> random(size, "abcdefghijklmnop", 5));
    }

    @Test
    void nestedBrackets_stayLinear() {
        assertLinear("deep", 300_000, size -> "[{\"a\":".repeat(size / 12) + "1" + "}]".repeat(size / 12));
    }

    @Test
    void markAfterMark_staysLinear() {
        assertLinear("parts", 300_000, size -> "a/b:c,d;".repeat(size / 8));
        assertLinear("punctuation", 300_000, size -> ".,;:!?".repeat(size / 6));
        assertLinear("spaced punctuation", 300_000, size -> ". , ".repeat(size / 4));
    }

    @Test
    void escapesAndNumbers_stayLinear() {
        assertLinear("percent", 200_000, size -> "%25".repeat(size / 3));
        assertLinear("entities", 200_000, size -> "&amp;".repeat(size / 5));
        assertLinear("backslashes", 200_000, size -> "\\".repeat(size));
        assertLinear("numbers", 200_000, size -> "1,000.00 ".repeat(size / 9));
        assertLinear("months", 200_000, size -> "1 May 2020 ".repeat(size / 11));
        assertLinear("groups", 200_000, size -> "123-4 ".repeat(size / 6));
        assertLinear("base64", 200_000, size -> "QUJDREVGR0hJSktMTU5PUA== ".repeat(size / 25));
        assertLinear("addresses", 200_000, size -> "https://a.b/%61 ".repeat(size / 16));
    }

    @Test
    void marksAndUnseenCharacters_stayLinear() {
        assertLinear("combining", 200_000, size -> "a" + "\u0301\u0316".repeat(size / 2));
        assertLinear("unseen", 200_000, size -> "\u200b".repeat(size) + "x");
        assertLinear("ligature", 20_000, size -> "\ufdfa".repeat(size));
    }

    @Test
    void oneGramInEverySurrounding_staysLinear() {
        assertLinear("one gram", 200_000, size -> {
            Random random = new Random(8);
            StringBuilder text = new StringBuilder(size);
            while (text.length() < size) {
                text.append("samegram")
                        .append((char) ('a' + random.nextInt(26)))
                        .append((char) ('a' + random.nextInt(26)));
            }
            return text.toString();
        });
    }

    /** Who knows the key can choose grams of one group and tag; work stays bounded, and what has no room is let go. */
    @Test
    void collidingGrams_stayLinear_evenForWhoKnowsTheKey() {
        assertLinear("collisions", 100_000, HostileTextTest::colliding);
    }

    @Test
    void manyLeavesOfOneValue_stayLinear() {
        long[] cost = new long[2];
        for (int round = 0; round < 2; round++) {
            SessionIndex index = new SessionIndex(Sessions.KEY);
            for (int i = 0; i < 10_000 << round; i++) {
                index.add(Sessions.mail(i / 100), "$.rows[" + i + "]", "EUR", FieldClass.EXT);
            }
            cost[round] = index.comparisons();
        }
        assertTrue(cost[1] <= cost[0] * MOST_GROWTH, cost[0] + " then " + cost[1]);
    }

    @Test
    void aValueOfMegabytes_costsInProportion() {
        SessionIndex index = new SessionIndex(Sessions.KEY);
        Random random = new Random(4);
        index.add(Sessions.mail(1), "$", Sessions.sentence(random, 50_000), FieldClass.EXT);
        long[] cost = new long[2];
        for (int round = 0; round < 2; round++) {
            String value = Sessions.sentence(new Random(77), 100_000 << round);
            long before = index.comparisons();
            assertFalse(index.matches(value).isEmpty());
            cost[round] = index.comparisons() - before;
        }
        assertTrue(cost[1] <= cost[0] * MOST_GROWTH + SLACK, cost[0] + " then " + cost[1]);
    }

    private static String random(int size, String alphabet, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** Grams whose hashes share the tag and the first bits of the group. */
    private static String colliding(int size) {
        Random random = new Random(6);
        StringBuilder text = new StringBuilder(size);
        while (text.length() < size) {
            String gram = random(8, "abcdefghijklmnopqrstuvwxyz", random.nextLong());
            long hash = Sessions.KEY.ofLong(Bytes.longAt(gram.getBytes(StandardCharsets.US_ASCII), 0));
            if ((hash & 0x3) == 1 && hash >>> 60 == 0) {
                text.append(gram).append("01");
            }
        }
        return text.toString();
    }
}
