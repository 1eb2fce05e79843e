package dev.sallyport.govern.pilot;

import dev.sallyport.govern.measure.Rate;
import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The two criteria that are rates. */
final class FiguresCriteria {
    private static final double MOST_FALSE = 0.05;
    private static final double MOST_MISSED = 0.10;

    private FiguresCriteria() {}

    /** Customers who joined in B or C: A's traffic is what the shields were tuned on. */
    private static Rates window(Pilot pilot, Instant at) {
        return new Rates(pilot, Window.last(Window.CRITERIA_DAYS, at), customer -> customer.cohort() != Cohort.A);
    }

    /**
     * The mean over customers decides; a shield that is certainly above the limit by itself fails the whole, so that a busy one can't
     * hide it.
     */
    static Judged falsePositives(Pilot pilot, Instant at) {
        Rates rates = window(pilot, at);
        Rate whole = rates.falsePositivesAveraged(pilot.shields());
        List<String> evidence = new ArrayList<>();
        evidence.add("averaged over customers, " + rates.window().text() + ": " + Text.rate(whole));
        List<String> above = new ArrayList<>();
        for (String shield : pilot.shields()) {
            Rate rate = rates.falsePositives(shield);
            evidence.add(shield + ": " + Text.rate(rate));
            if (rate.isAtLeast(MOST_FALSE)) {
                above.add(shield);
            }
        }
        return new Judged(
                "fp",
                "are false positives below 5 %?",
                outcome(rates, pilot, whole, MOST_FALSE, above, evidence, "events"));
    }

    /**
     * Over the union of what customers reported and the signed baseline's corpus. Since either could drown the other, one
     * that is certainly above the limit fails by itself.
     */
    static Judged misses(Pilot pilot, Instant at) {
        Rates rates = window(pilot, at);
        Misses real = rates.misses(pilot.shields(), at);
        Optional<Dated<Fact.Baselined>> baseline = pilot.latest(Fact.Baselined.class);
        long attacks = 0;
        long missed = 0;
        for (String shield : pilot.shields()) {
            CorpusCount count =
                    baseline.map(b -> b.fact().shields().get(shield)).orElse(null);
            attacks += count == null ? 0 : count.attacks();
            missed += count == null ? 0 : count.missed();
        }
        Rate union = Rate.of(real.known() + missed, real.attacks() + attacks);
        List<String> evidence = List.of(
                "union, " + rates.window().text() + ": " + Text.rate(union),
                String.format(
                        Locale.ROOT,
                        "real traffic: %d reported and %d found of %d attacks (%d expected by cohort A's baseline): %s",
                        real.reported(),
                        real.found(),
                        real.attacks(),
                        real.estimated(),
                        Text.rate(real.rate())),
                "real traffic, if each known miss hid another: " + Text.rate(real.doubled()),
                "corpus: " + Text.rate(Rate.of(missed, attacks)));
        String question = "are misses below 10 %?";
        if (baseline.isEmpty()) {
            return new Judged("fn", question, new Inconclusive(evidence, "a signed baseline: pilot baseline"));
        }
        List<String> above = new ArrayList<>();
        if (real.rate().isAtLeast(MOST_MISSED)) {
            above.add("what real traffic showed");
        }
        if (Rate.of(missed, attacks).isAtLeast(MOST_MISSED)) {
            above.add("what the corpus shows");
        }
        return new Judged("fn", question, outcome(rates, pilot, union, MOST_MISSED, above, evidence, "attacks"));
    }

    private static Outcome outcome(
            Rates rates,
            Pilot pilot,
            Rate whole,
            double limit,
            List<String> above,
            List<String> evidence,
            String unit) {
        long days =
                pilot.customers().keySet().stream().mapToLong(rates::days).max().orElse(0);
        if (whole.isAtLeast(limit) || !above.isEmpty()) {
            return new Fail(
                    evidence,
                    above.isEmpty() ? "tuning: the whole is above the limit" : "tuning of " + String.join(", ", above));
        }
        if (days < Window.CRITERIA_DAYS) {
            return new Inconclusive(
                    evidence, (Window.CRITERIA_DAYS - days) + " more days of telemetry of cohort B or C");
        }
        if (whole.isBelow(limit)) {
            return new Pass(evidence);
        }
        String needed = whole.moreToBeBelow(limit).isPresent()
                ? String.format(
                        Locale.ROOT,
                        "about %,d more %s at this rate",
                        whole.moreToBeBelow(limit).getAsLong(),
                        unit)
                : "a rate below the limit, by tuning or by measuring longer";
        return new Inconclusive(evidence, needed);
    }
}
