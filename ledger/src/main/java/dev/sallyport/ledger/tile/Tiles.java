package dev.sallyport.ledger.tile;

import dev.sallyport.ledger.encoding.Sha256;
import dev.sallyport.ledger.merkle.NodeSource;
import java.nio.ByteBuffer;
import java.util.function.LongFunction;

/** The bytes of tiles, made from the log whenever somebody asks: the log is the truth, tiles are a view of it. */
public final class Tiles {
    private Tiles() {}

    /** The bytes of a tile of hashes that exists, {@code 32 * width}. */
    public static byte[] hashes(int level, long index, int width, NodeSource nodes) {
        ByteBuffer out = ByteBuffer.allocate(width * Sha256.BYTES);
        for (int i = 0; i < width; i++) {
            out.put(nodes.node(level * TileAddress.HEIGHT, index * TileAddress.FULL + i));
        }
        return out.array();
    }

    /** The bytes of an entry bundle that exists: each record behind its length in two bytes, big-endian. */
    public static byte[] entries(long index, int width, LongFunction<byte[]> records) {
        ByteBuffer out = ByteBuffer.allocate(width * (Short.BYTES + Sha256.BYTES));
        for (int i = 0; i < width; i++) {
            byte[] record = Sha256.checked(records.apply(index * TileAddress.FULL + i), "a record");
            out.putShort((short) record.length).put(record);
        }
        return out.array();
    }
}
