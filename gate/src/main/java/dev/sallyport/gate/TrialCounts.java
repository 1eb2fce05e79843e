package dev.sallyport.gate;

import dev.sallyport.gate.decision.Trial;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a bundle on trial would have changed since it was last put on trial.
 *
 * @param byChange how many decisions, for each kind of change
 * @param complete whether all receipts since then were counted; else the next look goes on
 */
public record TrialCounts(Map<Trial.Change, Long> byChange, boolean complete) {
    public TrialCounts {
        Map<Trial.Change, Long> all = new EnumMap<>(Trial.Change.class);
        for (Trial.Change change : Trial.Change.values()) {
            all.put(change, byChange.getOrDefault(change, 0L));
        }
        byChange = Collections.unmodifiableMap(all);
    }
}
