package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The hashes that show that a smaller tree is the beginning of a larger one (RFC 9162 section 2.1.4).
 *
 * @param from how many leaves the smaller tree has; sizes that make no sense are representable and fail the check
 * @param to how many leaves the larger tree has
 */
public record ConsistencyProof(long from, long to, List<byte[]> path) {
    public ConsistencyProof {
        path = List.copyOf(path);
    }

    /**
     * The proof between two sizes of the same log.
     *
     * @throws IndexOutOfBoundsException unless 0 &le; from &le; to
     */
    public static ConsistencyProof of(long from, long to, NodeSource nodes) {
        if (from < 0 || from > to) {
            throw new IndexOutOfBoundsException("no consistency from size " + from + " to size " + to);
        }
        List<byte[]> path = new ArrayList<>();
        long start = 0;
        long end = to;
        while (from > 0 && from < end) {
            long middle = start + Long.highestOneBit(end - start - 1);
            if (from <= middle) {
                path.add(nodes.range(middle, end));
                end = middle;
            } else {
                path.add(nodes.range(start, middle));
                start = middle;
            }
        }
        // The verifier holds the smaller root; it needs the subtree we ended in unless that is the smaller tree itself.
        if (start > 0) {
            path.add(nodes.range(start, end));
        }
        Collections.reverse(path);
        return new ConsistencyProof(from, to, path);
    }

    /** Checks that the tree with {@code fromRoot} is the beginning of the tree with {@code toRoot} (section 2.1.4.2). */
    public ProofVerdict verify(byte[] fromRoot, byte[] toRoot) {
        if (from < 0 || from > to) {
            return new ProofVerdict.Fails("a tree of " + from + " leaves cannot begin one of " + to);
        }
        if (path.stream().anyMatch(hash -> hash.length != Sha256.BYTES)) {
            return new ProofVerdict.Fails("a hash is not " + Sha256.BYTES + " bytes long");
        }
        if (from == to || from == 0) {
            return verifyTrivial(fromRoot, toRoot);
        }
        // A smaller tree that is one complete subtree is its own first hash.
        boolean complete = Long.bitCount(from) == 1;
        if (path.isEmpty()) {
            return new ProofVerdict.Fails("the proof is empty");
        }
        byte[] first = complete ? fromRoot : path.getFirst();
        return climb(first, complete ? path : path.subList(1, path.size()), fromRoot, toRoot);
    }

    private ProofVerdict verifyTrivial(byte[] fromRoot, byte[] toRoot) {
        if (!path.isEmpty()) {
            return new ProofVerdict.Fails("the proof should be empty");
        }
        if (from == 0 && !Arrays.equals(fromRoot, TreeHash.empty())) {
            return new ProofVerdict.Fails("the empty tree has another root");
        }
        return from != to || Arrays.equals(fromRoot, toRoot)
                ? new ProofVerdict.Holds()
                : new ProofVerdict.Fails("two trees of the same size have different roots");
    }

    private ProofVerdict climb(byte[] first, List<byte[]> rest, byte[] fromRoot, byte[] toRoot) {
        int carried = Long.numberOfTrailingZeros(from);
        long at = (from - 1) >>> carried;
        long last = (to - 1) >>> carried;
        byte[] smaller = first;
        byte[] larger = first;
        for (byte[] sibling : rest) {
            if (last == 0) {
                return new ProofVerdict.Fails("the proof has more hashes than the tree has levels");
            }
            if ((at & 1) == 1 || at == last) {
                smaller = TreeHash.node(sibling, smaller);
                larger = TreeHash.node(sibling, larger);
                int up = Long.numberOfTrailingZeros(at);
                at >>>= up;
                last >>>= up;
            } else {
                larger = TreeHash.node(larger, sibling);
            }
            at >>>= 1;
            last >>>= 1;
        }
        if (last != 0) {
            return new ProofVerdict.Fails("the proof has fewer hashes than the tree has levels");
        }
        if (!Arrays.equals(smaller, fromRoot)) {
            return new ProofVerdict.Fails("the proof leads to another root of the smaller tree");
        }
        return Arrays.equals(larger, toRoot)
                ? new ProofVerdict.Holds()
                : new ProofVerdict.Fails("the proof leads to another root of the larger tree");
    }
}
