package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Judged;
import java.time.Instant;
import java.util.List;

/** What follows at a pilot's planned end: general availability, two more weeks, or tuning. */
public final class Review {
    private Review() {}

    /**
     * The facts to record.
     *
     * @throws Refused {@code review_early} before the planned end or outside cohort C's phase
     */
    public static List<Fact> decide(Pilot pilot, Instant at) {
        if (pilot.phase() != Phase.C || at.isBefore(pilot.plannedEnd())) {
            throw new Refused(
                    "review_early",
                    "a review is held in cohort C's phase from " + Window.day(pilot.plannedEnd())
                            + " on; this is phase " + pilot.phase() + " on " + Window.day(at));
        }
        List<Judged> judged = Gates.next(pilot, at);
        if (Outcome.allPass(judged)) {
            return List.of(new Fact.Advanced(Phase.GENERAL));
        }
        List<String> because = judged.stream()
                .filter(each -> !each.passed())
                .map(each -> each.id() + " " + each.outcome().wire())
                .toList();
        Fact extended = new Fact.Extended(Criteria.EXTENSION_WEEKS, because);
        Outcome trust = Trust.judged(pilot, at).outcome();
        return trust instanceof Fail
                ? List.of(extended, new Fact.Returned(trust.evidence().getFirst()))
                : List.of(extended);
    }
}
