package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A Merkle tree as far as its writer needs it: how many leaves, and the roots of the complete subtrees they fall into.
 *
 * <p>The state is at most 63 hashes whatever the size, so it can be stored beside the leaves and loaded at start. Trees are
 * immutable: a batch that fails to be written leaves the tree before it as it was. Safe for use by several threads.
 */
public final class Tree {
    private static final Tree EMPTY = new Tree(0, new byte[0][]);

    private final long size;
    // INVARIANT: one peak for each set bit of `size`, the largest subtree first.
    private final byte[][] peaks;

    private Tree(long size, byte[][] peaks) {
        this.size = size;
        this.peaks = peaks;
    }

    /** The tree without leaves. */
    public static Tree empty() {
        return EMPTY;
    }

    /** How many leaves the tree has. */
    public long size() {
        return size;
    }

    /** The tree with one more leaf at its end, which holds {@code data} (for a receipt: its 32-byte hash). */
    public Tree append(byte[] data) {
        return appendLeafHash(TreeHash.leaf(data));
    }

    /** The tree with one more leaf at its end, given by its leaf hash. */
    public Tree appendLeafHash(byte[] leafHash) {
        return appendLeafHash(leafHash, (level, index, hash) -> {});
    }

    /** The same, telling which complete subtrees above the leaves came to be, the smallest first. */
    public Tree appendLeafHash(byte[] leafHash, CompletedSubtrees completed) {
        byte[] hash = Sha256.checked(leafHash, "a leaf hash");
        int keep = peaks.length;
        int level = 0;
        // Each trailing 1 of the size is a complete subtree that the new leaf makes part of a larger one.
        for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
            hash = TreeHash.node(peaks[--keep], hash);
            level++;
            completed.completed(level, size >>> level, hash);
        }
        byte[][] next = Arrays.copyOf(peaks, keep + 1);
        next[keep] = hash;
        return new Tree(Math.incrementExact(size), next);
    }

    /** The root over all leaves, 32 bytes; for the empty tree the hash of nothing. */
    public byte[] root() {
        if (peaks.length == 0) {
            return TreeHash.empty();
        }
        byte[] root = peaks[peaks.length - 1];
        for (int i = peaks.length - 2; i >= 0; i--) {
            root = TreeHash.node(peaks[i], root);
        }
        return root.clone();
    }

    /** The whole state: the size as 8 bytes, big-endian, then the peaks, the largest subtree first, 32 bytes each. */
    public byte[] toBytes() {
        ByteBuffer out =
                ByteBuffer.allocate(Long.BYTES + peaks.length * Sha256.BYTES).putLong(size);
        for (byte[] peak : peaks) {
            out.put(peak);
        }
        return out.array();
    }

    /**
     * The tree that {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException when the number of peaks does not belong to the size
     */
    public static Tree fromBytes(byte[] state) {
        ByteBuffer in = ByteBuffer.wrap(state);
        long size = state.length < Long.BYTES ? -1 : in.getLong();
        if (size < 0 || in.remaining() != Long.bitCount(size) * Sha256.BYTES) {
            throw new IllegalArgumentException(
                    "tree state of " + state.length + " bytes does not fit its size " + size);
        }
        byte[][] peaks = new byte[Long.bitCount(size)][Sha256.BYTES];
        for (byte[] peak : peaks) {
            in.get(peak);
        }
        return new Tree(size, peaks);
    }
}
