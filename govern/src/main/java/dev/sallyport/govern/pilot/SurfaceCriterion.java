package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * No critical novel attack surface in the last two weeks: no class of attack, first missed or first surfaced in that time, whose CVSS
 * base score is 7.0 or more. One that nobody assessed keeps the answer open.
 */
final class SurfaceCriterion {
    private static final int DAYS = 14;
    private static final double CRITICAL = 7.0;

    private SurfaceCriterion() {}

    static Judged judged(Pilot pilot, Instant at) {
        Window window = Window.last(DAYS, at);
        List<String> evidence = new ArrayList<>();
        List<String> critical = new ArrayList<>();
        List<String> open = new ArrayList<>();
        for (Novel novel : Novel.all(pilot)) {
            if (window.holds(novel.first())) {
                Optional<Double> score = assessed(pilot, novel.surface());
                evidence.add(novel.surface() + ", first " + novel.how() + " " + Window.day(novel.first()) + ", CVSS "
                        + score.map(cvss -> String.format(Locale.ROOT, "%.1f", cvss))
                                .orElse("not assessed"));
                if (score.isEmpty()) {
                    open.add(novel.surface());
                } else if (score.get() >= CRITICAL) {
                    critical.add(novel.surface());
                }
            }
        }
        evidence.addFirst(evidence.size() + " novel surfaces, " + window.text());
        return new Judged(
                "surface",
                "was no critical novel attack surface found in the last two weeks?",
                outcome(pilot, window, at, evidence, critical, open));
    }

    private static Outcome outcome(
            Pilot pilot, Window window, Instant at, List<String> evidence, List<String> critical, List<String> open) {
        if (!critical.isEmpty()) {
            return new Fail(
                    evidence, "two weeks without one, from " + window.to().minusDays(1) + " at the earliest");
        }
        if (!open.isEmpty()) {
            return new Inconclusive(evidence, "a CVSS score of " + String.join(", ", open));
        }
        boolean watched = pilot.all(Fact.Week.class).stream()
                .map(Dated::fact)
                .anyMatch(week -> ChronoUnit.DAYS.between(week.end(), window.to()) <= 7 && window.holds(week));
        boolean longEnough = !at.isBefore(pilot.start().plus(DAYS, ChronoUnit.DAYS));
        return watched && longEnough
                ? new Pass(evidence)
                : new Inconclusive(evidence, "telemetry of the last two weeks: who does not look finds nothing");
    }

    private static Optional<Double> assessed(Pilot pilot, String surface) {
        List<Dated<Fact.Assessed>> all = pilot.all(Fact.Assessed.class).stream()
                .filter(assessed -> assessed.fact().surface().equals(surface))
                .toList();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(all.getLast().fact().cvss());
    }
}
