package dev.sallyport.govern.pilot;

import dev.sallyport.govern.pilot.Fact.Began;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The image of a pilot: everything that was recorded, in order. Equal records give an equal image. Immutable.
 *
 * @param entries from the first
 */
public record Pilot(List<Entry> entries) {
    /** Before anything was recorded. */
    public static final Pilot EMPTY = new Pilot(List.of());

    /** The weeks a pilot is planned for. */
    public static final int PLANNED_WEEKS = 16;

    public Pilot {
        entries = List.copyOf(entries);
    }

    /** With one more entry; it must continue the last one. */
    public Pilot with(Entry entry) {
        if (entry.seq() != entries.size()) {
            throw new IllegalArgumentException("record " + entry.seq() + " after " + entries.size() + " records");
        }
        List<Entry> longer = new ArrayList<>(entries);
        longer.add(entry);
        return new Pilot(longer);
    }

    /** With those facts recorded at that time. */
    public Pilot with(Instant at, List<Fact> facts) {
        return with(new Entry(entries.size(), at, facts));
    }

    /** When something was recorded last; empty at the start. */
    public Optional<Instant> last() {
        return entries.isEmpty()
                ? Optional.empty()
                : Optional.of(entries.getLast().at());
    }

    /** Every fact of a kind, in order. */
    public <F extends Fact> List<Dated<F>> all(Class<F> kind) {
        List<Dated<F>> found = new ArrayList<>();
        for (Entry entry : entries) {
            for (Fact fact : entry.facts()) {
                if (kind.isInstance(fact)) {
                    found.add(new Dated<>(entry.at(), kind.cast(fact)));
                }
            }
        }
        return found;
    }

    /** The latest fact of a kind. */
    public <F extends Fact> Optional<Dated<F>> latest(Class<F> kind) {
        List<Dated<F>> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getLast());
    }

    /** The beginning, if there was one. */
    public Optional<Dated<Began>> began() {
        List<Dated<Began>> all = all(Began.class);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** When it began. */
    Instant start() {
        return began().map(Dated::at).orElseThrow(() -> new IllegalStateException("the pilot has not begun"));
    }

    /** The shields that are enabled by default. */
    public List<String> shields() {
        return began().map(began -> began.fact().shields()).orElse(List.of());
    }

    /** The week of the pilot at that time, from 1. */
    public int week(Instant at) {
        return (int) (Duration.between(start(), at).toDays() / 7) + 1;
    }

    /** When it is planned to end: after 16 weeks and every extension. */
    public Instant plannedEnd() {
        int weeks = PLANNED_WEEKS
                + all(Fact.Extended.class).stream()
                        .mapToInt(extended -> extended.fact().weeks())
                        .sum();
        return start().plus(Duration.ofDays(7L * weeks));
    }

    /** Where it stands. */
    public Phase phase() {
        return since().getKey();
    }

    /** Since when it stands there. */
    public Instant phaseSince() {
        return since().getValue();
    }

    private Map.Entry<Phase, Instant> since() {
        Map.Entry<Phase, Instant> since = Map.entry(Phase.A, start());
        for (Entry entry : entries) {
            for (Fact fact : entry.facts()) {
                if (fact instanceof Fact.Advanced advanced) {
                    since = Map.entry(advanced.to(), entry.at());
                } else if (fact instanceof Fact.Returned) {
                    since = Map.entry(Phase.TUNING, entry.at());
                }
            }
        }
        return since;
    }

    /** When a phase was reached first; empty if it was not. */
    public Optional<Instant> reached(Phase phase) {
        if (phase == Phase.A) {
            return began().map(Dated::at);
        }
        return all(Fact.Advanced.class).stream()
                .filter(advanced -> advanced.fact().to() == phase)
                .map(Dated::at)
                .findFirst();
    }

    /** Every customer by id, in the order of joining, those that left too. */
    public Map<String, Customer> customers() {
        Map<String, Customer> customers = new LinkedHashMap<>();
        for (Dated<Fact.OfCustomer> dated : all(Fact.OfCustomer.class)) {
            switch (dated.fact()) {
                case Fact.Joined joined ->
                    customers.put(
                            joined.customer(),
                            new Customer(
                                    joined.customer(),
                                    joined.cohort(),
                                    dated.at(),
                                    Optional.empty(),
                                    joined.cohort() == Cohort.A,
                                    Optional.of(joined.key()).filter(key -> !key.isEmpty())));
                case Fact.Left left ->
                    customers.computeIfPresent(left.customer(), (id, customer) -> customer.gone(dated.at()));
                case Fact.Consented said ->
                    customers.computeIfPresent(
                            said.customer(), (id, customer) -> customer.consenting(said.autoUpdate()));
                case Fact.OfCustomer other -> {}
            }
        }
        return customers;
    }

    /** The customers that take part and count for a cohort's size. */
    public List<Customer> members(Cohort cohort) {
        return customers().values().stream()
                .filter(customer -> customer.active() && cohort.counts(customer.cohort()))
                .toList();
    }
}
