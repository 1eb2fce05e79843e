package dev.sallyport.govern.collector;

import dev.sallyport.action.canonical.CanonicalForm;
import dev.sallyport.action.canonical.Scheme;
import dev.sallyport.action.json.JsonObject;
import dev.sallyport.govern.collector.Segments.Segment;
import dev.sallyport.govern.telemetry.CustomerId;
import dev.sallyport.govern.telemetry.Window;
import dev.sallyport.ledger.encoding.Hex;
import dev.sallyport.ledger.encoding.Sha256;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a collector does, over a store, a ledger and a time that are handed in: takes batches and orders, and once an hour adds up weeks,
 * executes orders and destroys what is 90 days old, in this order. A round that broke off is done again by the next. Thread-safe.
 */
public final class Collector {
    /** How old a batch may be when it arrives: so long an install may have been offline. */
    public static final long LATEST_MILLIS = 7L * 24 * 60 * 60 * 1000;

    private static final long AHEAD_MILLIS = Window.MILLIS;
    private static final String SUMMARIES = "summaries/";
    private static final DateTimeFormatter WEEK_DATE = DateTimeFormatter.ISO_WEEK_DATE;

    private final ObjectStore store;
    private final Segments segments;
    private final Ledger ledger;
    private final Ledger stored;
    private final Cohorts cohorts;

    /**
     * One over those.
     *
     * @param ledger of orders and rounds
     * @param stored of the hashes of batches, so that none can be changed or slipped in unseen
     */
    public Collector(ObjectStore store, Ledger ledger, Ledger stored, Cohorts cohorts) {
        this.store = store;
        this.segments = new Segments(store);
        this.ledger = ledger;
        this.stored = stored;
        this.cohorts = cohorts;
    }

    /**
     * Takes a batch: it is durable, and locked, when this returns.
     *
     * @return whether it was new; one that came before is taken once
     * @throws Refused {@code batch_malformed}, {@code batch_schema}, {@code customer_unknown}, {@code window_late}, {@code window_ahead},
     *     {@code window_taken}
     */
    public synchronized boolean take(byte[] bytes, long nowMillis) throws IOException {
        Received received = Received.read(bytes);
        if (cohorts.of(received.customer()).isEmpty()) {
            throw new Refused(403, "customer_unknown", "no customer of that id takes part");
        }
        if (received.window().endMillis() < nowMillis - LATEST_MILLIS) {
            throw new Refused(422, "window_late", "the window ended more than 7 days ago");
        }
        if (received.window().startMillis() > nowMillis + AHEAD_MILLIS) {
            throw new Refused(422, "window_ahead", "the window has not begun");
        }
        boolean isNew = segments.keep(received, nowMillis);
        String sha256 = Hex.of(Sha256.of(bytes));
        // A store that kept a batch and did not say so is asked again by whoever sent it: its hash is still owed.
        if (isNew || !isStored(sha256)) {
            stored.append(JsonObject.builder()
                    .put("at", Segments.time(nowMillis))
                    .put("sha256", sha256)
                    .build());
        }
        return isNew;
    }

    private boolean isStored(String sha256) throws IOException {
        return stored.lines().stream().anyMatch(line -> sha256.equals(Deletions.text(line.get("sha256"))));
    }

    /** The keys of batches that are kept and that the chain of hashes does not hold. */
    public synchronized List<String> strangers() throws IOException {
        Set<String> known = new HashSet<>();
        stored.lines().forEach(line -> known.add(Deletions.text(line.get("sha256"))));
        List<String> strangers = new ArrayList<>();
        for (Segment segment : segments.all()) {
            boolean holds = store.get(segment.key())
                    .filter(b -> known.contains(Hex.of(Sha256.of(b))))
                    .isPresent();
            if (!holds) {
                strangers.add(segment.key());
            }
        }
        return strangers;
    }

    /** Takes an order that was found to be the customer's own. It is durable when this returns, and done by the next round. */
    public synchronized Deletion order(CustomerId customer, long nowMillis) throws IOException {
        Optional<Deletion> open = deletions().stream()
                .filter(d -> d.customer().equals(customer.commitment())
                        && d.doneMillis().isEmpty())
                .findFirst();
        if (open.isEmpty()) {
            ledger.append(line(Deletions.REQUESTED, customer, nowMillis).build());
        }
        return newest(customer).orElseThrow();
    }

    /** The newest order of a customer. */
    public Optional<Deletion> newest(CustomerId customer) throws IOException {
        return newest(customer.commitment());
    }

    /** The newest order of the customer with that commitment. */
    public Optional<Deletion> newest(String commitment) throws IOException {
        return deletions().stream().filter(d -> d.customer().equals(commitment)).reduce((first, second) -> second);
    }

    /** Every order. */
    public List<Deletion> deletions() throws IOException {
        return Deletions.of(ledger.lines());
    }

    private static JsonObject.Builder line(String event, CustomerId customer, long nowMillis) {
        return JsonObject.builder()
                .put("at", Segments.time(nowMillis))
                .put("at_ms", nowMillis)
                .put("event", event)
                .put("customer_sha256", customer.commitment());
    }

    /**
     * One round.
     *
     * @param alarms orders that are late or overdue
     * @param troubles what could not be done; the next round tries again
     */
    public record Round(
            int summarised, int destroyed, int ordersDone, List<Deletion> alarms, List<IOException> troubles) {}

    private interface Work {
        int run(long nowMillis, List<IOException> troubles) throws IOException;
    }

    private static int tried(Work work, long nowMillis, List<IOException> troubles) {
        try {
            return work.run(nowMillis, troubles);
        } catch (IOException e) {
            troubles.add(e);
            return 0;
        }
    }

    /** Adds up, executes, destroys. */
    public synchronized Round round(long nowMillis) throws IOException {
        List<IOException> troubles = new ArrayList<>();
        // What fails in one keeps none of the others from being done.
        int summarised = tried(this::addUp, nowMillis, troubles);
        int done = tried(this::execute, nowMillis, troubles);
        int destroyed = tried(this::expire, nowMillis, troubles);
        List<Deletion> alarms = deletions().stream()
                .filter(d -> d.state(nowMillis) == Deletion.State.LATE || d.state(nowMillis) == Deletion.State.OVERDUE)
                .toList();
        return new Round(summarised, destroyed, done, alarms, troubles);
    }

    /** Weeks of which nothing more can arrive, and which were not added up. */
    private int addUp(long nowMillis, List<IOException> troubles) throws IOException {
        Set<String> weeks = new TreeSet<>();
        for (Segment segment : segments.all()) {
            weeks.add(segment.week());
        }
        int summarised = 0;
        for (String week : weeks) {
            String key = SUMMARIES + week.toLowerCase(Locale.ROOT) + ".json";
            if (endMillis(week) + LATEST_MILLIS < nowMillis && store.get(key).isEmpty()) {
                store.put(key, CanonicalForm.of(summary(week), Scheme.SALLYPORT_JCS_2), Long.MAX_VALUE);
                ledger.append(JsonObject.builder()
                        .put("at", Segments.time(nowMillis))
                        .put("event", "week.summarised")
                        .put("week", week)
                        .build());
                summarised++;
            }
        }
        return summarised;
    }

    /** A week added up from the batches that are kept now. */
    public JsonObject summary(String week) throws IOException {
        Summary summary = new Summary(week);
        for (Segment segment : segments.week(week)) {
            Optional<JsonObject> batch = segments.batch(segment);
            String cohort = cohorts.of(segment.customer()).orElse("left");
            batch.ifPresent(b -> summary.add(segment.customer(), cohort, b));
        }
        return summary.form();
    }

    /** What each customer's batches of the weeks that are over add up to, of those that are kept; a week ends when its last batch can have come. */
    public List<CustomerWeek> customerWeeks(long nowMillis) throws IOException {
        SortedMap<String, CustomerWeek.Adding> adding = new TreeMap<>();
        SortedMap<String, CustomerId> whose = new TreeMap<>();
        for (Segment segment : segments.all()) {
            if (endMillis(segment.week()) + LATEST_MILLIS < nowMillis) {
                String place = segment.week() + " " + segment.customer().wire();
                Optional<JsonObject> batch = segments.batch(segment);
                batch.ifPresent(b -> adding.computeIfAbsent(place, p -> new CustomerWeek.Adding())
                        .add(segment.window(), b));
                whose.put(place, segment.customer());
            }
        }
        List<CustomerWeek> weeks = new ArrayList<>();
        adding.forEach((place, of) -> {
            CustomerId customer = Objects.requireNonNull(whose.get(place));
            weeks.add(of.of(customer, cohorts.of(customer).orElse("left")));
        });
        return weeks;
    }

    private static long endMillis(String week) {
        return LocalDate.parse(week + "-1", WEEK_DATE)
                .plusWeeks(1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant()
                .toEpochMilli();
    }

    private int execute(long nowMillis, List<IOException> troubles) throws IOException {
        Set<String> open = new HashSet<>();
        deletions().stream().filter(d -> d.doneMillis().isEmpty()).forEach(d -> open.add(d.customer()));
        if (open.isEmpty()) {
            return 0;
        }
        int done = 0;
        List<Segment> all = segments.all();
        for (String commitment : open) {
            List<Segment> whose = all.stream()
                    .filter(segment -> segment.customer().commitment().equals(commitment))
                    .toList();
            int destroyed = destroy(whose, ObjectStore.Grounds.ORDER, nowMillis, troubles);
            boolean isDone = destroyed == whose.size();
            if (isDone || destroyed > 0) {
                ledger.append(JsonObject.builder()
                        .put("at", Segments.time(nowMillis))
                        .put("at_ms", nowMillis)
                        .put("event", isDone ? Deletions.DONE : Deletions.PART)
                        .put("customer_sha256", commitment)
                        .put("destroyed", destroyed)
                        .build());
                done += isDone ? 1 : 0;
            }
        }
        return done;
    }

    /**
     * Destroys what can be destroyed.
     *
     * @return how many are gone
     */
    private int destroy(List<Segment> these, ObjectStore.Grounds grounds, long nowMillis, List<IOException> troubles) {
        int destroyed = 0;
        for (Segment segment : these) {
            try {
                segments.destroy(segment, grounds, nowMillis);
                destroyed++;
            } catch (ObjectStore.Locked e) {
                // An order waits for a lock that nobody can lift, and alarms by its age; nothing else should meet one.
                if (grounds == ObjectStore.Grounds.TERM) {
                    troubles.add(e);
                }
            } catch (IOException e) {
                troubles.add(e);
                return destroyed;
            }
        }
        return destroyed;
    }

    private int expire(long nowMillis, List<IOException> troubles) throws IOException {
        List<Segment> over = segments.all().stream()
                .filter(segment -> segment.endsMillis() <= nowMillis)
                .toList();
        int destroyed = destroy(over, ObjectStore.Grounds.TERM, nowMillis, troubles);
        if (destroyed > 0) {
            ledger.append(JsonObject.builder()
                    .put("at", Segments.time(nowMillis))
                    .put("event", "term.over")
                    .put("destroyed", destroyed)
                    .build());
        }
        return destroyed;
    }
}
