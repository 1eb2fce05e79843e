package dev.sallyport.govern.loop;

import dev.sallyport.govern.measure.Rate;
import dev.sallyport.govern.pilot.Cohort;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Gates;
import dev.sallyport.govern.pilot.Graduation;
import dev.sallyport.govern.pilot.Phase;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.Rates;
import dev.sallyport.govern.pilot.Text;
import dev.sallyport.shield.ShieldMode;
import java.time.Instant;

/**
 * Whether a customer's gateway may be set to a mode that the pilot's measurement speaks for. Nobody is set to a mode that may block without
 * evidence: false positives known to two points and 5 % at most, measured while the shield advised only, in cohort A for the shields of the first weeks
 * and in cohort B for others. What loosens is never held up.
 */
public final class Applying {
    private static final double MOST_FALSE = 0.05;

    private Applying() {}

    /** What is to be done about one shield. */
    public sealed interface Step {
        /** The reason, with its figures. */
        String why();

        /** The gateway is to be set to that mode. */
        record Sets(ShieldMode from, ShieldMode to, String why) implements Step {}

        /** It stands there already. */
        record Stands(ShieldMode mode, String why) implements Step {}

        /** It may not. */
        record Refused(String code, String why) implements Step {}
    }

    /**
     * Plans one shield of one customer.
     *
     * @param wanted the mode to set
     * @param now the mode that the gateway has
     */
    public static Step plan(
            Pilot pilot, String customer, String shield, ShieldMode wanted, ShieldMode now, Instant at) {
        Customer known = pilot.customers().get(customer);
        if (known == null || !known.active()) {
            return new Step.Refused("unknown_customer", "no customer of the pilot has the id " + customer);
        }
        if (!pilot.shields().contains(shield)) {
            return new Step.Refused("unknown_shield", "the pilot does not measure " + shield);
        }
        if (wanted == now) {
            return new Step.Stands(now, "the gateway stands there already");
        }
        if (!wanted.canBlock() || wanted.compareTo(now) < 0) {
            return new Step.Sets(now, wanted, "a mode that blocks less needs no evidence");
        }
        Graduation.Step step = Graduation.of(pilot, shield, at);
        if (wanted.compareTo(step.mode()) > 0) {
            return new Step.Refused(
                    "mode_not_graduated", shield + " may be " + step.mode().wire() + " at most: " + step.why());
        }
        return measured(pilot, shield, wanted, now, at);
    }

    private static Step measured(Pilot pilot, String shield, ShieldMode wanted, ShieldMode now, Instant at) {
        boolean isFirst = Graduation.FIRST.contains(shield);
        Cohort cohort = isFirst ? Cohort.A : Cohort.B;
        Rate rate = Rates.of(pilot, cohort, isFirst ? Phase.A : Phase.B, at).falsePositives(shield);
        String figures = "cohort " + cohort.name() + "'s false positives are " + Text.rate(rate);
        if (rate.trials() <= 0 || !rate.isKnownTo(Gates.MARGIN)) {
            return new Step.Refused("mode_unmeasured", figures + ", which is not known to two points");
        }
        return rate.value() <= MOST_FALSE
                ? new Step.Sets(now, wanted, figures)
                : new Step.Refused("mode_too_many_false", figures + "; the limit is 5 %");
    }
}
