package dev.sallyport.provenance.index;

import java.util.Arrays;

/**
 * Positions by hash, several for one hash: open addressing over groups of eight slots. A byte of each slot's hash stands apart
 * from its position, eight bytes in one long, so that most questions for what is not here end within one read of the small
 * array. A search looks at no more than {@link #MOST_GROUPS} groups, whatever the hashes are; what finds no place
 * within them is refused. It answers candidates: the asker compares the content. Not thread-safe.
 */
final class PositionTable {
    /**
     * So many groups a search looks at. At seven eighths full a run of full groups is longer with a chance of e^-70; a shorter reach would
     * lose entries.
     */
    static final int MOST_GROUPS = 1024;

    /** So many candidates of one hash are collected. */
    static final int MOST_CANDIDATES = 16;

    /** Slots of a group. */
    static final int SLOTS = Long.BYTES;

    private static final int SMALL = 1 << 16;
    private static final int FEW = 3;
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

    /** An empty one of the same kind: small ones grow by less, since what stands empty is memory, too. */
    PositionTable larger() {
        int more = isSmall() ? tags.length / 8 : tags.length / 4;
        return new PositionTable(tags.length + more + 2, lengths.length > 0);
    }

    /** Whether it is as full as it may be: in a large one, which no cache holds, each further group that is read costs more. */
    boolean isFull() {
        return size >= positions.length - positions.length / (isSmall() ? 8 : 4);
    }

    private boolean isSmall() {
        return positions.length <= SMALL;
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
     * Marks for each hash the slots of its first group that may hold it, and by the lowest bit that the search must go on behind. 0
     * means that nothing is here. No read waits for another.
     */
    void mark(long[] hashes, int count, long[] marks) {
        long[] here = tags;
        for (int i = 0; i < count; i++) {
            marks[i] = here[group(hashes[i])];
        }
        for (int i = 0; i < count; i++) {
            long group = marks[i];
            long same = zeros(group ^ tag(hashes[i]) * ONES);
            marks[i] = same | (zeros(group) == 0 ? 1 : 0);
        }
    }

    /**
     * Writes the marked slots of each hash, and those behind, with the hash's number beside; answers how many they are. The first
     * three are written whether they are or not, because asking costs more.
     */
    int slots(long[] hashes, long[] marks, int count, int[] slots, int[] numbers) {
        int size = 0;
        for (int i = 0; i < count; i++) {
            long same = marks[i] & HIGHS;
            int first = group(hashes[i]) * SLOTS;
            int begin = size;
            int end = size + Long.bitCount(same);
            for (int k = 0; k < FEW; k++) {
                slots[size + k] = first + slot(same);
                numbers[size + k] = i;
                same &= same - 1;
            }
            for (int at = size + FEW; at < end; at++) {
                slots[at] = first + slot(same);
                numbers[at] = i;
                same &= same - 1;
            }
            size = end;
            if ((marks[i] & 1) != 0) {
                size = behind(hashes[i], slots, begin, end);
                Arrays.fill(numbers, end, size, i);
            }
        }
        return size;
    }

    /** Goes on behind the first group, until enough were written since {@code begin}. */
    private int behind(long hash, int[] slots, int begin, int end) {
        int size = end;
        int group = group(hash);
        for (int i = Math.min(MOST_GROUPS, tags.length); i > 1; i--) {
            group = group + 1 == tags.length ? 0 : group + 1;
            long same = zeros(tags[group] ^ tag(hash) * ONES);
            for (; same != 0 && size - begin < MOST_CANDIDATES; same &= same - 1) {
                slots[size++] = group * SLOTS + slot(same);
            }
            if (zeros(tags[group]) != 0 || size - begin >= MOST_CANDIDATES) {
                break;
            }
        }
        return size;
    }

    private static int slot(long same) {
        return Long.numberOfTrailingZeros(same) / Byte.SIZE;
    }

    /** Puts the positions in the place of their slots. No read waits for another. */
    void positions(int[] slots, int count) {
        int[] here = positions;
        for (int i = 0; i < count; i++) {
            slots[i] = here[slots[i]];
        }
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
