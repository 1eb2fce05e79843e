package dev.sallyport.provenance.document;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A text twice as long takes about twice the work: measured as processor time of the thread, the best of several runs. */
class LinearTest {
    private static final int SMALL = 1 << 18;

    /** Twice, and as much again for a collector and a cold cache; a quadratic reader takes four times at each step, sixteen in all. */
    private static final double MOST = 8.0;

    @SuppressWarnings("ImmutableEnumChecker")
    enum Text {
        REPEATS("ab "::repeat, 3),
        ONE_TOKEN("x"::repeat, 1),
        DEEP_JSON(n -> "[".repeat(n / 2) + "]".repeat(n - n / 2), 1),
        OPEN_BRACKETS("["::repeat, 1),
        OPEN_QUOTES(n -> "[\"" + "\\\"".repeat(n / 2), 1),
        JSON_ROWS(n -> "[" + "{\"id\": 7, \"note\": \"some words\"},".repeat(n / 31) + "{}]", 1),
        BLOCK_ROWS("- id: 7\n  note: some words\n"::repeat, 26),
        NESTED_ITEMS("- "::repeat, 2),
        COLONS("a:b"::repeat, 3),
        COMMAS(n -> "id,name\n" + "7,a lamp\n".repeat(n / 9), 1),
        OPEN_CELL(n -> "id,name\n7,\"" + "x\"\"".repeat(n / 3), 1),
        BARS(n -> "| id | name |\n|---|---|\n" + "| 7 | a lamp |\n".repeat(n / 15), 1),
        RULES(n -> "| id | name |\n" + "|--".repeat(n / 3) + "x\n| 7 | 8 |", 1),
        SPACES(n -> "id   name\n" + "7" + " ".repeat(n) + "8", 1);

        private final IntFunction<String> make;
        private final int unit;

        Text(IntFunction<String> make, int unit) {
            this.make = make;
            this.unit = unit;
        }

        String of(int length) {
            return make.apply(length / unit);
        }
    }

    @ParameterizedTest
    @EnumSource
    void four_times_the_text_takes_about_four_times_the_work(Text text) {
        double small = best(text.of(SMALL));
        double large = best(text.of(4 * SMALL));
        double ratio = large / Math.max(small, 1e6);
        assertTrue(
                ratio <= MOST,
                () -> String.format(Locale.ROOT, "%s: %.1f ms became %.1f ms", text, small / 1e6, large / 1e6));
    }

    @Test
    void ten_megabytes_without_a_space_are_one_leaf() {
        List<Leaf> leaves = Documents.read("x".repeat(10 << 20));
        assertTrue(leaves.size() == 1 && leaves.getFirst().path().equals("$"));
    }

    private static double best(String text) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            long before = processorNanos();
            assertTrue(!Documents.read(text).isEmpty());
            best = Math.min(best, (double) (processorNanos() - before));
        }
        return best;
    }

    private static long processorNanos() {
        return java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
