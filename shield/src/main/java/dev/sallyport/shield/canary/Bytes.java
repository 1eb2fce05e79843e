package dev.sallyport.shield.canary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** The text in bytes that were written as digits, compressed or not. */
final class Bytes {
    /** More is not unpacked from one run. */
    static final int MOST_UNPACKED = 1 << 16;

    private static final int SEXTETS = 128;
    private static final byte[] SIX = new byte[SEXTETS];
    private static final int GZIP_HEADER = 10;
    private static final int SHORTEST_TEXT = 6;

    static {
        Arrays.fill(SIX, (byte) -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
        for (int i = 0; i < alphabet.length(); i++) {
            SIX[alphabet.charAt(i)] = (byte) (i < 64 ? i : i - 2);
        }
    }

    private Bytes() {}

    /** Whether digits of base 64, four by four from there, hold two groups of ASCII one after the other. */
    static boolean mayHoldText(CharSequence text, int from, int to) {
        int inRow = 0;
        for (int i = from; i + 3 < to; i += 4) {
            int a = SIX[text.charAt(i)];
            int b = SIX[text.charAt(i + 1)];
            int c = SIX[text.charAt(i + 2)];
            boolean ascii = (a & 32) == 0 && (b & 8) == 0 && (c & 2) == 0;
            inRow = ascii ? inRow + 1 : 0;
            if (inRow == 2) {
                return true;
            }
        }
        return false;
    }

    /** The bytes behind digits of base 64. */
    static byte[] base64(CharSequence text, int from, int to) {
        byte[] bytes = new byte[(to - from) * 3 / 4];
        int size = 0;
        int bits = 0;
        int held = 0;
        for (int i = from; i < to; i++) {
            held = (held << 6) | SIX[text.charAt(i)];
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                bytes[size++] = (byte) (held >> bits);
            }
        }
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

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

    /** Whether at least some printable ASCII stands in a row. */
    static boolean holdsText(byte[] bytes) {
        int inRow = 0;
        for (byte b : bytes) {
            // A zero between letters is UTF-16.
            inRow = (b >= ' ' && b < 127) || b == 0 ? inRow + 1 : 0;
            if (inRow >= SHORTEST_TEXT) {
                return true;
            }
        }
        return false;
    }

    /** Whether all of it is text, whatever its script. */
    static boolean isText(byte[] bytes) {
        return bytes.length >= 8 && new String(bytes, StandardCharsets.UTF_8).indexOf('\ufffd') < 0;
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
        boolean gzip = bytes[0] == 0x1f && bytes[1] == (byte) 0x8b && bytes.length > GZIP_HEADER;
        boolean zlib = (bytes[0] & 0x0f) == 8 && ((bytes[0] & 0xff) << 8 | (bytes[1] & 0xff)) % 31 == 0;
        boolean bare = (bytes[0] & 6) == 2 || (bytes[0] & 6) == 4;
        if (gzip) {
            return inflated(bytes, afterHeader(bytes), true);
        }
        String packed = zlib ? inflated(bytes, 0, false) : "";
        return packed.isEmpty() && bare ? inflated(bytes, 0, true) : packed;
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
