package dev.sallyport.shield.secret;

import java.nio.charset.StandardCharsets;

/** What stands behind a stretch written in base64 or with percent signs, as far as a credential in it matters. Pure, linear. */
final class Encoded {
    /** Shorter stretches hold no credential. */
    static final int SHORTEST = 28;

    private static final int[] VALUE = new int[128];

    static {
        java.util.Arrays.fill(VALUE, -1);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            VALUE[alphabet.charAt(i)] = i;
        }
        VALUE['-'] = 62;
        VALUE['_'] = 63;
    }

    private Encoded() {}

    /** The bytes behind base64 of either alphabet, one character each; empty unless nine of ten are visible ASCII. */
    static String base64(CharSequence text, int from, int to) {
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
