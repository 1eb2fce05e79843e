package dev.sallyport.ledger.merkle;

import java.util.function.LongFunction;

/**
 * Where the hashes of complete subtrees come from when a proof is made: a store, tiles, or the leaves themselves.
 *
 * <p>Asked only for subtrees whose leaves all exist.
 */
@FunctionalInterface
public interface NodeSource {
    /**
     * The hash of the complete subtree over the leaves {@code index << level} up to {@code (index + 1) << level},
     * exclusive. Level 0 is a leaf hash.
     */
    byte[] node(int level, long index);

    /** A source that computes every node from leaf hashes; costs a hash per leaf below the node asked for. */
    static NodeSource ofLeafHashes(LongFunction<byte[]> leafHash) {
        return new NodeSource() {
            @Override
            public byte[] node(int level, long index) {
                return level == 0
                        ? leafHash.apply(index)
                        : TreeHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
            }
        };
    }

    /**
     * The hash over the leaves from {@code start} up to {@code end}, exclusive (MTH of RFC 6962 section 2.1). The range
     * must start where a subtree of its size can start; both ends of every split of RFC 6962 do.
     */
    default byte[] range(long start, long end) {
        long size = end - start;
        if (Long.bitCount(size) == 1) {
            int level = Long.numberOfTrailingZeros(size);
            return node(level, start >>> level);
        }
        long middle = start + Long.highestOneBit(size - 1);
        return TreeHash.node(range(start, middle), range(middle, end));
    }
}
