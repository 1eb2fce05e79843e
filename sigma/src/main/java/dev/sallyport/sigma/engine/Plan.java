package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.alert.Stage;
import dev.sallyport.sigma.correlation.Absence;
import dev.sallyport.sigma.correlation.Condition;
import dev.sallyport.sigma.correlation.Correlation;
import dev.sallyport.sigma.correlation.Frame;
import dev.sallyport.sigma.correlation.Judge;
import java.util.List;
import java.util.Optional;

/**
 * A correlation ready to run.
 *
 * @param place in the order in which they run, those below before those above
 * @param rule as read
 * @param digest over its own digest and those of all it rests on: its state is of use only while this stays the same
 * @param stage the least of its own and of those it rests on
 * @param told whether it gives alerts, and is not only part of another
 * @param judge of its condition
 * @param absence of its condition, if it is about absence
 * @param carried fields that those above need and that are not among its group's
 * @param above what its alerts become
 */
record Plan(
        int place,
        Correlation rule,
        String digest,
        Stage stage,
        boolean told,
        Judge judge,
        Optional<Absence> absence,
        List<String> carried,
        List<Feed> above) {
    Plan {
        carried = List.copyOf(carried);
        above = List.copyOf(above);
    }

    /** Whether it is decided when a window is over and not when a hit comes; asked of every hit. */
    boolean decidesLater() {
        return absence.isPresent() || !(rule.frame() instanceof Frame.Sliding);
    }

    boolean isNumeric() {
        return rule.condition() instanceof Condition.Numbers;
    }

    boolean countsValues() {
        return rule.condition() instanceof Condition.Values || rule.condition() instanceof Condition.Share;
    }
}
