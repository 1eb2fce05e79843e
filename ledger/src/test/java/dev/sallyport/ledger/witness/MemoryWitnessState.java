package dev.sallyport.ledger.witness;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A witness's memory without a disk. */
final class MemoryWitnessState implements WitnessState {
    private final Map<String, Seen> newest = new HashMap<>();

    @Override
    public synchronized Optional<Seen> latest(String origin) {
        return Optional.ofNullable(newest.get(origin));
    }

    @Override
    public synchronized boolean replace(String origin, Optional<Seen> expected, Seen next) {
        if (!latest(origin).equals(expected)) {
            return false;
        }
        newest.put(origin, next);
        return true;
    }
}
