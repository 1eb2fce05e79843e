package dev.sallyport.govern.baseline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Where a run is worse than the signed baseline.
 *
 * @param what {@code tpr}, {@code precision}, {@code missing}, {@code fewer-cases} or {@code unassessed}
 * @param before the rate, or the count of cases, of the baseline
 * @param after the same of the run
 */
public record Regression(String shield, String attackClass, String what, double before, double after) {
    /** A class may lose so many hundredths of either rate, and no more. */
    public static final long POINTS = 5;

    /** Everything that is worse by more than {@value #POINTS} points, or can't be compared any more. */
    public static List<Regression> between(Baseline baseline, Baseline run) {
        Map<String, Baseline.Row> now = new LinkedHashMap<>();
        run.rows().forEach(row -> now.put(row.shield() + "/" + row.attackClass(), row));
        List<Regression> found = new ArrayList<>();
        for (Baseline.Row before : baseline.rows()) {
            Baseline.Row after = now.get(before.shield() + "/" + before.attackClass());
            if (after == null) {
                found.add(counted(before, "missing", attacks(before), 0));
            } else {
                compare(before, after, found);
            }
        }
        return found;
    }

    private static void compare(Baseline.Row before, Baseline.Row after, List<Regression> found) {
        if (attacks(after) < attacks(before) || benign(after) < benign(before)) {
            found.add(counted(before, "fewer-cases", attacks(before) + benign(before), attacks(after) + benign(after)));
        }
        if (after.unassessed() > before.unassessed()) {
            found.add(counted(before, "unassessed", before.unassessed(), after.unassessed()));
        }
        if (lost(before.truePositives(), attacks(before), after.truePositives(), attacks(after))) {
            found.add(of(
                    before,
                    "tpr",
                    before.truePositiveRate().value(),
                    after.truePositiveRate().value()));
        }
        if (lost(before.truePositives(), noticed(before), after.truePositives(), noticed(after))) {
            found.add(of(
                    before,
                    "precision",
                    before.precision().value(),
                    after.precision().value()));
        }
    }

    /** Whether a/b − c/d is more than {@value #POINTS} hundredths, in whole numbers; a share of nothing loses nothing. */
    public static boolean lost(long a, long b, long c, long d) {
        return b > 0 && d > 0 && 100 * (a * d - c * b) > POINTS * b * d;
    }

    private static Regression counted(Baseline.Row row, String what, long before, long after) {
        return of(row, what, (double) before, (double) after);
    }

    private static Regression of(Baseline.Row row, String what, double before, double after) {
        return new Regression(row.shield(), row.attackClass(), what, before, after);
    }

    private static long attacks(Baseline.Row row) {
        return row.truePositives() + row.falseNegatives();
    }

    private static long benign(Baseline.Row row) {
        return row.falsePositives() + row.trueNegatives();
    }

    private static long noticed(Baseline.Row row) {
        return row.truePositives() + row.falsePositives();
    }

    /** One line for people. */
    public String text() {
        return String.format(Locale.ROOT, "%s/%s: %s %.3f, was %.3f", shield, attackClass, what, after, before);
    }

    /** {@code shield/class}. */
    public String name() {
        return shield + "/" + attackClass;
    }
}
