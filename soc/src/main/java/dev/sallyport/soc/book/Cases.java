package dev.sallyport.soc.book;

import dev.sallyport.gate.identity.TenantId;
import dev.sallyport.soc.alert.Alert;
import dev.sallyport.soc.incident.Correlation;
import dev.sallyport.soc.incident.Incident;
import dev.sallyport.soc.response.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/**
 * The open stories, and the one way to change one. Who changes an incident reads what is kept, makes the next revision and writes it; who
 * finds that another came first does so again. Thread-safe: one lock, which no decision ever takes.
 */
public final class Cases {
    /** How many open stories of a tenant an alert may join. */
    static final int MOST_OPEN = 1_000;

    private static final int TRIES = 5;

    private final Book book;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock: the open stories, by id, those that changed last at the end.
    private final Map<TenantId, SequencedMap<String, Incident>> open = new HashMap<>();

    /** The stories of that book. */
    public Cases(Book book) {
        this.book = book;
    }

    /**
     * What became of alerts.
     *
     * @param alerts the new ones, each with its story where it has one
     * @param incidents the stories that changed
     * @param steps what is to be done about them
     */
    public record Folded(List<Alert> alerts, List<Incident> incidents, List<Step> steps) {
        public Folded {
            alerts = List.copyOf(alerts);
            incidents = List.copyOf(incidents);
            steps = List.copyOf(steps);
        }
    }

    /**
     * Writes down alerts and goes on telling their stories; alerts that are known are passed over.
     *
     * @param plan what is to be done about an alert in its story
     * @param mark written with them
     */
    public Folded fold(
            TenantId tenant, List<Alert> alerts, BiFunction<Alert, Incident, List<Step>> plan, Optional<Mark> mark) {
        lock.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                Folded folded = folded(tenant, alerts, plan);
                if (book.keep(tenant, new Entry(folded.alerts(), folded.incidents(), folded.steps(), mark))) {
                    folded.incidents().forEach(this::remember);
                    return folded;
                }
                open.remove(tenant);
            }
        } finally {
            lock.unlock();
        }
        throw new IllegalStateException("incidents of " + tenant + " changed elsewhere again and again");
    }

    private Folded folded(TenantId tenant, List<Alert> alerts, BiFunction<Alert, Incident, List<Step>> plan) {
        Map<String, Incident> changed = new LinkedHashMap<>();
        Map<String, Incident> then = new LinkedHashMap<>(stories(tenant));
        Map<String, Alert> kept = new LinkedHashMap<>();
        Map<String, Step> steps = new LinkedHashMap<>();
        for (Alert alert : alerts) {
            if (kept.containsKey(alert.id()) || book.alert(tenant, alert.id()).isPresent()) {
                continue;
            }
            if (!alert.isLive()) {
                kept.put(alert.id(), alert);
                continue;
            }
            Incident story = Correlation.of(alert, then.values())
                    .map(told -> told.and(alert))
                    .orElseGet(() -> Incident.of(alert));
            // Several alerts of one writing are one revision.
            Incident next = changed.containsKey(story.id()) ? story.revised(story.revision() - 1) : story;
            then.put(next.id(), next);
            changed.put(next.id(), next);
            kept.put(alert.id(), alert.in(next.id()));
            plan.apply(alert, next).forEach(step -> steps.putIfAbsent(step.key(), step));
        }
        return new Folded(
                new ArrayList<>(kept.values()), new ArrayList<>(changed.values()), new ArrayList<>(steps.values()));
    }

    /**
     * Changes one incident, and writes steps with it.
     *
     * @param change the next revision, or the same incident if nothing changes
     * @return the incident as it is kept now; empty if there is none
     */
    public Optional<Incident> change(TenantId tenant, String id, UnaryOperator<Incident> change, List<Step> steps) {
        lock.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                Optional<Incident> before = book.incident(tenant, id);
                if (before.isEmpty()) {
                    return before;
                }
                Incident next = change.apply(before.get());
                boolean same = next.revision() == before.get().revision();
                if (same && steps.isEmpty()) {
                    return before;
                }
                if (book.keep(tenant, Entry.of(same ? List.of() : List.of(next), steps))) {
                    remember(next);
                    return Optional.of(next);
                }
            }
        } finally {
            lock.unlock();
        }
        throw new IllegalStateException("the incident " + id + " changed elsewhere again and again");
    }

    /**
     * Writes steps that no incident asks for.
     *
     * @return false if one of them was not the next revision of what is kept; then none was written
     */
    public boolean write(TenantId tenant, List<Step> steps) {
        return book.keep(tenant, Entry.of(List.of(), steps));
    }

    /** Tells one incident in another; empty if either is not there or not open. */
    public Optional<Incident> merge(TenantId tenant, String id, String into, long nowMillis) {
        lock.lock();
        try {
            for (int i = 0; i < TRIES; i++) {
                Optional<Incident> part = open(tenant, id);
                Optional<Incident> whole = open(tenant, into);
                if (part.isEmpty() || whole.isEmpty() || id.equals(into)) {
                    return Optional.empty();
                }
                Incident next = whole.get().with(part.get(), nowMillis);
                Incident merged = part.get().mergedInto(into, nowMillis);
                if (book.keep(tenant, Entry.of(List.of(next, merged), List.of()))) {
                    remember(next);
                    remember(merged);
                    return Optional.of(next);
                }
                open.remove(tenant);
            }
        } finally {
            lock.unlock();
        }
        throw new IllegalStateException("the incidents " + id + " and " + into + " changed elsewhere again and again");
    }

    private Optional<Incident> open(TenantId tenant, String id) {
        return book.incident(tenant, id).filter(i -> i.handling().status().isOpen());
    }

    /** Forgets what it remembers, because somebody else may have written since. */
    public void forget() {
        lock.lock();
        try {
            open.clear();
        } finally {
            lock.unlock();
        }
    }

    private SequencedMap<String, Incident> stories(TenantId tenant) {
        return open.computeIfAbsent(tenant, t -> {
            SequencedMap<String, Incident> stories = new LinkedHashMap<>();
            List<Incident> kept = book.incidents(t, true, MOST_OPEN, 0);
            kept.reversed().forEach(incident -> stories.put(incident.id(), incident));
            return stories;
        });
    }

    private void remember(Incident incident) {
        SequencedMap<String, Incident> stories = stories(incident.tenant());
        stories.remove(incident.id());
        if (incident.handling().status().isOpen()) {
            stories.put(incident.id(), incident);
        }
        if (stories.size() > MOST_OPEN) {
            stories.remove(stories.firstEntry().getKey());
        }
    }
}
