package dev.sallyport.provenance.index;

/** Counts what an index did: the measure by which its tests bound its work. Not thread-safe. */
final class Work {
    private long comparisons;
    private long refusals;

    void compared() {
        comparisons++;
    }

    void compared(int candidates) {
        comparisons += candidates;
    }

    void refused() {
        refusals++;
    }

    /** Places of the content that were looked at for one candidate. */
    long comparisons() {
        return comparisons;
    }

    /** Places that the tables had no room for within reach. */
    long refusals() {
        return refusals;
    }
}
