package dev.sallyport.ledger.merkle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.sallyport.ledger.encoding.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every proof in every small tree, each bit of each of its hashes flipped on its own: none holds any more. */
@Tag("exhaustive")
class FlippedProofsTest {
    private static final int SIZES = 12;
    private static final List<byte[]> LEAVES = new ArrayList<>();
    private static final NodeSource NODES = NodeSource.ofLeafHashes(i -> TreeHash.leaf(LEAVES.get((int) i)));

    static {
        for (int i = 0; i < SIZES; i++) {
            LEAVES.add(Sha256.of(("record " + i).getBytes(UTF_8)));
        }
    }

    private long flips;

    @Test
    void no_inclusion_proof_holds_with_a_flipped_bit() {
        for (int size = 1; size <= SIZES; size++) {
            byte[] root = root(size);
            for (int index = 0; index < size; index++) {
                InclusionProof proof = InclusionProof.of(index, size, NODES);
                byte[] leaf = TreeHash.leaf(LEAVES.get(index));
                List<byte[]> path = copies(proof.path());
                List<byte[]> all = new ArrayList<>(path);
                all.add(leaf);
                all.add(root);
                InclusionProof checked = new InclusionProof(index, size, path);
                for (byte[] hash : all) {
                    flipEach(
                            hash,
                            () -> new InclusionProof(checked.index(), checked.size(), path)
                                    .verify(leaf, root)
                                    .holds());
                }
            }
        }
        System.out.println("flipped bits of inclusion proofs refused: " + flips);
    }

    @Test
    void no_consistency_proof_holds_with_a_flipped_bit() {
        for (int to = 1; to <= SIZES; to++) {
            byte[] newer = root(to);
            for (int from = 1; from <= to; from++) {
                byte[] older = root(from);
                List<byte[]> path = copies(ConsistencyProof.of(from, to, NODES).path());
                List<byte[]> all = new ArrayList<>(path);
                all.add(older);
                all.add(newer);
                ConsistencyProof whole = ConsistencyProof.of(from, to, NODES);
                for (byte[] hash : all) {
                    flipEach(
                            hash,
                            () -> new ConsistencyProof(whole.from(), whole.to(), path)
                                    .verify(older, newer)
                                    .holds());
                }
            }
        }
        System.out.println("flipped bits of consistency proofs refused: " + flips);
    }

    private void flipEach(byte[] hash, BooleanSupplier holds) {
        for (int bit = 0; bit < hash.length * Byte.SIZE; bit++) {
            hash[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            assertFalse(holds.getAsBoolean(), "bit " + bit);
            hash[bit / Byte.SIZE] ^= (byte) (1 << (bit % Byte.SIZE));
            flips++;
        }
        assertTrue(holds.getAsBoolean(), "as it was");
    }

    private static byte[] root(int size) {
        Tree tree = Tree.empty();
        for (byte[] leaf : LEAVES.subList(0, size)) {
            tree = tree.append(leaf);
        }
        return tree.root();
    }

    private static List<byte[]> copies(List<byte[]> hashes) {
        return hashes.stream().map(byte[]::clone).toList();
    }
}
