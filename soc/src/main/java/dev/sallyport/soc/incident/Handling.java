package dev.sallyport.soc.incident;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What people did with an incident.
 *
 * @param assignee who looks at it
 * @param note what was said last, up to 500 characters
 * @param mergedInto the incident it is part of
 * @param pending what somebody is doing: it is in force only once its receipt is there
 * @param acts what was done, each with its receipt; the newest {@value #MOST_ACTS}
 */
public record Handling(
        Status status,
        Optional<String> assignee,
        Verdict verdict,
        String note,
        Optional<String> mergedInto,
        Optional<Act> pending,
        List<Act> acts) {
    /** How many acts an incident names. */
    public static final int MOST_ACTS = 50;

    /** Untouched. */
    public static final Handling NEW = new Handling(
            Status.OPEN, Optional.empty(), Verdict.UNDECIDED, "", Optional.empty(), Optional.empty(), List.of());

    public Handling {
        acts = List.copyOf(acts);
    }

    Handling pending(Act act) {
        return new Handling(status, assignee, verdict, note, mergedInto, Optional.of(act), acts);
    }

    /** Nothing is pending any more. */
    Handling settled() {
        return new Handling(status, assignee, verdict, note, mergedInto, Optional.empty(), acts);
    }

    /** What was pending is done. */
    Handling done() {
        if (pending.isEmpty()) {
            return this;
        }
        List<Act> all = new ArrayList<>(acts);
        all.add(pending.get());
        List<Act> newest = all.subList(Math.max(0, all.size() - MOST_ACTS), all.size());
        return new Handling(status, assignee, verdict, note, mergedInto, Optional.empty(), newest);
    }

    Handling assigned(String person) {
        return new Handling(Status.ASSIGNED, Optional.of(person), verdict, note, mergedInto, pending, acts);
    }

    Handling closed(Verdict found, String said) {
        return new Handling(Status.CLOSED, assignee, found, said, mergedInto, pending, acts);
    }

    Handling merged(String other) {
        return new Handling(Status.MERGED, assignee, verdict, note, Optional.of(other), pending, acts);
    }
}
