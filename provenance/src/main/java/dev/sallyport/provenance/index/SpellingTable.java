package dev.sallyport.provenance.index;

/**
 * Leaves by the 64-bit keyed hash of a spelling they hold. The hash alone decides, since the text spells otherwise: two spellings
 * of a session meet with a chance of 2^-64 each. Of one spelling {@link #KEPT} leaves of each class are kept. Open addressing;
 * a search looks at no more than {@link #REACH} places. Not thread-safe.
 */
final class SpellingTable {
    private static final int KEPT = 4;
    private static final int REACH = 64;

    private long[] hashes = new long[16];
    private int[] leaves = new int[16];
    private int size;

    /** Where found leaves go. */
    @FunctionalInterface
    interface Sink {
        /** One is found; {@code whole} if the spelling is all it holds. */
        void found(int leaf, boolean whole);
    }

    /**
     * Notes a leaf.
     *
     * @return false if there was no place within reach
     */
    boolean put(long hash, Leaves known, int leaf, boolean whole) {
        if (size >= hashes.length - hashes.length / 4) {
            grow();
        }
        long wanted = hash == 0 ? 1 : hash;
        int kept = 0;
        int at = place(wanted);
        for (int i = 0; i < REACH && i < hashes.length; i++) {
            if (hashes[at] == 0) {
                set(at, wanted, leaf << 1 | (whole ? 1 : 0));
                return true;
            }
            boolean same = hashes[at] == wanted && known.fieldClass(leaves[at] >>> 1) == known.fieldClass(leaf);
            if (same && (leaves[at] >>> 1 == leaf || ++kept == KEPT)) {
                return true;
            }
            at = at + 1 == hashes.length ? 0 : at + 1;
        }
        return false;
    }

    void find(long hash, Sink sink) {
        long wanted = hash == 0 ? 1 : hash;
        int at = place(wanted);
        for (int i = 0; i < REACH && i < hashes.length && hashes[at] != 0; i++) {
            if (hashes[at] == wanted) {
                sink.found(leaves[at] >>> 1, (leaves[at] & 1) != 0);
            }
            at = at + 1 == hashes.length ? 0 : at + 1;
        }
    }

    /** The same for the leaves from one on, which is number 0 among the others. */
    SpellingTable from(int firstLeaf, Leaves known) {
        SpellingTable rest = new SpellingTable();
        for (int at = 0; at < hashes.length; at++) {
            int leaf = leaves[at] >>> 1;
            if (hashes[at] != 0 && leaf >= firstLeaf) {
                rest.put(hashes[at], known, leaf - firstLeaf, (leaves[at] & 1) != 0);
            }
        }
        return rest;
    }

    long memoryBytes() {
        return (long) hashes.length * (Long.BYTES + Integer.BYTES);
    }

    private void grow() {
        long[] oldHashes = hashes;
        int[] oldLeaves = leaves;
        hashes = new long[oldHashes.length + oldHashes.length / 4 + 16];
        leaves = new int[hashes.length];
        size = 0;
        for (int i = 0; i < oldHashes.length; i++) {
            if (oldHashes[i] != 0) {
                int at = place(oldHashes[i]);
                while (hashes[at] != 0) {
                    at = at + 1 == hashes.length ? 0 : at + 1;
                }
                set(at, oldHashes[i], oldLeaves[i]);
            }
        }
    }

    private void set(int at, long hash, int leaf) {
        hashes[at] = hash;
        leaves[at] = leaf;
        size++;
    }

    private int place(long hash) {
        return (int) (((hash >>> Integer.SIZE) * hashes.length) >>> Integer.SIZE);
    }
}
