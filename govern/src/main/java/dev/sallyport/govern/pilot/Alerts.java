package dev.sallyport.govern.pilot;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** What is late: fixes, what was agreed, telemetry, and the review after the launch. */
public final class Alerts {
    /** When the launch is looked back at. */
    static final int REVIEW_DAYS = 30;

    private static final int SILENT_DAYS = 14;

    private Alerts() {}

    /** One line each. */
    public static List<String> of(Pilot pilot, Instant at) {
        List<String> alerts = new ArrayList<>();
        if (pilot.began().isEmpty()) {
            return alerts;
        }
        for (Versions.Due due : Versions.due(pilot, at)) {
            due.late()
                    .ifPresent(end -> alerts.add("the fix " + due.version().wire() + " should have reached "
                            + due.customer() + " by " + end + ": " + due.why()));
        }
        agreed(pilot, at, alerts);
        silent(pilot, at, alerts);
        return alerts;
    }

    private static void agreed(Pilot pilot, Instant at, List<String> alerts) {
        List<String> done = pilot.all(Fact.Settled.class).stream()
                .map(settled -> settled.fact().id())
                .toList();
        for (Dated<Fact.Agreed> agreed : pilot.all(Fact.Agreed.class)) {
            Fact.Agreed fact = agreed.fact();
            if (!done.contains(fact.id()) && fact.due().isBefore(Window.day(at))) {
                alerts.add(fact.owner() + " owes " + fact.customer() + " since " + fact.due() + ": " + fact.what());
            }
        }
    }

    /** Two weeks without telemetry: it was turned off, or it does not arrive. */
    private static void silent(Pilot pilot, Instant at, List<String> alerts) {
        for (Customer customer : pilot.customers().values()) {
            LocalDate last = pilot.all(Fact.Week.class).stream()
                    .map(Dated::fact)
                    .filter(week -> week.customer().equals(customer.id()))
                    .map(Fact.Week::end)
                    .max(LocalDate::compareTo)
                    .orElse(Window.day(customer.joined()));
            if (customer.active() && last.plusDays(SILENT_DAYS).isBefore(Window.day(at))) {
                alerts.add("no telemetry of " + customer.id() + " since " + last);
            }
        }
    }
}
