package dev.sallyport.govern.pilot;

import dev.sallyport.govern.measure.Rate;
import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What must hold before a pilot goes on. Pure: the records and the time give the answer. */
public final class Gates {
    /** A rate counts as calculable when it is known to two percentage points. */
    public static final double MARGIN = 0.02;

    private static final int TELEMETRY_DAYS = 14;

    private Gates() {}

    /** The questions before the next phase; none where there is no gate. */
    public static List<Judged> next(Pilot pilot, Instant at) {
        return switch (pilot.phase()) {
            case A -> cohort(pilot, Cohort.A, Graduation.FIRST, at);
            case B -> cohort(pilot, Cohort.B, List.of("capability-fence"), at);
            case C -> {
                List<Judged> judged = new ArrayList<>(List.of(size(pilot, Cohort.C), Trust.judged(pilot, at)));
                judged.addAll(Criteria.of(pilot, at));
                yield judged;
            }
            case TUNING -> List.of(tuned(pilot, at));
            case GENERAL -> List.of();
        };
    }

    private static List<Judged> cohort(Pilot pilot, Cohort cohort, List<String> shields, Instant at) {
        List<Judged> judged = new ArrayList<>();
        judged.add(weeks(pilot, cohort, at));
        judged.add(size(pilot, cohort));
        judged.add(telemetry(pilot, cohort, at));
        shields.forEach(shield -> judged.add(calculable(pilot, cohort, shield, at)));
        return judged;
    }

    private static Judged weeks(Pilot pilot, Cohort cohort, Instant at) {
        long days = 7L * (cohort.lastWeek() - cohort.firstWeek() + 1);
        long gone = Duration.between(pilot.phaseSince(), at).toDays();
        List<String> evidence = List.of("day " + gone + " of " + days);
        return new Judged(
                "weeks",
                "has the cohort had its " + days / 7 + " weeks?",
                gone >= days ? new Pass(evidence) : new Inconclusive(evidence, (days - gone) + " more days"));
    }

    private static Judged size(Pilot pilot, Cohort cohort) {
        int size = pilot.members(cohort).size();
        List<String> evidence = List.of(size + " customers take part");
        return new Judged(
                "size",
                "does the cohort have " + cohort.least() + " customers?",
                size >= cohort.least()
                        ? new Pass(evidence)
                        : new Inconclusive(evidence, (cohort.least() - size) + " more customers"));
    }

    private static Judged telemetry(Pilot pilot, Cohort cohort, Instant at) {
        Rates rates = new Rates(pilot, Window.between(pilot.start(), at), customer -> true);
        List<String> evidence = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (Customer customer : pilot.members(cohort)) {
            long days = rates.days(customer.id());
            evidence.add(customer.id() + ": " + days + " days of telemetry");
            if (days < TELEMETRY_DAYS) {
                missing.add((TELEMETRY_DAYS - days) + " more days of " + customer.id());
            }
        }
        return new Judged(
                "telemetry",
                "is there telemetry of two weeks for each customer?",
                missing.isEmpty() && !evidence.isEmpty()
                        ? new Pass(evidence)
                        : new Inconclusive(evidence, missing.isEmpty() ? "customers" : String.join(", ", missing)));
    }

    private static Judged calculable(Pilot pilot, Cohort cohort, String shield, Instant at) {
        Phase phase = cohort == Cohort.A ? Phase.A : Phase.B;
        Rate rate = Rates.of(pilot, cohort, phase, at).falsePositives(shield);
        List<String> evidence = List.of(
                shield + ": " + Text.rate(rate),
                String.format(Locale.ROOT, "margin %.1f points, the limit is %.1f", 100 * rate.margin(), 100 * MARGIN));
        return new Judged(
                "known:" + shield,
                "is its rate of false positives known to two points?",
                rate.isKnownTo(MARGIN)
                        ? new Pass(evidence)
                        : new Inconclusive(
                                evidence, String.format(Locale.ROOT, "about %,d more events", rate.moreFor(MARGIN))));
    }

    /** After tuning, a version that was released since then has soaked. */
    private static Judged tuned(Pilot pilot, Instant at) {
        Instant since = pilot.phaseSince();
        List<String> soaked = pilot.all(Fact.Released.class).stream()
                .filter(released -> !released.at().isBefore(since))
                .filter(released -> Versions.soaked(pilot, released.fact().version(), at))
                .map(released -> released.fact().version().wire() + " was released and soaked since the return")
                .toList();
        return new Judged(
                "tuned",
                "was a shield tuned since cohort C ended?",
                soaked.isEmpty()
                        ? new Inconclusive(List.of("no version was released and soaked since then"), "a tuned version")
                        : new Pass(soaked));
    }

    /** Cohort C's question, for {@link Rules}: it failed, so that the pilot goes back to tuning. */
    static boolean returns(Pilot pilot, Instant at) {
        return pilot.phase() == Phase.C && Trust.judged(pilot, at).outcome() instanceof Fail;
    }
}
