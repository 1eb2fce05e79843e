package dev.sallyport.govern.pilot;

import dev.sallyport.govern.measure.Rate;
import dev.sallyport.shield.ShieldMode;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** Which modes a shield may take: nobody blocks before measurement shows that it does little harm. */
public final class Graduation {
    /** The shields that run from the first week on. */
    public static final List<String> FIRST = List.of("canary", "package-gate", "egress-monitor");

    private static final double MOST_FALSE = 0.05;

    private Graduation() {}

    /**
     * A verdict about one shield.
     *
     * @param mode the strictest mode it may take
     */
    public record Step(String shield, ShieldMode mode, String why) {}

    /** What a shield may be set to by a customer at that time. */
    public static Step of(Pilot pilot, String shield, Instant at) {
        return switch (pilot.phase()) {
            case A -> new Step(shield, ShieldMode.ADVISORY, "in cohort A every shield advises only");
            case B -> measured(pilot, shield, at);
            case C, GENERAL -> new Step(shield, ShieldMode.BLOCKING, "the customer decides for itself");
            case TUNING -> measured(pilot, shield, at);
        };
    }

    /** Block on high confidence only if cohort A's rate, known to two points, is 5 % at most. */
    private static Step measured(Pilot pilot, String shield, Instant at) {
        if (!FIRST.contains(shield)) {
            return new Step(shield, ShieldMode.ADVISORY, "it was not measured in cohort A");
        }
        Rate rate = Rates.of(pilot, Cohort.A, Phase.A, at).falsePositives(shield);
        String figures = Text.rate(rate);
        if (!rate.isKnownTo(Gates.MARGIN)) {
            return new Step(shield, ShieldMode.ADVISORY, "cohort A's false positives are not known well: " + figures);
        }
        boolean harmless = rate.value() <= MOST_FALSE;
        return new Step(
                shield,
                harmless ? ShieldMode.HIGH_CONFIDENCE : ShieldMode.ADVISORY,
                String.format(
                        Locale.ROOT,
                        "cohort A's false positives are %s; the limit is %.0f %%",
                        figures,
                        MOST_FALSE * 100));
    }
}
