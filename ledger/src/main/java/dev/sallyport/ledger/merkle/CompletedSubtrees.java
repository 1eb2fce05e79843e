package dev.sallyport.ledger.merkle;

/** Hears of each complete subtree when its last leaf is appended. */
@FunctionalInterface
public interface CompletedSubtrees {
    /**
     * One came to be.
     *
     * @param level its height: it is over {@code 2^level} leaves, from {@code index << level} on
     */
    void completed(int level, long index, byte[] hash);
}
