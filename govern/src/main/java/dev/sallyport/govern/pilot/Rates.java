package dev.sallyport.govern.pilot;

import dev.sallyport.govern.measure.Rate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The rates of false positives and misses over some days and some customers. A customer that left counts as long as it was there.
 *
 * @param who whose telemetry counts
 */
public record Rates(Pilot pilot, Window window, Predicate<Customer> who) {

    /** Those of one cohort since it began; A's end with its phase, when what it runs stops being advisory. */
    public static Rates of(Pilot pilot, Cohort cohort, Phase phase, Instant at) {
        Instant from = pilot.reached(phase).orElse(at);
        Instant to = phase.next().flatMap(pilot::reached).orElse(at);
        return new Rates(pilot, Window.between(from, to), customer -> cohort.counts(customer.cohort()));
    }

    private List<Fact.Week> weeks() {
        Map<String, Customer> customers = pilot.customers();
        return pilot.all(Fact.Week.class).stream()
                .map(Dated::fact)
                .filter(week -> {
                    Customer customer = customers.get(week.customer());
                    return customer != null && who.test(customer) && window.holds(week);
                })
                .toList();
    }

    /** (flagged + found without the customer) / all events, of one shield over all customers. */
    public Rate falsePositives(String shield) {
        return falsePositives(weeks(), List.of(shield));
    }

    /** The same for several shields together, averaged over the customers: each counts once. */
    public Rate falsePositivesAveraged(Collection<String> shields) {
        List<Fact.Week> weeks = weeks();
        return Rate.averaged(weeks.stream()
                .map(Fact.Week::customer)
                .distinct()
                .map(customer -> falsePositives(
                        weeks.stream()
                                .filter(week -> week.customer().equals(customer))
                                .toList(),
                        shields))
                .toList());
    }

    private static Rate falsePositives(List<Fact.Week> weeks, Collection<String> shields) {
        long hits = 0;
        long events = 0;
        for (ShieldWeek each : of(weeks, shields)) {
            hits += each.falsePositives();
            events += each.events();
        }
        return Rate.of(hits, events);
    }

    /** What those shields missed together. Pooled: few customers see enough attacks for a rate of their own. */
    public Misses misses(Collection<String> shields, Instant at) {
        Rates baseline = of(pilot, Cohort.A, Phase.A, at);
        Counted inA = baseline.counted(shields);
        Counted here = counted(shields);
        double perCall =
                inA.calls == 0 ? 0 : (double) (inA.caught + Misses.UNREPORTED * (inA.reported + inA.found)) / inA.calls;
        return new Misses(here.reported, here.found, here.caught, here.calls, perCall);
    }

    private record Counted(long reported, long found, long caught, long calls) {}

    private Counted counted(Collection<String> shields) {
        Map<String, Customer> customers = pilot.customers();
        List<Fact.Missed> missed = pilot.all(Fact.Missed.class).stream()
                .filter(dated -> window.holds(dated.at()))
                .map(Dated::fact)
                .filter(miss -> shields.contains(miss.shield()))
                .filter(miss -> {
                    Customer customer = customers.get(miss.customer());
                    return customer != null && who.test(customer);
                })
                .toList();
        long reported = missed.stream().filter(Fact.Missed::reported).count();
        List<Fact.Week> weeks = weeks();
        return new Counted(
                reported,
                missed.size() - reported,
                of(weeks, shields).stream().mapToLong(ShieldWeek::catches).sum(),
                weeks.stream().mapToLong(Fact.Week::allCalls).sum());
    }

    /** How many days of telemetry a customer sent. */
    long days(String customer) {
        return weeks().stream()
                .filter(week -> week.customer().equals(customer))
                .mapToLong(Fact.Week::days)
                .sum();
    }

    /** The worst 99th percentile of a shield, microseconds. */
    long p99(String shield) {
        return of(weeks(), List.of(shield)).stream()
                .mapToLong(ShieldWeek::p99)
                .max()
                .orElse(0);
    }

    /** All of a shield's weeks as one; its percentiles are the worst. */
    ShieldWeek sum(String shield) {
        ShieldWeek sum = new ShieldWeek(0, 0, 0, 0, 0, 0, 0, 0);
        for (ShieldWeek each : of(weeks(), List.of(shield))) {
            sum = new ShieldWeek(
                    sum.block() + each.block(),
                    sum.warn() + each.warn(),
                    sum.allow() + each.allow(),
                    sum.flagged() + each.flagged(),
                    sum.auto() + each.auto(),
                    Math.max(sum.p50(), each.p50()),
                    Math.max(sum.p95(), each.p95()),
                    Math.max(sum.p99(), each.p99()));
        }
        return sum;
    }

    private static List<ShieldWeek> of(List<Fact.Week> weeks, Collection<String> shields) {
        return weeks.stream()
                .flatMap(week -> week.shields().entrySet().stream())
                .filter(entry -> shields.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }
}
