package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
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
            return ProofVerdict.Fails.sizes("a tree of " + from + " leaves cannot begin one of " + to);
        }
        if (from == 0) {
            return ProofVerdict.Fails.sizes("every log begins empty: a proof of it says nothing");
        }
        if (!areHashes(path)) {
            return ProofVerdict.Fails.hash("a hash is not " + Sha256.BYTES + " bytes long");
        }
        if (from < to) {
            return new Subtree(0, from).verify(to, path, fromRoot, toRoot);
        }
        if (!path.isEmpty()) {
            return ProofVerdict.Fails.length("between trees of the same size there is nothing to prove");
        }
        return Arrays.equals(fromRoot, toRoot)
                ? new ProofVerdict.Holds()
                : ProofVerdict.Fails.root("trees of the same size have different roots");
    }

    private static boolean areHashes(List<byte[]> path) {
        return path.stream().allMatch(hash -> hash.length == Sha256.BYTES);
    }
}
