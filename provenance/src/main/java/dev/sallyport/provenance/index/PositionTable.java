package dev.sallyport.provenance.index;

/**
 * Positions by hash, several for one hash: open addressing over groups of eight slots. A byte of each slot's hash stands apart
 * from its position, eight bytes in one long, so that most questions for what is not here end within one read of the small
 * array. A search looks at no more than {@link #MOST_GROUPS} groups, whatever the hashes are; what finds no place
 * within them is refused. It answers candidates: the asker compares the content. Not thread-safe.
 */
final class PositionTable {
    /** So many groups a search looks at. */
    static final int MOST_GROUPS = 48;

    private static final int SLOTS = Long.BYTES;
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private long[] tags;
    private int[] positions;

    /** Beside each position a length of one byte, or nothing at all. */
    private byte[] lengths;

    private int size;

    PositionTable(int groups, boolean withLengths) {
        this.tags = new long[groups];
        this.positions = new int[groups * SLOTS];
        this.lengths = new byte[withLengths ? positions.length : 0];
    }

    /** An empty one of the same kind, a quarter larger. */
    PositionTable larger() {
        return new PositionTable(tags.length + tags.length / 4 + 2, lengths.length > 0);
    }

    /** Whether it is as full as it may be. */
    boolean isFull() {
        return size >= positions.length - positions.length / 4;
    }

    int size() {
        return size;
    }

    int capacity() {
        return positions.length;
    }

    /** Whether a slot holds anything. */
    boolean isUsed(int slot) {
        return ((tags[slot / SLOTS] >>> (slot % SLOTS * Byte.SIZE)) & 0xFF) != 0;
    }

    /** The position in a slot, or -1 if the slot is empty. */
    int inSlot(int slot) {
        return ((tags[slot / SLOTS] >>> (slot % SLOTS * Byte.SIZE)) & 0xFF) == 0 ? -1 : positions[slot];
    }

    long memoryBytes() {
        return (long) tags.length * Long.BYTES + (long) positions.length * Integer.BYTES + lengths.length;
    }

    /** The length in a slot; 0 if this table keeps none. */
    int lengthIn(int slot) {
        return lengths.length == 0 ? 0 : lengths[slot] & 0xFF;
    }

    /** Whether the first group alone shows that nothing is here. False means: search. */
    boolean isSurelyAbsent(long hash) {
        long group = tags[group(hash)];
        long same = zeros(group ^ tag(hash) * ONES);
        return same == 0 && zeros(group) != 0;
    }

    /**
     * Puts a position in.
     *
     * @return false if there was no place within reach
     */
    boolean put(long hash, int position, int length) {
        int group = group(hash);
        for (int i = 0; i < Math.min(MOST_GROUPS, tags.length); i++) {
            long free = zeros(tags[group]);
            if (free != 0) {
                int slot = Long.numberOfTrailingZeros(free) / Byte.SIZE;
                tags[group] |= tag(hash) << (slot * Byte.SIZE);
                positions[group * SLOTS + slot] = position;
                if (lengths.length > 0) {
                    lengths[group * SLOTS + slot] = (byte) length;
                }
                size++;
                return true;
            }
            group = group + 1 == tags.length ? 0 : group + 1;
        }
        return false;
    }

    private int group(long hash) {
        return (int) (((hash >>> Integer.SIZE) * tags.length) >>> Integer.SIZE);
    }

    private static long tag(long hash) {
        long low = hash & 0xFF;
        return low == 0 ? 1 : low;
    }

    /** The high bit of each zero byte; above the lowest one it may err by bytes of one. */
    private static long zeros(long group) {
        return (group - ONES) & ~group & HIGHS;
    }

    /** Walks over the candidates of one hash. Reused; belongs to whoever searches. */
    static final class Search {
        private PositionTable table;
        private long tags;
        private long same;
        private int group;
        private int left;

        Search(PositionTable table) {
            this.table = table;
        }

        Search of(PositionTable table, long hash) {
            this.table = table;
            this.tags = tag(hash) * ONES;
            this.group = table.group(hash) - 1;
            this.left = Math.min(MOST_GROUPS, table.tags.length);
            this.same = 0;
            return this;
        }

        /** The slot of the next candidate, or -1 after the last. */
        int next() {
            while (same == 0) {
                if (left == 0) {
                    return -1;
                }
                left--;
                group = group + 1 == table.tags.length ? 0 : group + 1;
                long here = table.tags[group];
                same = zeros(here ^ tags);
                if (zeros(here) != 0) {
                    left = 0;
                }
            }
            int slot = Long.numberOfTrailingZeros(same) / Byte.SIZE;
            same &= same - 1;
            return group * SLOTS + slot;
        }

        int position(int slot) {
            return table.positions[slot];
        }

        int length(int slot) {
            return table.lengthIn(slot);
        }
    }
}
