package dev.sallyport.testkit.place;

import dev.sallyport.gate.form.Fields;
import dev.sallyport.gate.form.FormBroken;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/** One service. Faults that were put before it happen once each, in their order. Thread-safe. */
public abstract class FakePlace {
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> wrong = new ArrayList<>();
    private final NavigableMap<String, Integer> shown = new TreeMap<>();
    private int came;

    /** What happened to the vendor's rules; throws an AssertionError for what the vendor would not take. */
    protected abstract Answered judge(Asked asked);

    /** Asks it, as over a connection. */
    public final synchronized Answered ask(Asked asked) throws IOException {
        came++;
        Fault fault = faults.poll();
        if (fault == Fault.LIMIT) {
            return new Answered(429, Map.of("Retry-After", "2"), "");
        }
        if (fault == Fault.BUSY) {
            return Answered.of(503);
        }
        if (fault == Fault.CUT) {
            throw new IOException("cut");
        }
        Answered answered = judged(asked);
        if (fault == Fault.CUT_BUT_TAKEN) {
            throw new IOException("cut");
        }
        return fault == Fault.BUSY_BUT_TAKEN ? Answered.of(503) : answered;
    }

    private Answered judged(Asked asked) {
        try {
            return judge(asked);
        } catch (AssertionError | RuntimeException e) {
            wrong.add(asked.what() + ": " + e.getMessage());
            return Answered.of(400);
        }
    }

    /** That will happen next, after what was put before. */
    public final synchronized void fault(Fault... next) {
        faults.addAll(List.of(next));
    }

    /** What the vendor would not have taken. */
    public final synchronized List<String> wrong() {
        return List.copyOf(wrong);
    }

    /** How many requests came, whatever became of them. */
    public final synchronized int came() {
        return came;
    }

    /** What people there see, and how often: by a notice's key, or by what the vendor drops repetitions by. */
    public final synchronized NavigableMap<String, Integer> shown() {
        return new TreeMap<>(shown);
    }

    /** People there see that once more. */
    protected final void show(String what) {
        shown.merge(what, 1, Integer::sum);
    }

    /** Fails the request unless that holds. */
    protected static void need(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** A text of that length. */
    protected static String text(Fields f, String name, int least, int most) {
        String value = f.text(name);
        need(value.length() >= least && value.length() <= most, name + " has " + value.length() + " characters");
        return value;
    }

    /** An optional text of up to that length. */
    protected static String optional(Fields f, String name, int most) {
        String value = f.optionalText(name).orElse("");
        need(value.length() <= most, name + " has " + value.length() + " characters");
        return value;
    }

    /** Whether there is such a member; every member must be one of the known. */
    protected static boolean has(Fields f, String name, String... known) {
        Set<String> there = f.whole().members().keySet();
        need(Set.of(known).containsAll(there), "unknown members in " + there);
        return there.contains(name);
    }

    /** The body as a record; what is no JSON or has another form is refused. */
    protected static Fields body(Asked asked) {
        try {
            return Fields.parse("body", asked.body());
        } catch (FormBroken e) {
            throw new AssertionError("the body is no object", e);
        }
    }
}
