package dev.sallyport.shield.packages.list;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The names that a registry had on a day, as a Bloom filter: a name that was there is always found; of those that were not, about three in a thousand
 * are found too. Immutable.
 */
public final class KnownNames {
    private static final int MAGIC = 0x53504b4e;
    private static final int BITS_PER_NAME = 12;
    private static final int PROBES = 8;
    private static final int MAX_LONGS = 1 << 24;

    private final String day;
    private final int names;
    private final long atLeast;
    private final long[] bits;

    private KnownNames(String day, int names, long atLeast, long[] bits) {
        this.day = day;
        this.names = names;
        this.atLeast = atLeast;
        this.bits = bits;
    }

    /**
     * A filter over normal names.
     *
     * @param day when the list was taken, {@code YYYY-MM-DD} or {@code YYYY-MM}
     * @param atLeast how many downloads a month a name must have to be on it; 0 if the list is the whole registry
     */
    public static KnownNames of(String day, long atLeast, Collection<String> normals) {
        long[] bits = new long[Math.max(1, (int) ((long) normals.size() * BITS_PER_NAME / Long.SIZE) + 1)];
        for (String name : normals) {
            long hash = hash(name);
            for (int i = 0; i < PROBES; i++) {
                int bit = bit(hash, i, bits.length);
                bits[bit >>> 6] |= 1L << bit;
            }
        }
        return new KnownNames(day, normals.size(), atLeast, bits);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException if it is something else
     */
    public static KnownNames read(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (data.readInt() != MAGIC) {
            throw new IOException("no list of known names");
        }
        String day = data.readUTF();
        int names = data.readInt();
        long atLeast = data.readLong();
        int longs = data.readInt();
        if (longs < 1 || longs > MAX_LONGS) {
            throw new IOException("a list of known names of " + longs + " words, limit " + MAX_LONGS);
        }
        byte[] bytes = data.readNBytes(longs * Long.BYTES);
        if (bytes.length != longs * Long.BYTES) {
            throw new IOException("a list of known names is cut short");
        }
        long[] bits = new long[longs];
        ByteBuffer.wrap(bytes).asLongBuffer().get(bits);
        return new KnownNames(day, names, atLeast, bits);
    }

    /** Writes it, in big-endian order. */
    public void write(OutputStream out) throws IOException {
        DataOutputStream data = new DataOutputStream(out);
        data.writeInt(MAGIC);
        data.writeUTF(day);
        data.writeInt(names);
        data.writeLong(atLeast);
        data.writeInt(bits.length);
        for (long word : bits) {
            data.writeLong(word);
        }
        data.flush();
    }

    /** Whether the normal name may be on the list; false is certain. */
    public boolean mayContain(String normal) {
        long hash = hash(normal);
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(hash, i, bits.length);
            if ((bits[bit >>> 6] & (1L << bit)) == 0) {
                return false;
            }
        }
        return true;
    }

    /** When the list was taken. */
    public String day() {
        return day;
    }

    /** How many names are on it. */
    public int names() {
        return names;
    }

    /** How many downloads a month a name must have to be on it; 0 if it is the whole registry. */
    public long atLeast() {
        return atLeast;
    }

    private static int bit(long hash, int probe, int longs) {
        long mixed = mix(hash + probe * 0x9e3779b97f4a7c15L);
        return (int) Long.remainderUnsigned(mixed, (long) longs << 6);
    }

    /** FNV-1a over the UTF-8 bytes. */
    private static long hash(String name) {
        long hash = 0xcbf29ce484222325L;
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
