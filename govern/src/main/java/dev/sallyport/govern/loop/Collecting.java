package dev.sallyport.govern.loop;

import dev.sallyport.govern.collector.CustomerWeek;
import dev.sallyport.govern.pilot.Customer;
import dev.sallyport.govern.pilot.Fact;
import dev.sallyport.govern.pilot.Pilot;
import dev.sallyport.govern.pilot.ShieldWeek;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The collector's weeks as facts of a pilot. A customer's id in the pilot is the id its telemetry has.
 *
 * @param facts weeks that the pilot does not have yet
 * @param known weeks it has, some days of them at least
 * @param left who sent telemetry that counts for nothing here, and why
 */
public record Collecting(List<Fact> facts, int known, List<Left> left) {
    /** That a customer's telemetry is not taken. */
    public record Left(String customer, String why) {}

    public Collecting {
        facts = List.copyOf(facts);
        left = List.copyOf(left);
    }

    /** What of those weeks the pilot would record. */
    public static Collecting of(Pilot pilot, List<CustomerWeek> weeks) {
        List<Fact> facts = new ArrayList<>();
        List<Left> left = new ArrayList<>();
        int known = 0;
        Map<String, Customer> customers = pilot.customers();
        for (CustomerWeek week : weeks) {
            String id = week.customer().wire();
            Customer customer = customers.get(id);
            if (customer == null) {
                left.add(new Left(id, "no customer of the pilot has this id"));
            } else if (!customer.cohort().name().toLowerCase(Locale.ROOT).equals(week.cohort())) {
                left.add(new Left(
                        id,
                        "the collector has it in cohort " + week.cohort() + ", the pilot in "
                                + customer.cohort().name()));
            } else if (isKnown(pilot, id, week)) {
                known++;
            } else {
                facts.add(fact(id, week));
            }
        }
        return new Collecting(facts, known, left);
    }

    private static boolean isKnown(Pilot pilot, String id, CustomerWeek week) {
        return pilot.all(Fact.Week.class).stream()
                .map(dated -> dated.fact())
                .anyMatch(earlier -> earlier.customer().equals(id)
                        && earlier.from().isBefore(week.from().plusDays(week.days()))
                        && week.from().isBefore(earlier.end()));
    }

    private static Fact fact(String id, CustomerWeek week) {
        Map<String, ShieldWeek> shields = new HashMap<>();
        week.shields().forEach((name, figures) -> shields.put(name, figures(figures)));
        return new Fact.Week(id, week.from(), week.days(), week.calls(), shields);
    }

    /** A finding that was flagged more often than it fired counts once for each time it fired. */
    private static ShieldWeek figures(CustomerWeek.Figures figures) {
        long block = figures.verdicts().getOrDefault("block", 0L);
        long warn = figures.verdicts().getOrDefault("warn", 0L);
        long allow = figures.verdicts().getOrDefault("allow", 0L);
        long p95 = Math.max(figures.p50(), figures.p95());
        return new ShieldWeek(
                block,
                warn,
                allow,
                Math.min(figures.flagged(), block + warn + allow),
                0,
                figures.p50(),
                p95,
                Math.max(p95, figures.p99()));
    }
}
