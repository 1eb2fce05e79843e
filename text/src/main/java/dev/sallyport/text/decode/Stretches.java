package dev.sallyport.text.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Long stretches of a text that are written in base64 or with percent signs, and what stands behind each. Ordinary text is passed over in
 * steps, so that it costs next to nothing; all in all linear. Immutable.
 */
public final class Stretches {
    /** Shorter stretches are not looked at. */
    public static final int SHORTEST = 28;

    /** So many characters of a text are decoded at most. */
    public static final int MOST_CHARS = 1 << 20;

    private static final int[] VALUE = new int[128];

    static {
        Arrays.fill(VALUE, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUE[alphabet.charAt(i)] = i;
        }
        VALUE['-'] = 62;
        VALUE['_'] = 63;
    }

    private Stretches() {}

    /** Told of each stretch that has a text behind it. */
    @FunctionalInterface
    public interface Sink {
        /**
         * A stretch.
         *
         * @param from its first character
         * @param to behind its last one
         * @param behind the text it stands for
         */
        void found(int from, int to, String behind);
    }

    /** Tells of every stretch of a text, in their order. */
    public static void in(String text, Sink sink) {
        int left = MOST_CHARS;
        int length = text.length();
        // No stretch that is long enough lies between two places so far apart without covering one of them.
        for (int i = SHORTEST - 1; i < length; i += SHORTEST) {
            if (!isEncoding(text.charAt(i))) {
                continue;
            }
            int from = i;
            while (from > 0 && isEncoding(text.charAt(from - 1))) {
                from--;
            }
            int to = i + 1;
            while (to < length && isEncoding(text.charAt(to))) {
                to++;
            }
            if (to - from >= SHORTEST && to - from <= left) {
                left -= to - from;
                String behind = behind(text, from, to);
                if (!behind.isEmpty()) {
                    sink.found(from, to, behind);
                }
            }
            i = to - 1;
        }
    }

    private static String behind(String text, int from, int to) {
        boolean percent = text.indexOf('%', from, to) >= 0;
        return percent ? Decoder.PERCENT.decode(text.substring(from, to)).orElse("") : base64(text, from, to);
    }

    private static boolean isEncoding(char c) {
        return c < 128 && (VALUE[c] >= 0 || c == '=' || c == '%');
    }

    /** The bytes behind base64 of either alphabet, one character each; empty unless nine of ten are visible ASCII. */
    public static String base64(CharSequence text, int from, int to) {
        byte[] bytes = new byte[(to - from) * 3 / 4 + 3];
        int length = 0;
        int bits = 0;
        int held = 0;
        int odd = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            int value = c < 128 ? VALUE[c] : -1;
            if (value < 0) {
                break;
            }
            held = held << 6 | value;
            bits += 6;
            if (bits >= 8) {
                bits -= 8;
                byte b = (byte) (held >> bits);
                odd += b < ' ' && b != '\n' && b != '\r' && b != '\t' ? 1 : 0;
                bytes[length++] = b;
                // Pictures and archives are told by their first bytes: the rest need not be read.
                if (length == 24 && odd > 6) {
                    return "";
                }
            }
        }
        return odd * 10 > length ? "" : new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }
}
