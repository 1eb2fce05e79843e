package dev.sallyport.shield.canary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The text in bytes that were written as digits, compressed or not. */
final class Bytes {
    /** More is not unpacked from one run. */
    static final int MOST_UNPACKED = 1 << 16;

    /** Few enough to be read whole, whatever they hold. */
    static final int SMALL = 64;

    private static final int GZIP_HEADER = 10;

    /** So many bytes hold all lengths with which a block's codes are written. */
    static final int HEADER_OF_CODES = 10;

    static final int SHORTEST_TEXT = 6;
    static final int FIRST = 32;

    /** Bytes that are characters one sees, spaces, ends of lines, or the zeros between the letters of UTF-16. */
    private static final boolean[] VISIBLE = new boolean[1 << Byte.SIZE];

    static {
        Arrays.fill(VISIBLE, ' ', 127, true);
        for (char c : "\t\n\r\0".toCharArray()) {
            VISIBLE[c] = true;
        }
    }

    private Bytes() {}

    /** The bytes behind digits of base 32 (RFC 4648, section 6) in either case; as many as there are before something else. */
    static byte[] base32(CharSequence text, int from, int to) {
        byte[] bytes = new byte[Math.max(0, to - from) * 5 / 8];
        int size = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int low = c | 0x20;
            int five = low >= 'a' && low <= 'z' ? low - 'a' : c >= '2' && c <= '7' ? c - '2' + 26 : -1;
            if (five < 0) {
                break;
            }
            held = held << 5 | five;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[size++] = (byte) (held >> bits);
            }
        }
        return Arrays.copyOf(bytes, size);
    }

    /** The bytes behind hexadecimal digits. */
    static byte[] hex(CharSequence digits, int from, int to) {
        byte[] bytes = new byte[(to - from) / 2];
        for (int i = 0; i < bytes.length; i++) {
            int high = Character.digit(digits.charAt(from + 2 * i), 16);
            bytes[i] = (byte) (high << 4 | Character.digit(digits.charAt(from + 2 * i + 1), 16));
        }
        return bytes;
    }

    /** Whether some visible characters stand in a row. */
    static boolean holdsText(byte[] bytes) {
        int inRow = 0;
        for (byte b : bytes) {
            inRow = VISIBLE[b & 0xff] ? inRow + 1 : 0;
            if (inRow >= SHORTEST_TEXT) {
                return true;
            }
        }
        return false;
    }

    /** Appends the stretches of bytes that are no text as a whole but hold visible characters in a row. */
    static void stretches(byte[] bytes, StringBuilder into) {
        int from = 0;
        int inRow = 0;
        int longest = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i < bytes.length && isTextual(bytes[i])) {
                inRow = VISIBLE[bytes[i] & 0xff] ? inRow + 1 : 0;
                longest = Math.max(longest, inRow);
                continue;
            }
            if (longest >= SHORTEST_TEXT) {
                into.append(text(Arrays.copyOfRange(bytes, from, i))).append('\n');
            }
            from = i + 1;
            inRow = 0;
            longest = 0;
        }
    }

    static boolean isVisible(int b) {
        return VISIBLE[b & 0xff];
    }

    /** Whether it may be part of a text: visible, or of a character outside ASCII. */
    static boolean isTextual(int b) {
        return (b & 0x80) != 0 || VISIBLE[b & 0xff];
    }

    /** Whether bytes are the beginning of a text in UTF-8, whose last character may be cut. */
    static boolean isBegun(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int b = bytes[i++] & 0xff;
            int more = b < 0x80 ? 0 : b < 0xc2 ? -1 : b < 0xe0 ? 1 : b < 0xf0 ? 2 : b < 0xf5 ? 3 : -1;
            for (int k = 0; k < more && i < bytes.length; k++) {
                more = (bytes[i++] & 0xc0) == 0x80 ? more : -1;
            }
            if (more < 0) {
                return false;
            }
        }
        return true;
    }

    /** Whether all of it is text, whatever its script. */
    static boolean isText(byte[] bytes) {
        return bytes.length >= 8
                && isBegun(Arrays.copyOf(bytes, Math.min(bytes.length, FIRST)))
                && new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
    }

    static String text(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.indexOf(0) < 0 ? text : text.replace("\0", "");
    }

    /** What gzip (RFC 1952), zlib (RFC 1950) or bare deflate (RFC 1951) packed into the bytes; empty if none did. */
    static String unpacked(byte[] bytes) {
        if (bytes.length < 8) {
            return "";
        }
        if (isGzip(bytes)) {
            return bytes.length > GZIP_HEADER ? inflated(bytes, afterHeader(bytes), true) : "";
        }
        String packed = isZlib(bytes) ? inflated(bytes, 0, false) : "";
        return packed.isEmpty() && isBare(bytes) ? inflated(bytes, 0, true) : packed;
    }

    /** Whether the first bytes may be of something packed; {@link #HEADER_OF_CODES} of them tell most. */
    static boolean mayBePacked(byte[] first) {
        return first.length >= 2 && (isGzip(first) || isZlib(first) || isBare(first));
    }

    /** The same, but for blocks with fixed codes, which three bits announce. */
    static boolean isSurelyBegun(byte[] first) {
        return first.length >= 2 && (isGzip(first) || isZlib(first) || isDynamic(first));
    }

    private static boolean isGzip(byte[] bytes) {
        return bytes[0] == 0x1f && bytes[1] == (byte) 0x8b;
    }

    private static boolean isZlib(byte[] bytes) {
        return (bytes[0] & 0x0f) == 8 && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) % 31 == 0;
    }

    /** Whether they may begin a block of bare deflate: with fixed codes by three bits alone, with codes of its own by a table of them that fits. */
    private static boolean isBare(byte[] bytes) {
        return (bytes[0] & 6) == 2 || isDynamic(bytes);
    }

    /** Whether a block with codes of its own begins there (RFC 1951, section 3.2.7): few bytes that come by chance hold the lengths of a whole code. */
    static boolean isDynamic(byte[] bytes) {
        if ((bytes[0] & 6) != 4 || bytes.length < HEADER_OF_CODES) {
            return false;
        }
        boolean counts = bits(bytes, 3, 5) < 30 && bits(bytes, 8, 5) < 30;
        int left = 1 << 7;
        for (int i = 0; i < bits(bytes, 13, 4) + 4; i++) {
            int length = bits(bytes, 17 + 3 * i, 3);
            left -= length == 0 ? 0 : 1 << (7 - length);
        }
        return counts && left == 0;
    }

    private static int bits(byte[] bytes, int from, int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            int bit = from + i;
            value |= ((bytes[bit >> 3] >> (bit & 7)) & 1) << i;
        }
        return value;
    }

    private static int afterHeader(byte[] bytes) {
        int flags = bytes[3];
        int at = GZIP_HEADER;
        if ((flags & 4) != 0 && at + 2 <= bytes.length) {
            at += 2 + (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8);
        }
        for (int named = 8; named <= 16; named *= 2) {
            if ((flags & named) != 0) {
                while (at < bytes.length && bytes[at] != 0) {
                    at++;
                }
                at++;
            }
        }
        return Math.min(at + ((flags & 2) != 0 ? 2 : 0), bytes.length);
    }

    private static String inflated(byte[] bytes, int from, boolean bare) {
        Inflater inflater = new Inflater(bare);
        try {
            inflater.setInput(bytes, from, bytes.length - from);
            byte[] out = new byte[Math.min(MOST_UNPACKED, 1024 + 16 * bytes.length)];
            int size = inflater.inflate(out);
            byte[] read = Arrays.copyOf(out, size);
            // A header says that it was packed; without one, only an end where the bytes end does.
            return !bare || from > 0 || inflater.finished() || holdsText(read) ? text(read) : "";
        } catch (DataFormatException notPacked) {
            return "";
        } finally {
            inflater.end();
        }
    }
}
