package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Outcome.Fail;
import dev.sallyport.govern.pilot.Outcome.Inconclusive;
import dev.sallyport.govern.pilot.Outcome.Judged;
import dev.sallyport.govern.pilot.Outcome.Pass;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether cohort C trusts the shields: 60 % of its customers put three of them into blocking within four weeks of joining. These are all
 * customers and no sample of them, so there is no interval: it is decided when those who may still do so can't change the answer.
 */
final class Trust {
    private static final double SHARE = 0.6;
    private static final int SHIELDS = 3;
    private static final Duration TIME = Duration.ofDays(28);

    private Trust() {}

    static Judged judged(Pilot pilot, Instant at) {
        Instant since = pilot.phaseSince();
        List<String> evidence = new ArrayList<>();
        int opted = 0;
        int open = 0;
        List<Customer> all = pilot.customers().values().stream()
                .filter(customer -> customer.cohort() == Cohort.C)
                .filter(customer ->
                        customer.left().isEmpty() || customer.left().get().isAfter(since))
                .toList();
        for (Customer customer : all) {
            Instant from = customer.joined().isBefore(since) ? since : customer.joined();
            Instant until = from.plus(TIME);
            Set<String> blocking = blocking(pilot, customer.id(), until);
            evidence.add(customer.id() + ": " + blocking.size() + " shields in blocking"
                    + (at.isBefore(until) ? ", until " + Window.day(until) : ""));
            if (blocking.size() >= SHIELDS) {
                opted++;
            } else if (at.isBefore(until) && customer.active()) {
                open++;
            }
        }
        evidence.addFirst(opted + " of " + all.size() + " customers put " + SHIELDS + " shields into blocking");
        return new Judged(
                "trust",
                "did 60 % of cohort C put three shields into blocking within four weeks?",
                outcome(evidence, opted, open, all.size()));
    }

    private static Outcome outcome(List<String> evidence, int opted, int open, int all) {
        int needed = (int) Math.ceil(SHARE * Math.max(all, Cohort.C.least()) - 1e-9);
        if (all >= Cohort.C.least() && opted >= needed) {
            return new Pass(evidence);
        }
        if (all >= Cohort.C.least() && opted + open < needed) {
            return new Fail(evidence, "tuning: " + needed + " would have been enough, " + open + " may still do so");
        }
        return new Inconclusive(evidence, (needed - opted) + " more customers; " + open + " may still do so");
    }

    /** The shields that block at that time, by either mode that can. */
    private static Set<String> blocking(Pilot pilot, String customer, Instant until) {
        Set<String> blocking = new HashSet<>();
        for (Dated<Fact.ModeSet> set : pilot.all(Fact.ModeSet.class)) {
            if (set.fact().customer().equals(customer) && !set.at().isAfter(until)) {
                if (set.fact().mode().canBlock()) {
                    blocking.add(set.fact().shield());
                } else {
                    blocking.remove(set.fact().shield());
                }
            }
        }
        return blocking;
    }
}
