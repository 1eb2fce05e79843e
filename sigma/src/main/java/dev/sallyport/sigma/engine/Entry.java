package dev.sallyport.sigma.engine;

import dev.sallyport.sigma.flow.Step;
import java.util.List;
import java.util.Optional;

/**
 * An event as far as anything that remembers needs it: what waits for the watermark.
 *
 * @param time event time, not beyond the tolerance ahead of when it was received
 * @param received in milliseconds, or less than zero if unknown
 * @param step its place in flows, if it takes part
 * @param roles in each flow
 */
record Entry(long time, long sequence, long received, List<Hit> hits, Optional<Step> step, byte[] roles)
        implements Comparable<Entry> {

    @Override
    public int compareTo(Entry other) {
        int byTime = Long.compare(time, other.time);
        return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Entry that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(time) * 31 + Long.hashCode(sequence);
    }
}
