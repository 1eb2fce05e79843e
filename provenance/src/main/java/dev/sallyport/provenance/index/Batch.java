package dev.sallyport.provenance.index;

/**
 * Groups of eight bytes of a value that are asked for together, step by step: all tags, then all positions, then all texts. Within
 * a step no read waits for another, and little is decided, so that the memory answers them at once. What is left are
 * candidates: places of the shelf's text that hold the group and at least four bytes around it. Reused; not thread-safe.
 */
final class Batch {
    /** So many groups at once. */
    static final int GROUPS = 32;

    /** So many texts at once. */
    private static final int READ = 128;

    private static final int AROUND = SessionIndex.MIN_SUBSTRING - Shelf.GRAM;

    private final HashKey key;
    private final int[] ats = new int[GROUPS];
    private final long[] grams = new long[GROUPS];
    private final long[] hashes = new long[GROUPS];
    private final long[] marks = new long[GROUPS];
    private final int[] before = new int[GROUPS];
    private final int[] after = new int[GROUPS];
    private final int[] found = new int[GROUPS];
    private int groups;

    private final int[] positions = new int[GROUPS * PositionTable.MOST_CANDIDATES + PositionTable.SLOTS];
    private final int[] groupOf = new int[positions.length];
    private final long[] itself = new long[READ];
    private final long[] behind = new long[READ];
    private final long[] ahead = new long[READ];
    private int candidates;

    Batch(HashKey key) {
        this.key = key;
    }

    void clear() {
        groups = 0;
        candidates = 0;
    }

    /** One more group, which begins there in the value. */
    void add(int at) {
        ats[groups++] = at;
    }

    boolean isFull(int most) {
        return groups == most;
    }

    int groups() {
        return groups;
    }

    int at(int group) {
        return ats[group];
    }

    /** How many places a group has whose neighbours may agree. */
    int found(int group) {
        return found[group];
    }

    int candidates() {
        return candidates;
    }

    /** Candidates stand in the order of their groups. */
    int groupOf(int candidate) {
        return groupOf[candidate];
    }

    /** Where in the shelf's text. */
    int position(int candidate) {
        return positions[candidate];
    }

    /** Finds the places whose neighbours may agree with the value's on one side; without that no twelve bytes do. */
    void ask(PositionTable table, byte[] value, int length) {
        for (int i = 0; i < groups; i++) {
            int at = ats[i];
            grams[i] = Bytes.longAt(value, at);
            hashes[i] = key.ofLong(grams[i]);
            before[i] = at >= 2 ? Neighbours.before(value, at) : Neighbours.NONE;
            after[i] = at + Shelf.GRAM + 2 <= length ? Neighbours.after(value, at) : Neighbours.NONE;
            found[i] = 0;
        }
        table.mark(hashes, groups, marks);
        int size = table.slots(hashes, marks, groups, positions, groupOf);
        table.positions(positions, size);
        candidates = 0;
        for (int c = 0; c < size; c++) {
            int group = groupOf[c];
            int packed = positions[c];
            int kept = Neighbours.mayAgree(packed, before[group], after[group]);
            positions[candidates] = Neighbours.position(packed);
            groupOf[candidates] = group;
            found[group] += kept;
            candidates += kept;
        }
    }

    /** Lets the candidates of groups go that have so many or more. */
    void dropCommon(int many) {
        int size = 0;
        for (int c = 0; c < candidates; c++) {
            positions[size] = positions[c];
            groupOf[size] = groupOf[c];
            size += found[groupOf[c]] < many ? 1 : 0;
        }
        candidates = size;
    }

    /** Reads the texts, and lets the candidates go that do not hold the group and four bytes more. */
    void read(byte[] text, byte[] value) {
        int size = 0;
        for (int from = 0; from < candidates; from += READ) {
            size = read(text, value, from, Math.min(candidates, from + READ), size);
        }
        candidates = size;
    }

    private int read(byte[] text, byte[] value, int from, int to, int before) {
        for (int c = from; c < to; c++) {
            itself[c - from] = Bytes.longAt(text, positions[c]);
        }
        for (int c = from; c < to; c++) {
            int at = ats[groupOf[c]];
            int position = positions[c];
            int back = Math.min(Math.min(at, position), Shelf.GRAM);
            behind[c - from] = Bytes.longAt(text, position + Shelf.GRAM) ^ Bytes.longAt(value, at + Shelf.GRAM);
            ahead[c - from] = Bytes.longAt(text, position - back) ^ Bytes.longAt(value, at - back);
        }
        int size = before;
        for (int c = from; c < to; c++) {
            int group = groupOf[c];
            int same = (Long.numberOfTrailingZeros(behind[c - from]) + Long.numberOfLeadingZeros(ahead[c - from]))
                    / Byte.SIZE;
            boolean unknown = Math.min(ats[group], positions[c]) < Shelf.GRAM;
            positions[size] = positions[c];
            groupOf[size] = group;
            size += itself[c - from] == grams[group] && (unknown || same >= AROUND) ? 1 : 0;
        }
        return size;
    }
}
