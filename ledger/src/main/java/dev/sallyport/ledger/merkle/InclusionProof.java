package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * The sibling hashes that lead from one leaf up to the root (RFC 9162 section 2.1.3), nearest to the leaf first.
 *
 * @param index the leaf's place, from 0; a place outside the tree is representable and fails the check
 * @param size how many leaves the tree has
 */
public record InclusionProof(long index, long size, List<byte[]> path) {
    public InclusionProof {
        path = List.copyOf(path);
    }

    /**
     * The proof for one leaf of the tree with {@code size} leaves.
     *
     * @throws IndexOutOfBoundsException when the tree has no such leaf
     */
    public static InclusionProof of(long index, long size, NodeSource nodes) {
        Objects.checkIndex(index, size);
        List<byte[]> path = new ArrayList<>();
        long start = 0;
        long end = size;
        while (end - start > 1) {
            long middle = start + Long.highestOneBit(end - start - 1);
            if (index < middle) {
                path.add(nodes.range(middle, end));
                end = middle;
            } else {
                path.add(nodes.range(start, middle));
                start = middle;
            }
        }
        Collections.reverse(path);
        return new InclusionProof(index, size, path);
    }

    /** Checks that the leaf with this hash stands at {@code index} of the tree with this root (section 2.1.3.2). */
    public ProofVerdict verify(byte[] leafHash, byte[] root) {
        if (index < 0 || index >= size) {
            return ProofVerdict.Fails.index("leaf " + index + " is outside a tree of " + size + " leaves");
        }
        if (leafHash.length != Sha256.BYTES || path.stream().anyMatch(hash -> hash.length != Sha256.BYTES)) {
            return ProofVerdict.Fails.hash("a hash is not " + Sha256.BYTES + " bytes long");
        }
        long at = index;
        long last = size - 1;
        byte[] hash = leafHash;
        for (byte[] sibling : path) {
            if (last == 0) {
                return ProofVerdict.Fails.length("the proof has more hashes than the tree has levels");
            }
            if ((at & 1) == 1 || at == last) {
                hash = TreeHash.node(sibling, hash);
                // At the right edge a node without a sibling is carried up unhashed.
                int carried = Long.numberOfTrailingZeros(at);
                at >>>= carried;
                last >>>= carried;
            } else {
                hash = TreeHash.node(hash, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return ProofVerdict.Fails.length("the proof has fewer hashes than the tree has levels");
        }
        return Arrays.equals(hash, root)
                ? new ProofVerdict.Holds()
                : ProofVerdict.Fails.root("the proof leads to another root");
    }
}
