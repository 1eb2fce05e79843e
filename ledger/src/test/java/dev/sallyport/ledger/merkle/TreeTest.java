package dev.sallyport.ledger.merkle;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TreeTest {
    private static final int SIZES = 130;
    private static final List<byte[]> LEAVES = IntStream.range(0, SIZES)
            .mapToObj(i -> Sha256.of(Integer.toString(i).getBytes(StandardCharsets.US_ASCII)))
            .toList();
    private static final NodeSource NODES = NodeSource.ofLeafHashes(i -> TreeHash.leaf(LEAVES.get((int) i)));
    private static final List<byte[]> ROOTS = IntStream.rangeClosed(0, SIZES)
            .mapToObj(size -> NaiveTree.root(LEAVES.subList(0, size)))
            .toList();

    @Test
    void the_tree_that_grows_has_the_root_of_the_definition_at_every_size_to_130() {
        Tree tree = Tree.empty();
        for (int size = 0; size <= SIZES; size++) {
            assertEquals(size, tree.size());
            assertArrayEquals(ROOTS.get(size), tree.root(), "size " + size);
            Tree loaded = Tree.fromBytes(tree.toBytes());
            assertArrayEquals(tree.root(), loaded.root(), "stored at size " + size);
            assertArrayEquals(tree.toBytes(), loaded.toBytes());
            tree = size < SIZES ? loaded.append(LEAVES.get(size)) : tree;
        }
    }

    @Test
    void appending_leaves_the_tree_before_it_as_it_was() {
        Tree seven = grown(7);
        byte[] root = seven.root();
        seven.append(LEAVES.get(7));
        seven.append(LEAVES.get(8));
        assertArrayEquals(root, seven.root());
    }

    @Test
    void a_stored_state_of_the_wrong_length_is_refused() {
        byte[] state = grown(6).toBytes();
        assertThrows(IllegalArgumentException.class, () -> Tree.fromBytes(new byte[0]));
        assertThrows(IllegalArgumentException.class, () -> Tree.fromBytes(Arrays.copyOf(state, 40)));
        assertThrows(IllegalArgumentException.class, () -> Tree.fromBytes(Arrays.copyOf(state, 105)));
        state[0] = -1;
        assertThrows(IllegalArgumentException.class, () -> Tree.fromBytes(state));
    }

    @Test
    void every_inclusion_proof_is_the_definitions_and_holds_for_its_leaf_alone() {
        for (int size = 1; size <= SIZES; size++) {
            List<byte[]> leaves = LEAVES.subList(0, size);
            byte[] root = ROOTS.get(size);
            for (int i = 0; i < size; i++) {
                InclusionProof proof = InclusionProof.of(i, size, NODES);
                assertPath(NaiveTree.path(i, leaves), proof.path());
                byte[] leaf = TreeHash.leaf(leaves.get(i));
                assertInstanceOf(ProofVerdict.Holds.class, proof.verify(leaf, root));
                byte[] other = TreeHash.leaf(LEAVES.get((i + 1) % SIZES));
                assertFalse(proof.verify(other, root).holds());
                InclusionProof moved = new InclusionProof((i + 1) % size, size, proof.path());
                assertEquals(size == 1, moved.verify(leaf, root).holds(), "leaf " + i + " of " + size + " moved");
            }
        }
    }

    @Test
    void every_consistency_proof_is_the_definitions_and_holds_for_its_roots_alone() {
        for (int to = 1; to <= SIZES; to++) {
            List<byte[]> leaves = LEAVES.subList(0, to);
            byte[] toRoot = ROOTS.get(to);
            for (int from = 1; from <= to; from++) {
                ConsistencyProof proof = ConsistencyProof.of(from, to, NODES);
                if (to <= 64 || to == SIZES) { // the definition costs a hash per leaf and proof
                    assertPath(NaiveTree.subproof(from, leaves, true), proof.path());
                }
                byte[] fromRoot = ROOTS.get(from);
                assertTrue(proof.verify(fromRoot, toRoot).holds(), from + " to " + to);
                assertEquals(from == to, proof.verify(toRoot, fromRoot).holds(), from + " to " + to + " swapped");
            }
        }
    }

    @Test
    void every_subtree_is_shown_to_be_part_of_its_tree() {
        for (int size = 1; size <= 40; size++) {
            byte[] root = ROOTS.get(size);
            for (int start = 0; start < size; start++) {
                for (int end = start + 1; end <= size; end++) {
                    if (Subtree.isPossible(start, end)) {
                        Subtree subtree = new Subtree(start, end);
                        byte[] inner = NaiveTree.root(LEAVES.subList(start, end));
                        assertArrayEquals(inner, subtree.root(NODES));
                        List<byte[]> path = subtree.prove(size, NODES);
                        assertTrue(subtree.verify(size, path, inner, root).holds(), subtree + " of " + size);
                        List<byte[]> longer = new ArrayList<>(path);
                        longer.add(root);
                        assertFalse(subtree.verify(size, longer, inner, root).holds(), subtree + " of " + size);
                    }
                }
            }
        }
    }

    @Test
    void proofs_of_what_is_not_there_are_refused() {
        assertThrows(IndexOutOfBoundsException.class, () -> InclusionProof.of(5, 5, NODES));
        assertThrows(IndexOutOfBoundsException.class, () -> ConsistencyProof.of(0, 5, NODES));
        assertThrows(IndexOutOfBoundsException.class, () -> ConsistencyProof.of(6, 5, NODES));
        assertThrows(IllegalArgumentException.class, () -> new Subtree(2, 6));
        assertFalse(Subtree.isPossible(1, Long.MAX_VALUE));
    }

    private static Tree grown(int size) {
        Tree tree = Tree.empty();
        for (byte[] leaf : LEAVES.subList(0, size)) {
            tree = tree.append(leaf);
        }
        return tree;
    }

    private static void assertPath(List<byte[]> expected, List<byte[]> actual) {
        assertArrayEquals(expected.toArray(), actual.toArray());
    }
}
