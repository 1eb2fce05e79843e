package dev.sallyport.ledger.merkle;

import java.util.ArrayList;
import java.util.List;

/** The definitions of RFC 6962 section 2.1 written down as they stand, recursive and slow. */
final class NaiveTree {
    private NaiveTree() {}

    static byte[] root(List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 0) {
            return TreeHash.empty();
        }
        if (n == 1) {
            return TreeHash.leaf(leaves.getFirst());
        }
        int k = split(n);
        return TreeHash.node(root(leaves.subList(0, k)), root(leaves.subList(k, n)));
    }

    /** PATH(m, D[n]), section 2.1.1. */
    static List<byte[]> path(int m, List<byte[]> leaves) {
        int n = leaves.size();
        if (n == 1) {
            return new ArrayList<>();
        }
        int k = split(n);
        List<byte[]> path = m < k ? path(m, leaves.subList(0, k)) : path(m - k, leaves.subList(k, n));
        path.add(root(m < k ? leaves.subList(k, n) : leaves.subList(0, k)));
        return path;
    }

    /** SUBPROOF(m, D[n], b), section 2.1.2. */
    static List<byte[]> subproof(int m, List<byte[]> leaves, boolean known) {
        int n = leaves.size();
        if (m == n) {
            List<byte[]> last = new ArrayList<>();
            if (!known) {
                last.add(root(leaves));
            }
            return last;
        }
        int k = split(n);
        List<byte[]> proof =
                m <= k ? subproof(m, leaves.subList(0, k), known) : subproof(m - k, leaves.subList(k, n), false);
        proof.add(root(m <= k ? leaves.subList(k, n) : leaves.subList(0, k)));
        return proof;
    }

    private static int split(int n) {
        int k = 1;
        while (k * 2 < n) {
            k *= 2;
        }
        return k;
    }
}
