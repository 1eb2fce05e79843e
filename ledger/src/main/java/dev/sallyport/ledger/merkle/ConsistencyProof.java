package dev.sallyport.ledger.merkle;

import java.util.Arrays;
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
     * @throws IndexOutOfBoundsException unless 0 &lt; from &le; to: that a log was once empty needs no proof
     */
    public static ConsistencyProof of(long from, long to, NodeSource nodes) {
        if (from <= 0 || from > to) {
            throw new IndexOutOfBoundsException("no consistency proof from size " + from + " to size " + to);
        }
        return new ConsistencyProof(from, to, new Subtree(0, from).prove(to, nodes));
    }

    /** Checks that the tree with {@code fromRoot} is the beginning of the tree with {@code toRoot} (section 2.1.4.2). */
    public ProofVerdict verify(byte[] fromRoot, byte[] toRoot) {
        if (from < 0 || from > to) {
            return new ProofVerdict.Fails("a tree of " + from + " leaves cannot begin one of " + to);
        }
        if (from == 0) {
            return new ProofVerdict.Fails("every log begins empty: a proof of it says nothing");
        }
        if (from == to) {
            return path.isEmpty() && Arrays.equals(fromRoot, toRoot)
                    ? new ProofVerdict.Holds()
                    : new ProofVerdict.Fails("trees of the same size must have the same root and no proof");
        }
        return new Subtree(0, from).verify(to, path, fromRoot, toRoot);
    }
}
