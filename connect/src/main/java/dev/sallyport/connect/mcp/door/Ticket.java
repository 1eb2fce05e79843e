package dev.sallyport.connect.mcp.door;

import dev.sallyport.gate.Decided;
import dev.sallyport.gate.Outcome;
import dev.sallyport.gate.facts.Screen;
import dev.sallyport.gate.identity.DecisionId;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/** A release of {@link OpenDoor}, and what was put into what it sent. Thread-safe. */
final class Ticket implements Release {
    private final Decided decided;
    private volatile SortedMap<String, Integer> restored = Collections.emptySortedMap();

    Ticket(Decided decided) {
        this.decided = decided;
    }

    @Override
    public DecisionId decision() {
        return decided.id();
    }

    Decided decided() {
        return decided;
    }

    /** What its record says will be put back. */
    SortedMap<String, Integer> restores() {
        return decided.facts().what().screen().map(Screen::restores).orElse(Collections.emptySortedMap());
    }

    void sent(SortedMap<String, Integer> kinds) {
        restored = kinds;
    }

    Outcome outcome(Outcome.Status status, Optional<String> outputHash) {
        return Outcome.of(decided, status, outputHash, restored);
    }

    static Ticket of(Release release) {
        if (release instanceof Ticket ticket) {
            return ticket;
        }
        throw new IllegalArgumentException("a release of another door");
    }
}
