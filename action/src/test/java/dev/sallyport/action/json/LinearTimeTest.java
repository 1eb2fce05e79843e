package dev.sallyport.action.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Twice the document costs about twice the work, for every shape that could cost its square. */
final class LinearTimeTest {
    private static final JsonLimits WIDE = new JsonLimits(1 << 24, 64, 1 << 22, 1 << 23);
    private static final int SIZE = 200_000;

    /** Far above what linear work needs on a loaded machine, far below what its square would. */
    private static final Duration ENOUGH = Duration.ofSeconds(20);

    private static final Map<String, IntFunction<String>> SHAPES = new TreeMap<>(Map.of(
            "plain string", n -> '"' + "a".repeat(n) + '"',
            "escaped string", n -> '"' + "\\u00e9".repeat(n / 6) + '"',
            "unicode string", n -> '"' + "\u20ac".repeat(n / 3) + '"',
            "digits", n -> "1." + "0".repeat(n),
            "digits of an exponent", n -> "0e" + "9".repeat(n),
            "leading zeros", n -> "0." + "0".repeat(n) + "e0",
            "array", n -> "[" + "1,".repeat(n / 2) + "1]",
            "whitespace", n -> " ".repeat(n) + "1",
            "names of equal hash", n -> collidingNames(n / 24)));

    /** Members whose names all have one hash code: every block is one of two that {@link String#hashCode} confuses. */
    private static String collidingNames(int count) {
        var out = new StringBuilder("{");
        for (int i = 0; i < count; i++) {
            out.append(i == 0 ? "\"" : ",\"");
            for (int bit = 0; bit < 18; bit++) {
                out.append(((i >> bit) & 1) == 0 ? "Aa" : "BB");
            }
            out.append("\":1");
        }
        return out.append('}').toString();
    }

    @Test
    void doubleTheDocument_allocatesAtMostAboutTwice() {
        SHAPES.forEach((name, shape) -> {
            allocated(shape.apply(SIZE)); // classes loaded, tables made
            long once = allocated(shape.apply(SIZE));
            long twice = allocated(shape.apply(2 * SIZE));
            assertTrue(twice <= 2.6 * once + 10_000, name + ": " + once + " bytes, then " + twice);
        });
    }

    @Test
    void worstDocuments_endSoon() {
        assertTimeoutPreemptively(ENOUGH, () -> SHAPES.values().forEach(shape -> parse(shape.apply(8 * SIZE))));
    }

    @Test
    void namesOfEqualHash_areAllKept() {
        JsonObject object = (JsonObject) parse(collidingNames(50_000));
        assertEquals(50_000, object.members().size());
        assertEquals(
                1,
                object.members().keySet().stream()
                        .mapToInt(String::hashCode)
                        .distinct()
                        .count());
    }

    private static long allocated(String document) {
        byte[] bytes = document.getBytes(UTF_8);
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        StrictJson.parse(bytes, WIDE);
        return threads.getCurrentThreadAllocatedBytes() - before;
    }

    private static Json parse(String document) {
        return StrictJson.parse(document.getBytes(UTF_8), WIDE);
    }
}
