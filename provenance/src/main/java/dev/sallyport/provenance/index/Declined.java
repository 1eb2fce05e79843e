package dev.sallyport.provenance.index;

/**
 * Hashes of words that were lately found to be kept often enough, so that the next of a common word costs no search. Forgets when
 * two hashes share a place. Not thread-safe.
 */
final class Declined {
    private static final int PLACES = 256;
    static final int MEMORY = PLACES * Long.BYTES;

    private final long[] hashes = new long[PLACES];

    boolean has(long hash) {
        return hash != 0 && hashes[place(hash)] == hash;
    }

    void add(long hash) {
        hashes[place(hash)] = hash;
    }

    private static int place(long hash) {
        return (int) (hash >>> 20) & (PLACES - 1);
    }
}
