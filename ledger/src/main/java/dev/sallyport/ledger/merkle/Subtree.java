package dev.sallyport.ledger.merkle;

import dev.sallyport.ledger.encoding.Sha256;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;

/**
 * A run of leaves that is a tree of its own inside a larger one: it starts where a subtree of its size can start
 * (draft-ietf-plants-merkle-tree-certs section 4). One that starts at 0 is the tree at an earlier size.
 *
 * @param start the first leaf
 * @param end one after the last leaf
 */
public record Subtree(long start, long end) {
    /**
     * @throws IllegalArgumentException when no subtree can have this place
     */
    public Subtree {
        if (!isPossible(start, end)) {
            throw new IllegalArgumentException("no subtree holds the leaves " + start + " to " + end);
        }
    }

    /** Whether a subtree can have this place. */
    public static boolean isPossible(long start, long end) {
        if (start < 0 || start > end) {
            return false;
        }
        long size = end - start;
        // The smallest power of two that holds the leaves; beyond 2^62 only a start of 0 is left.
        long span = size <= 1 ? 1 : Long.highestOneBit(size - 1) << 1;
        return start == 0 || (span > 0 && start % span == 0);
    }

    /** The subtree's root. */
    public byte[] root(NodeSource nodes) {
        return start == end ? TreeHash.empty() : nodes.range(start, end);
    }

    /** The hashes that show that this subtree is part of the tree with {@code size} leaves, nearest first. */
    public List<byte[]> prove(long size, NodeSource nodes) {
        Objects.checkFromToIndex(start, end, size);
        List<byte[]> path = new ArrayList<>();
        if (start == end) {
            return path;
        }
        long low = 0;
        long high = size;
        boolean cut = false;
        while (low < start || high != end) {
            long middle = low + Long.highestOneBit(high - low - 1);
            if (end <= middle) {
                path.add(nodes.range(middle, high));
                high = middle;
            } else {
                cut |= start < middle;
                path.add(nodes.range(low, middle));
                low = middle;
            }
        }
        // The verifier holds the subtree's root, but not the part of it that the tree was cut down to.
        if (cut) {
            path.add(nodes.range(low, high));
        }
        Collections.reverse(path);
        return path;
    }

    /** Checks such hashes against the subtree's root and the root of the tree with {@code size} leaves. */
    public ProofVerdict verify(long size, List<byte[]> path, byte[] root, byte[] treeRoot) {
        if (end > size) {
            return ProofVerdict.Fails.sizes("a tree of " + size + " leaves holds none up to " + end);
        }
        if (path.stream().anyMatch(hash -> hash.length != Sha256.BYTES)) {
            return ProofVerdict.Fails.hash("a hash is not " + Sha256.BYTES + " bytes long");
        }
        if (start == end) {
            return path.isEmpty() && Arrays.equals(root, TreeHash.empty())
                    ? new ProofVerdict.Holds()
                    : ProofVerdict.Fails.root("the subtree without leaves has another root and no proof");
        }
        return new Climb(start, end - 1, size - 1).over(path, root, treeRoot);
    }

    /** The way from the subtree's last leaf up to the root, level by level. Lives for one check. */
    private static final class Climb {
        private long first;
        private long last;
        private long edge;

        Climb(long first, long last, long edge) {
            this.first = first;
            this.last = last;
            this.edge = edge;
        }

        ProofVerdict over(List<byte[]> path, byte[] root, byte[] treeRoot) {
            boolean atEdge = last == edge;
            while (first != last && (atEdge || (last & 1) == 1)) {
                up();
            }
            boolean complete = first == last;
            if (!complete && path.isEmpty()) {
                return ProofVerdict.Fails.length("the proof is empty");
            }
            byte[] inner = complete ? root : path.getFirst();
            byte[] outer = inner;
            for (byte[] sibling : complete ? path : path.subList(1, path.size())) {
                if (edge == 0) {
                    return ProofVerdict.Fails.length("the proof has more hashes than the tree has levels");
                }
                if ((last & 1) == 1 || last == edge) {
                    inner = first < last ? TreeHash.node(sibling, inner) : inner;
                    outer = TreeHash.node(sibling, outer);
                    skipCarried();
                } else {
                    outer = TreeHash.node(outer, sibling);
                }
                up();
            }
            return verdict(inner, root, outer, treeRoot);
        }

        private ProofVerdict verdict(byte[] inner, byte[] root, byte[] outer, byte[] treeRoot) {
            if (edge != 0) {
                return ProofVerdict.Fails.length("the proof has fewer hashes than the tree has levels");
            }
            if (!Arrays.equals(inner, root)) {
                return ProofVerdict.Fails.root("the proof leads to another root of the smaller tree");
            }
            return Arrays.equals(outer, treeRoot)
                    ? new ProofVerdict.Holds()
                    : ProofVerdict.Fails.root("the proof leads to another root of the larger tree");
        }

        /** At the right edge a node without a sibling is carried up unhashed. */
        private void skipCarried() {
            while ((last & 1) == 0) {
                up();
            }
        }

        private void up() {
            first >>>= 1;
            last >>>= 1;
            edge >>>= 1;
        }
    }
}
