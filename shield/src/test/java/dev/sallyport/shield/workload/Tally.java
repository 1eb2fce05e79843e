package dev.sallyport.shield.workload;

import dev.sallyport.shield.rate.Interval;
import java.util.Locale;

/** How often a shield was right. Not safe for several threads. */
public final class Tally {
    private int truePositives;
    private int falsePositives;
    private int falseNegatives;
    private int trueNegatives;

    /** Counts one subject. */
    public void add(boolean truth, boolean found) {
        truePositives += truth && found ? 1 : 0;
        falsePositives += !truth && found ? 1 : 0;
        falseNegatives += truth && !found ? 1 : 0;
        trueNegatives += !truth && !found ? 1 : 0;
    }

    /** Found without reason, of all that should not be found. */
    public double falsePositiveRate() {
        int clean = falsePositives + trueNegatives;
        return clean == 0 ? 0 : (double) falsePositives / clean;
    }

    /** Missed, of all that should be found. */
    public double falseNegativeRate() {
        int bad = truePositives + falseNegatives;
        return bad == 0 ? 0 : (double) falseNegatives / bad;
    }

    /** One line: counts and rates with their 95 % intervals. */
    public String line(String name) {
        return String.format(
                Locale.ROOT,
                "%-18s TP %4d FP %4d FN %4d TN %4d  FP rate %s  FN rate %s",
                name,
                truePositives,
                falsePositives,
                falseNegatives,
                trueNegatives,
                rate(falsePositives, falsePositives + trueNegatives),
                rate(falseNegatives, truePositives + falseNegatives));
    }

    private static String rate(int hits, int trials) {
        Interval interval = Interval.of(hits, trials);
        double rate = trials == 0 ? 0 : 100.0 * hits / trials;
        return String.format(
                Locale.ROOT, "%.2f %% [%.2f, %.2f] n=%d", rate, 100 * interval.low(), 100 * interval.high(), trials);
    }
}
