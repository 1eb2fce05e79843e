package dev.sallyport.govern.pilot;

import dev.sallyport.action.json.JsonNumber;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.measure.Rate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What each shield may do and what it does: the table of targets with measured columns beside the targets. */
public final class ThresholdTable {
    private ThresholdTable() {}

    /**
     * One shield.
     *
     * @param synthetic its false positives in the signed baseline
     * @param falsePositives in real traffic of the last four weeks
     * @param misses in the same time
     */
    public record Row(Target target, Rate synthetic, Rate falsePositives, Misses misses) {
        /** Whether both rates are within their targets, as far as was measured. */
        public boolean within() {
            return falsePositives.value() <= target.falsePositives()
                    && misses.rate().value() <= target.misses();
        }

        /** For programs. */
        public JsonObject json() {
            return JsonObject.builder()
                    .put("shield", target.shield())
                    .put("synthetic_fp", Text.json(synthetic))
                    .put("fp", Text.json(falsePositives))
                    .put("fp_target", JsonNumber.of(target.falsePositives()))
                    .put("fn", Text.json(misses.rate()))
                    .put("fn_target", JsonNumber.of(target.misses()))
                    .put("within", within())
                    .build();
        }

        /** For people. */
        public String text() {
            return String.format(
                    Locale.ROOT,
                    "%-17s synthetic FP %s; FP %s, target %.0f %%; FN %s, target %.0f %%%s",
                    target.shield(),
                    Text.rate(synthetic),
                    Text.rate(falsePositives),
                    100 * target.falsePositives(),
                    Text.rate(misses.rate()),
                    100 * target.misses(),
                    within() ? "" : "; ABOVE");
        }
    }

    /** The table at that time. */
    public static List<Row> of(Pilot pilot, Instant at) {
        Rates rates = new Rates(pilot, Window.last(Window.CRITERIA_DAYS, at), customer -> true);
        Optional<Dated<Fact.Baselined>> baseline = pilot.latest(Fact.Baselined.class);
        List<Row> rows = new ArrayList<>();
        for (Target target : Target.ALL) {
            String shield = target.shield();
            CorpusCount count =
                    baseline.map(b -> b.fact().shields().get(shield)).orElse(null);
            rows.add(new Row(
                    target,
                    count == null ? Rate.NONE : Rate.of(count.flagged(), count.benign()),
                    rates.falsePositives(shield),
                    rates.misses(List.of(shield), at)));
        }
        return rows;
    }
}
