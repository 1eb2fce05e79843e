package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Judged;
import java.time.Instant;
import java.util.List;

/**
 * The six exit criteria. All must pass; any other answer extends the pilot by two weeks, after which they are asked again. Figures decide
 * by their whole interval: a rate passes when all of its interval is below the limit, fails when none of it is, and is inconclusive in
 * between, with how much more is needed.
 */
public final class Criteria {
    /** How long a pilot goes on when they do not all pass. */
    public static final int EXTENSION_WEEKS = 2;

    private Criteria() {}

    /** The criteria at that time, in their order */
    public static List<Judged> of(Pilot pilot, Instant at) {
        return List.of(
                FiguresCriteria.falsePositives(pilot, at),
                FiguresCriteria.misses(pilot, at),
                SurfaceCriterion.judged(pilot, at),
                WordCriteria.wouldPay(pilot),
                WordCriteria.interop(pilot),
                WordCriteria.audit(pilot));
    }
}
