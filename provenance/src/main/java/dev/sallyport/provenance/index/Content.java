package dev.sallyport.provenance.index;

import dev.sallyport.text.normal.Squeezer;
import java.util.Arrays;

/**
 * The squeezed text of a shelf's leaves, one after the other, each between two bytes that no text holds; a bit before each byte
 * says whether a word or part of one begins or ends there. Not thread-safe.
 */
final class Content {
    /** Stands between leaves; UTF-8 has no such byte. */
    static final byte EDGE = (byte) 0xFF;

    /** Bytes past the end that may be read, never meant. */
    private static final int SLACK = 16;

    private static final int BLOCK_BITS = 8;
    private static final int LONG_BITS = 6;

    final Leaves leaves = new Leaves();
    private byte[] bytes = new byte[256];
    private long[] cuts = new long[4];
    private int[] leafOfBlock = new int[4];
    private int length = 1;

    Content() {
        bytes[0] = EDGE;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Bytes of text with an edge for each leaf and one in front. */
    int length() {
        return length;
    }

    /** Where the text of the next leaf will begin. */
    int next() {
        return length;
    }

    /** Appends a leaf's text; the leaf is already known to {@link #leaves} as the last one. */
    void append(Squeezer text, int size) {
        room(size + 1);
        System.arraycopy(text.bytes(), 0, bytes, length, size);
        for (int i = 0; i <= size; i++) {
            if (text.partAt(i)) {
                cut(length + i);
            }
        }
        cut(length + size);
        close(size);
    }

    /** Appends a leaf of another content. */
    void appendFrom(Content other, int from, int to) {
        room(to - from + 1);
        System.arraycopy(other.bytes, from, bytes, length, to - from);
        for (int i = from; i <= to; i++) {
            if (other.isCut(i)) {
                cut(length + i - from);
            }
        }
        close(to - from);
    }

    boolean isCut(int position) {
        return (cuts[position >> LONG_BITS] & (1L << position)) != 0;
    }

    /** The leaf whose text holds the position. */
    int leafAt(int position) {
        int leaf = leafOfBlock[position >> BLOCK_BITS];
        while (leaf + 1 < leaves.count() && leaves.start(leaf + 1) <= position) {
            leaf++;
        }
        return leaf;
    }

    /** Where a leaf's text ends. */
    int end(int leaf) {
        return (leaf + 1 < leaves.count() ? leaves.start(leaf + 1) : length) - 1;
    }

    long memoryBytes() {
        return bytes.length
                + (long) cuts.length * Long.BYTES
                + (long) leafOfBlock.length * Integer.BYTES
                + leaves.memoryBytes();
    }

    private void close(int size) {
        int leaf = leaves.count() - 1;
        int from = length;
        length += size;
        bytes[length++] = EDGE;
        int last = (length - 1) >> BLOCK_BITS;
        for (int block = ((from - 1) >> BLOCK_BITS) + 1; block <= last; block++) {
            leafOfBlock[block] = leaf;
        }
    }

    private void cut(int position) {
        cuts[position >> LONG_BITS] |= 1L << position;
    }

    private void room(int more) {
        long needed = (long) length + more + SLACK;
        if (needed > Neighbours.LAST_POSITION) {
            throw new IllegalStateException(
                    "a session's trusted or untrusted text is limited to 167 MB: lower the cap");
        }
        if (needed > bytes.length) {
            int larger = (int) (needed + needed / 10);
            bytes = Arrays.copyOf(bytes, larger);
            cuts = Arrays.copyOf(cuts, (larger >> LONG_BITS) + 1);
            leafOfBlock = Arrays.copyOf(leafOfBlock, (larger >> BLOCK_BITS) + 1);
        }
    }
}
