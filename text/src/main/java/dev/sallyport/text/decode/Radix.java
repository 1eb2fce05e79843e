package dev.sallyport.text.decode;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Bytes written with the digits of base 64 or 16, and the text in them. */
final class Radix {
    /** What is shorter decodes by chance. */
    private static final int SHORTEST = 8;

    private static final int SHORTEST_TEXT = 4;

    private static final String BASE64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
    private static final byte[] SIX = new byte[128];
    private static final int SEXTET = 6;

    static {
        Arrays.fill(SIX, (byte) -1);
        for (int i = 0; i < BASE64.length(); i++) {
            SIX[BASE64.charAt(i)] = (byte) (i < 64 ? i : i - 2);
        }
    }

    private Radix() {}

    static Optional<String> base64(CharSequence value) {
        if (value.length() < SHORTEST) {
            return Optional.empty();
        }
        byte[] bytes = new byte[value.length() / 4 * 3 + 3];
        int size = 0;
        int bits = 0;
        int held = 0;
        int digits = 0;
        boolean padded = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '=') {
                padded = true;
            } else if (c != '\r' && c != '\n') {
                int six = c < SIX.length ? SIX[c] : -1;
                if (six < 0 || padded) {
                    return Optional.empty();
                }
                digits++;
                held = (held << SEXTET) | six;
                bits += SEXTET;
                if (bits >= Byte.SIZE) {
                    bits -= Byte.SIZE;
                    bytes[size++] = (byte) (held >> bits);
                }
            }
        }
        return digits % 4 == 1 ? Optional.empty() : text(bytes, size);
    }

    static Optional<String> hex(CharSequence value) {
        if (value.length() < SHORTEST) {
            return Optional.empty();
        }
        byte[] bytes = new byte[value.length() / 2 + 1];
        int size = 0;
        int high = -1;
        int from = value.charAt(0) == '0' && (value.charAt(1) | 0x20) == 'x' ? 2 : 0;
        for (int i = from; i < value.length(); i++) {
            char c = value.charAt(i);
            int digit = Character.digit(c, 16);
            if (digit >= 0 && high < 0) {
                high = digit;
            } else if (digit >= 0) {
                bytes[size++] = (byte) (high << 4 | digit);
                high = -1;
            } else if (high >= 0 || " :-\r\n".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        return high >= 0 ? Optional.empty() : text(bytes, size);
    }

    /** The bytes as UTF-8, else as UTF-16 of ASCII; nothing if that is no readable text. */
    private static Optional<String> text(byte[] bytes, int size) {
        int from = size % 2 == 0 && size > 2 && bytes[1] == 0 ? 0 : -1;
        if (from == 0) {
            return readable(new String(bytes, 0, size, StandardCharsets.UTF_16LE));
        }
        return isUtf8(bytes, size) ? readable(new String(bytes, 0, size, StandardCharsets.UTF_8)) : Optional.empty();
    }

    /** Whether lead and continuation bytes fit; what else UTF-8 forbids decodes to a replacement and is refused later. */
    private static boolean isUtf8(byte[] bytes, int size) {
        int i = 0;
        while (i < size) {
            int b = bytes[i] & 0xFF;
            boolean control = b < ' ' && b != '\n' && b != '\r' && b != '\t';
            int more = b < 0x80 ? 0 : b < 0xC2 ? -1 : b < 0xE0 ? 1 : b < 0xF0 ? 2 : b < 0xF5 ? 3 : -1;
            if (control || more < 0 || i + more >= size) {
                return false;
            }
            for (int k = 1; k <= more; k++) {
                if ((bytes[i + k] & 0xC0) != 0x80) {
                    return false;
                }
            }
            i += more + 1;
        }
        return true;
    }

    private static Optional<String> readable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\uFFFD' || (c < ' ' && c != '\n' && c != '\r' && c != '\t')) {
                return Optional.empty();
            }
        }
        return text.length() < SHORTEST_TEXT ? Optional.empty() : Optional.of(text);
    }
}
