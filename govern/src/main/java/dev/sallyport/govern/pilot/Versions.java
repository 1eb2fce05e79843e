package dev.sallyport.govern.pilot;

import dev.sallyport.shield.ShieldVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Which customer runs which version of a shield, and which it should. A version soaks for 24 hours in staging; then
 * it goes to those whose updates come by themselves: all of cohort A, of the others who said so. A pin holds until it is taken away.
 * A fix goes to the customer that reported the miss before it goes to anybody else, and to the cohort within seven days of that.
 */
public final class Versions {
    /** How long a version runs in staging before anybody else gets it. */
    public static final Duration SOAK = Duration.ofHours(24);

    /** How long the cohort may wait for a fix after the one that reported it has it. */
    public static final Duration BACKFILL = Duration.ofDays(7);

    private Versions() {}

    /** Whether it ran 24 hours in staging without a fault. */
    public static boolean soaked(Pilot pilot, ShieldVersion version, Instant at) {
        boolean failed = pilot.all(Fact.SoakFailed.class).stream()
                .anyMatch(each -> each.fact().version().equals(version));
        return !failed
                && released(pilot, version)
                        .map(released -> !at.isBefore(released.at().plus(SOAK)))
                        .orElse(false);
    }

    static Optional<Dated<Fact.Released>> released(Pilot pilot, ShieldVersion version) {
        return pilot.all(Fact.Released.class).stream()
                .filter(each -> each.fact().version().equals(version))
                .reduce((first, last) -> last);
    }

    /** What a customer runs, by shield. */
    public static Map<String, ShieldVersion> running(Pilot pilot, String customer) {
        Map<String, ShieldVersion> running = new LinkedHashMap<>();
        for (ShieldVersion version : history(pilot, customer)) {
            running.put(version.name(), version);
        }
        return running;
    }

    private static List<ShieldVersion> history(Pilot pilot, String customer) {
        List<ShieldVersion> history = new ArrayList<>();
        for (Dated<Fact.OfCustomer> dated : pilot.all(Fact.OfCustomer.class)) {
            if (dated.fact().customer().equals(customer)) {
                switch (dated.fact()) {
                    case Fact.Installed installed -> history.add(installed.version());
                    case Fact.RolledBack back -> history.add(back.to());
                    case Fact.OfCustomer other -> {}
                }
            }
        }
        return history;
    }

    /** What a customer ran before what it runs now. */
    public static Optional<ShieldVersion> previous(Pilot pilot, String customer, String shield) {
        ShieldVersion now = running(pilot, customer).get(shield);
        Optional<ShieldVersion> before = Optional.empty();
        for (ShieldVersion version : history(pilot, customer)) {
            if (version.equals(now)) {
                return before; // what it ran before it ran this for the first time: going back twice leads further back
            }
            before = version.name().equals(shield) ? Optional.of(version) : before;
        }
        return Optional.empty();
    }

    /** The version a customer stays on, if it pinned one. */
    public static Optional<ShieldVersion> pinned(Pilot pilot, String customer, String shield) {
        Optional<ShieldVersion> pinned = Optional.empty();
        for (Dated<Fact.OfCustomer> dated : pilot.all(Fact.OfCustomer.class)) {
            if (dated.fact().customer().equals(customer)) {
                pinned = switch (dated.fact()) {
                    case Fact.Pinned pin -> of(pin.version(), shield).or(keep(pinned));
                    case Fact.RolledBack back -> of(back.to(), shield).or(keep(pinned));
                    case Fact.Unpinned free -> free.shield().equals(shield) ? Optional.empty() : pinned;
                    case Fact.OfCustomer other -> pinned;
                };
            }
        }
        return pinned;
    }

    /**
     * That a customer goes back to the version before.
     *
     * @throws Refused {@code no_version_before} if it ran none
     */
    public static Fact.RolledBack back(Pilot pilot, String customer, String shield, String why) {
        ShieldVersion running = running(pilot, customer).get(shield);
        Optional<ShieldVersion> before = previous(pilot, customer, shield);
        if (running == null || before.isEmpty()) {
            throw new Refused(
                    "no_version_before", customer + " ran no version of " + shield + " before the one it runs");
        }
        return new Fact.RolledBack(customer, running, before.get(), why);
    }

    private static Optional<ShieldVersion> of(ShieldVersion version, String shield) {
        return Optional.of(version).filter(one -> one.name().equals(shield));
    }

    private static Supplier<Optional<ShieldVersion>> keep(Optional<ShieldVersion> pinned) {
        return () -> pinned;
    }

    /**
     * What should happen to one customer's shield.
     *
     * @param install whether it is due now
     * @param late since when the cohort should have had the fix; empty if it is not late
     */
    public record Due(String customer, ShieldVersion version, boolean install, String why, Optional<Instant> late) {}

    /** What is due for the newest version of each shield, for every customer that does not run it. */
    public static List<Due> due(Pilot pilot, Instant at) {
        Map<String, Dated<Fact.Released>> newest = new LinkedHashMap<>();
        pilot.all(Fact.Released.class)
                .forEach(released -> newest.put(released.fact().version().name(), released));
        List<Due> due = new ArrayList<>();
        for (Dated<Fact.Released> released : newest.values()) {
            for (Customer customer : pilot.customers().values()) {
                ShieldVersion running = running(pilot, customer.id())
                        .get(released.fact().version().name());
                if (customer.active() && !released.fact().version().equals(running)) {
                    due.add(due(pilot, released, customer, at));
                }
            }
        }
        return due;
    }

    private static Due due(Pilot pilot, Dated<Fact.Released> released, Customer customer, Instant at) {
        ShieldVersion version = released.fact().version();
        List<String> reporters = reporters(pilot, released.fact());
        Optional<Instant> courtesy = reporters.isEmpty() ? Optional.empty() : first(pilot, version, reporters);
        Optional<Instant> late = reporters.isEmpty()
                ? Optional.empty()
                : Optional.of(courtesy.orElse(released.at().plus(SOAK)).plus(BACKFILL))
                        .filter(end -> at.isAfter(end));
        String waits = waits(pilot, version, customer, reporters, courtesy, at);
        return new Due(customer.id(), version, waits.isEmpty(), waits.isEmpty() ? "may be installed" : waits, late);
    }

    private static String waits(
            Pilot pilot,
            ShieldVersion version,
            Customer customer,
            List<String> reporters,
            Optional<Instant> courtesy,
            Instant at) {
        Optional<ShieldVersion> pin = pinned(pilot, customer.id(), version.name());
        if (!soaked(pilot, version, at)) {
            return "it has not soaked for 24 hours without a fault";
        }
        if (pin.isPresent()) {
            return "pinned to " + pin.get().wire();
        }
        if (courtesy.isEmpty() && !reporters.contains(customer.id()) && canTake(pilot, version, reporters)) {
            return "the customer that reported the miss gets it first";
        }
        return customer.autoUpdate() ? "" : "the customer has not consented to updates";
    }

    /** The customers that reported what a version fixes and still take part. */
    private static List<String> reporters(Pilot pilot, Fact.Released released) {
        Map<String, Customer> customers = pilot.customers();
        return pilot.all(Fact.Missed.class).stream()
                .map(Dated::fact)
                .filter(missed -> released.fixes().contains(missed.id()) && missed.reported())
                .map(Fact.Missed::customer)
                .filter(id -> customers.containsKey(id)
                        && Objects.requireNonNull(customers.get(id)).active())
                .distinct()
                .toList();
    }

    /** Whether one of them can have it: nobody waits for a customer that is pinned or has not consented. */
    private static boolean canTake(Pilot pilot, ShieldVersion version, List<String> customers) {
        Map<String, Customer> all = pilot.customers();
        return customers.stream()
                .anyMatch(id -> Objects.requireNonNull(all.get(id)).autoUpdate()
                        && pinned(pilot, id, version.name()).isEmpty());
    }

    private static Optional<Instant> first(Pilot pilot, ShieldVersion version, List<String> customers) {
        return pilot.all(Fact.Installed.class).stream()
                .filter(installed -> installed.fact().version().equals(version)
                        && customers.contains(installed.fact().customer()))
                .map(Dated::at)
                .findFirst();
    }
}
