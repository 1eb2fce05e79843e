package dev.sallyport.sigma.state;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads what {@link StateWriter} wrote, and nothing else. Not thread-safe. */
public final class StateReader {
    private final byte[] bytes;
    private int at;

    /** Reads from there on. */
    public StateReader(byte[] bytes, int from) {
        this.bytes = bytes;
        this.at = from;
    }

    /**
     * The next number.
     *
     * @throws BrokenState if it is not there, is longer than it need be or than 64 bits
     */
    public long number() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = next();
            value |= (long) (next & 0x7F) << shift;
            if (next < 0x80) {
                if ((next == 0 && shift > 0) || (shift == 63 && next > 1)) {
                    throw new BrokenState("a number at byte " + (at - 1) + " is not in its shortest form");
                }
                return (value >>> 1) ^ -(value & 1);
            }
        }
        throw new BrokenState("a number before byte " + at + " is longer than 64 bits");
    }

    /**
     * The next number, which says how many follow.
     *
     * @param least what it may be at least
     * @throws BrokenState if it is less, or more than there are bytes left
     */
    public int count(int least) {
        long value = number();
        if (value < least || value > bytes.length - at) {
            throw new BrokenState("a count of " + value + " before byte " + at + " is outside what is left");
        }
        return (int) value;
    }

    /**
     * The next number, one of so many from 0.
     *
     * @throws BrokenState if it is another
     */
    public int choice(int of) {
        long value = number();
        if (value < 0 || value >= of) {
            throw new BrokenState("a choice of " + value + " before byte " + at + " is none of " + of);
        }
        return (int) value;
    }

    /**
     * The next text.
     *
     * @throws BrokenState if it is not there or no UTF-8
     */
    public String text() {
        int length = count(0);
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException malformed) {
            throw new BrokenState("a text at byte " + at + " is not UTF-8");
        }
    }

    /** Where it stands. */
    public int position() {
        return at;
    }

    private int next() {
        if (at >= bytes.length) {
            throw new BrokenState("the state ends at byte " + at + " in the middle of something");
        }
        return bytes[at++] & 0xFF;
    }
}
