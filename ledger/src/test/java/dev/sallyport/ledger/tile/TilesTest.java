package dev.sallyport.ledger.tile;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TilesTest {
    private static final NodeSource NODES = NodeSource.ofLeafHashes(i -> TreeHash.leaf(record(i)));

    @Test
    void hashing_the_tiles_of_a_tree_together_gives_its_root() {
        for (int size : new int[] {1, 2, 255, 256, 257, 511, 512, 700}) {
            byte[] leaves = new byte[size * Sha256.BYTES];
            int at = 0;
            for (long tile = 0; at < leaves.length; tile++) {
                int width = Math.min(TileAddress.FULL, size - (int) tile * TileAddress.FULL);
                byte[] bytes = Tiles.hashes(0, tile, width, NODES);
                System.arraycopy(bytes, 0, leaves, at, bytes.length);
                at += bytes.length;
            }
            Tree tree = Tree.empty();
            for (int i = 0; i < size; i++) {
                tree = tree.appendLeafHash(Arrays.copyOfRange(leaves, 32 * i, 32 * (i + 1)));
            }
            assertArrayEquals(NODES.range(0, size), tree.root(), "size " + size);
        }
    }

    @Test
    void each_hash_above_the_leaves_is_over_one_full_tile_below() {
        byte[] above = Tiles.hashes(1, 0, 2, NODES);
        for (int i = 0; i < 2; i++) {
            byte[] below = Tiles.hashes(0, i, TileAddress.FULL, NODES);
            NodeSource tile = NodeSource.ofLeafHashes(n -> Arrays.copyOfRange(below, 32 * (int) n, 32 * (int) (n + 1)));
            assertArrayEquals(Arrays.copyOfRange(above, 32 * i, 32 * (i + 1)), tile.node(8, 0));
        }
    }

    @Test
    void an_entry_bundle_holds_each_record_behind_its_length() {
        byte[] bundle = Tiles.entries(1, 3, TilesTest::record);
        assertEquals(3 * 34, bundle.length);
        assertEquals(32, bundle[35]);
        assertArrayEquals(record(257), Arrays.copyOfRange(bundle, 36, 68));
    }

    private static byte[] record(long index) {
        return Sha256.of(("record " + index).getBytes(UTF_8));
    }
}
