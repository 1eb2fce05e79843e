package dev.sallyport.govern.campaign;

import dev.sallyport.govern.baseline.Regression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a class lost against the run before.
 *
 * @param attackClass the class
 * @param before its figures in the run before
 * @param now its figures in this run; no attempts at all if this run does not try it
 */
public record Comparison(String attackClass, Tally before, Tally now) {
    /** Every class whose share of attempts stopped fell by more than {@link Regression#POINTS} points, or that is not tried any more. */
    public static List<Comparison> losses(CampaignRun before, CampaignRun run) {
        Map<String, Tally> now = run.classes();
        List<Comparison> losses = new ArrayList<>();
        before.classes().forEach((name, was) -> {
            Comparison one = new Comparison(name, was, now.getOrDefault(name, Tally.NONE));
            if (one.lost()) {
                losses.add(one);
            }
        });
        return losses;
    }

    private boolean lost() {
        return before.attempts() > 0
                && (isGone() || Regression.lost(before.stopped(), before.attempts(), now.stopped(), now.attempts()));
    }

    /** Whether this run does not try the class any more. */
    public boolean isGone() {
        return now.attempts() == 0;
    }

    /** How many points the share fell, 0 to 100; that of before where the class is gone. */
    public double points() {
        return 100 * (before.stoppedRate().value() - now.stoppedRate().value());
    }
}
