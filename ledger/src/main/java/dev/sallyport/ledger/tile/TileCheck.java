package dev.sallyport.ledger.tile;

import dev.sallyport.ledger.encoding.Malformed;
import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.Tree;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.note.Checkpoint;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Checks every tile and entry bundle of a log against a checkpoint that was accepted: each bit of each of them counts.
 * Remembers one hash for 256 leaves. For one check.
 */
public final class TileCheck {
    private final Checkpoint checkpoint;
    private final Function<TileAddress, byte[]> fetch;
    // The hashes at levels 8, 16, 24 ... as the leaves make them.
    private final List<List<byte[]>> above = new ArrayList<>();
    private Tree tree = Tree.empty();

    private TileCheck(Checkpoint checkpoint, Function<TileAddress, byte[]> fetch) {
        this.checkpoint = checkpoint;
        this.fetch = fetch;
    }

    /**
     * Checks all of them.
     *
     * @param fetch gives the bytes at an address that exists at the checkpoint
     * @throws Malformed {@code tile_size} when one has another length than its address says, {@code entry_differs} when a
     *     record is not the leaf's, {@code tile_differs} when a hash is not that of what lies below it, {@code root_differs}
     *     when the leaves lead to another root
     */
    public static void check(Checkpoint checkpoint, Function<TileAddress, byte[]> fetch) {
        TileCheck check = new TileCheck(checkpoint, fetch);
        check.leaves();
        for (int level = 1; level <= check.above.size(); level++) {
            check.level(level, check.above.get(level - 1));
        }
    }

    private void leaves() {
        for (long at = 0; at < checkpoint.size(); at += TileAddress.FULL) {
            byte[] hashes = hashes(0, at / TileAddress.FULL, checkpoint.size());
            entries(at / TileAddress.FULL, hashes);
            for (int i = 0; i < hashes.length; i += Sha256.BYTES) {
                tree = tree.appendLeafHash(Arrays.copyOfRange(hashes, i, i + Sha256.BYTES), this::completed);
            }
        }
        if (!Arrays.equals(tree.root(), checkpoint.root())) {
            throw new Malformed("root_differs", "the tiles lead to another root than the checkpoint's");
        }
    }

    private void completed(int level, long index, byte[] hash) {
        if (level % TileAddress.HEIGHT != 0) {
            return;
        }
        int place = level / TileAddress.HEIGHT - 1;
        while (above.size() <= place) {
            above.add(new ArrayList<>());
        }
        above.get(place).add(hash);
    }

    private void entries(long index, byte[] hashes) {
        int width = hashes.length / Sha256.BYTES;
        TileAddress address = new TileAddress(new TileAddress.Kind.Entries(), index, width);
        ByteBuffer in = ByteBuffer.wrap(fetch.apply(address));
        if (in.remaining() != width * (Short.BYTES + Sha256.BYTES)) {
            throw wrongSize(address, in.remaining());
        }
        byte[] record = new byte[Sha256.BYTES];
        for (int i = 0; i < width; i++) {
            boolean whole = in.getShort() == Sha256.BYTES;
            in.get(record);
            byte[] leaf = Arrays.copyOfRange(hashes, i * Sha256.BYTES, (i + 1) * Sha256.BYTES);
            if (!whole || !Arrays.equals(TreeHash.leaf(record), leaf)) {
                throw new Malformed(
                        "entry_differs", "record " + i + " of " + address.path() + " is not that of its leaf");
            }
        }
    }

    private void level(int level, List<byte[]> expected) {
        for (int at = 0; at < expected.size(); at += TileAddress.FULL) {
            byte[] hashes = hashes(level, at / TileAddress.FULL, expected.size());
            for (int i = 0; i * Sha256.BYTES < hashes.length; i++) {
                byte[] hash = Arrays.copyOfRange(hashes, i * Sha256.BYTES, (i + 1) * Sha256.BYTES);
                if (!Arrays.equals(hash, expected.get(at + i))) {
                    throw new Malformed(
                            "tile_differs", "hash " + (at + i) + " of level " + level + " is not that of its leaves");
                }
            }
        }
    }

    private byte[] hashes(int level, long index, long entries) {
        int width = (int) Math.min(TileAddress.FULL, entries - index * TileAddress.FULL);
        TileAddress address = new TileAddress(new TileAddress.Kind.Hashes(level), index, width);
        byte[] bytes = fetch.apply(address);
        if (bytes.length != width * Sha256.BYTES) {
            throw wrongSize(address, bytes.length);
        }
        return bytes;
    }

    private static Malformed wrongSize(TileAddress address, int bytes) {
        return new Malformed("tile_size", address.path() + " has " + bytes + " bytes, which its width does not fit");
    }
}
