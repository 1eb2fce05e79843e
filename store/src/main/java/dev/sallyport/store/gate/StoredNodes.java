package dev.sallyport.store.gate;

import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.NodeSource;
import dev.sallyport.ledger.merkle.TreeHash;
import dev.sallyport.ledger.tile.TileAddress;
import dev.sallyport.store.database.StoreProblem;
import dev.sallyport.store.group.Key;
import dev.sallyport.store.group.Subtree;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One log's nodes, read a tile's width at a time: leaf hashes from full tiles' rows or from the receipts, hashes of levels 8,
 * 16, 24 ... from the kept subtrees, everything between by hashing. Remembers what it read, so it is for one proof or tile. Not thread-safe.
 */
final class StoredNodes implements NodeSource {
    private static final int WIDTH = TileAddress.FULL;

    private final Readers readers;
    private final ReadQuery leaves;
    private final int tenant;
    private final Map<TileAddress, byte[]> read = new HashMap<>();

    StoredNodes(Readers readers, int tenant) {
        this(readers, ReadQuery.RECEIPT_HASHES, tenant);
    }

    private StoredNodes(Readers readers, ReadQuery leaves, int tenant) {
        this.readers = readers;
        this.leaves = leaves;
        this.tenant = tenant;
    }

    /** The nodes of the install log. */
    static StoredNodes ofInstall(Readers readers) {
        return new StoredNodes(readers, ReadQuery.INSTALL_RECORDS, StoredInstallLog.NUMBER);
    }

    @Override
    public byte[] node(int level, long index) {
        int below = level % Subtree.LEVELS_APART;
        if (below != 0) {
            return TreeHash.node(node(level - 1, 2 * index), node(level - 1, 2 * index + 1));
        }
        int tileLevel = level / Subtree.LEVELS_APART;
        TileAddress tile = new TileAddress(new TileAddress.Kind.Hashes(tileLevel), index / WIDTH, WIDTH);
        byte[] hashes = read.computeIfAbsent(tile, address -> tile(tileLevel, address.index()));
        int at = (int) (index % WIDTH) * Sha256.BYTES;
        if (at + Sha256.BYTES > hashes.length) {
            throw new StoreProblem(
                    StoreProblem.Code.CHAIN_BROKEN,
                    "the log has no node " + index + " of level " + level + "; a kept hash or a receipt is missing");
        }
        return Arrays.copyOfRange(hashes, at, at + Sha256.BYTES);
    }

    private byte[] tile(int tileLevel, long index) {
        long from = index * WIDTH;
        if (tileLevel > 0) {
            return subtrees(tileLevel * Subtree.LEVELS_APART, from);
        }
        if (leaves == ReadQuery.RECEIPT_HASHES) {
            Optional<byte[]> full = receiptTile(from);
            if (full.isPresent()) {
                return full.get();
            }
        }
        return leaves(from);
    }

    private byte[] subtrees(int level, long from) {
        return readers.ask(
                ReadQuery.SUBTREES,
                rows -> {
                    ByteBuffer out = ByteBuffer.allocate(WIDTH * Sha256.BYTES);
                    for (long i = from; rows.next() && rows.getLong(1) == i; i++) {
                        out.put(rows.getBytes(2));
                    }
                    return filled(out);
                },
                tenant,
                level,
                from,
                from + WIDTH - 1);
    }

    /** The leaf hashes of a full tile; empty while the tile at the log's end grows. */
    private Optional<byte[]> receiptTile(long from) {
        long key = Key.of(tenant, from);
        return readers.ask(
                ReadQuery.RECEIPT_TILE,
                rows -> rows.next() ? Optional.of(leafHashes(rows.getBytes(2))) : Optional.empty(),
                key,
                key);
    }

    private static byte[] leafHashes(byte[] receiptHashes) {
        ByteBuffer out = ByteBuffer.allocate(receiptHashes.length);
        for (int at = 0; at < receiptHashes.length; at += Sha256.BYTES) {
            out.put(TreeHash.leaf(Arrays.copyOfRange(receiptHashes, at, at + Sha256.BYTES)));
        }
        return out.array();
    }

    private byte[] leaves(long from) {
        return readers.ask(
                leaves,
                rows -> {
                    ByteBuffer out = ByteBuffer.allocate(WIDTH * Sha256.BYTES);
                    for (long i = from; rows.next() && Key.sequence(rows.getLong(1)) == i; i++) {
                        out.put(TreeHash.leaf(rows.getBytes(2)));
                    }
                    return filled(out);
                },
                Key.of(tenant, from),
                Key.of(tenant, Math.min(from + WIDTH - 1, Key.MAX_SEQUENCE)));
    }

    private static byte[] filled(ByteBuffer out) {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }
}
