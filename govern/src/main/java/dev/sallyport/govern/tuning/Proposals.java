package dev.sallyport.govern.tuning;

import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.baseline.Baseline;
import dev.sallyport.govern.baseline.Regression;
import dev.sallyport.govern.baseline.Thresholds;
import dev.sallyport.govern.measure.Rate;
import dev.sallyport.govern.pilot.Dated;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Misses;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Rates;
import dev.sallyport.govern.pilot.ShieldWeek;
import dev.sallyport.govern.pilot.Target;
import dev.sallyport.govern.pilot.Text;
import dev.sallyport.govern.pilot.Window;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Prepares the weekly change of thresholds. Misses above the target make a shield stricter; else false positives above
 * theirs make it looser, never beyond the signed baseline: where a threshold stands at that floor, a rule must change and no number.
 */
public final class Proposals {
    private static final int DAYS = 28;

    private final Pilot pilot;
    private final Baseline signed;
    private final Thresholds now;
    private final Function<Thresholds, Baseline> harness;

    /**
     * @param signed the floor
     * @param now the thresholds in force
     * @param harness runs the workloads with other thresholds
     */
    public Proposals(Pilot pilot, Baseline signed, Thresholds now, Function<Thresholds, Baseline> harness) {
        this.pilot = pilot;
        this.signed = signed;
        this.now = now;
        this.harness = harness;
    }

    /** Whether changes are prepared on that day: a Friday, UTC. */
    public static boolean isDay(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC).getDayOfWeek() == DayOfWeek.FRIDAY;
    }

    /**
     * The change of a shield.
     *
     * @param step how far a threshold moves, above 0
     */
    public Proposal.Answer of(String shield, double step, Instant at) {
        LocalDate to = LocalDate.ofInstant(at, ZoneOffset.UTC).plusDays(1);
        Rates rates = new Rates(pilot, new Window(to.minusDays(DAYS), to), customer -> true);
        Optional<Target> target = Target.of(shield);
        if (target.isEmpty()) {
            return none(shield + " has no target");
        }
        Rate wrong = rates.falsePositives(shield);
        Misses missed = rates.misses(List.of(shield), at);
        String figures = String.format(
                Locale.ROOT,
                "false positives %s, target %.0f %%; misses %s, target %.0f %%",
                Text.rate(wrong),
                100 * target.get().falsePositives(),
                Text.rate(missed.rate()),
                100 * target.get().misses());
        if (missed.rate().value() > target.get().misses()) {
            return change(shield, -step, figures, rates, at);
        }
        if (wrong.value() > target.get().falsePositives()) {
            return change(shield, step, figures, rates, at);
        }
        return none(figures + ": nothing to change");
    }

    private static Proposal.Answer none(String why) {
        return new Proposal.Answer(Optional.empty(), why);
    }

    private Proposal.Answer change(String shield, double delta, String why, Rates rates, Instant at) {
        Thresholds changed = now;
        for (Baseline.Row row : signed.rows()) {
            if (row.shield().equals(shield)) {
                double moved = Math.clamp(now.of(shield, row.attackClass()) + delta, 0, 1);
                changed = changed.with(shield, row.attackClass(), Math.min(hundredths(moved), row.threshold()));
            }
        }
        if (changed.equals(now)) {
            return none(why
                    + (delta > 0
                            ? ": the thresholds stand at the signed baseline's and may not be looser; a rule must change"
                            : ": the thresholds are at 0 and can't be stricter; a rule must change"));
        }
        Baseline fresh = harness.apply(changed);
        List<Regression> regressions = Regression.between(signed, fresh);
        int week = pilot.week(at);
        String title = Proposal.title(shield, week, delta);
        List<String> held = regressions.stream()
                .map(Regression::name)
                .distinct()
                .filter(name -> !investigated(title, name))
                .toList();
        return new Proposal.Answer(
                Optional.of(new Proposal(
                        shield, week, delta, why, rows(shield, rates.window()), changed, fresh, regressions, held)),
                why);
    }

    private static double hundredths(double value) {
        return Math.rint(value * 100) / 100;
    }

    private boolean investigated(String title, String name) {
        return pilot.all(Fact.Investigated.class).stream()
                .anyMatch(each -> each.fact().title().equals(title)
                        && each.fact().attack().equals(name));
    }

    /** The weeks of telemetry that the figures were made of. */
    private List<JsonObject> rows(String shield, Window window) {
        return pilot.all(Fact.Week.class).stream()
                .map(Dated::fact)
                .filter(week -> week.end().isAfter(window.from()) && !week.end().isAfter(window.to()))
                .filter(week -> week.shields().containsKey(shield))
                .map(week -> row(week, Objects.requireNonNull(week.shields().get(shield))))
                .toList();
    }

    private static JsonObject row(Fact.Week week, ShieldWeek counts) {
        return JsonObject.builder()
                .put("customer", week.customer())
                .put("from", week.from().toString())
                .put("days", week.days())
                .put("events", counts.events())
                .put("flagged", counts.flagged())
                .put("auto", counts.auto())
                .put("p99_us", counts.p99())
                .build();
    }
}
