package dev.sallyport.shield.canary;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A run of digits of base 64 in either alphabet (RFC 4648, sections 4 and 5), read once for all places at which its first byte may begin. */
final class Sextets {
    private static final byte[] SIX = new byte[128];

    /** For each byte, 1 if it is visible: added up without a branch, because digits that are no text follow no pattern. */
    private static final byte[] VISIBLE = new byte[1 << Byte.SIZE];

    static {
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_";
        for (int i = 0; i < alphabet.length(); i++) {
            SIX[alphabet.charAt(i)] = (byte) (i < 64 ? i : i - 2);
        }
        for (int b = 0; b < VISIBLE.length; b++) {
            VISIBLE[b] = (byte) (Bytes.isVisible(b) ? 1 : 0);
        }
    }

    private final byte[] six;

    Sextets(String text, int from, int to) {
        six = text.substring(from, to).getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < six.length; i++) {
            six[i] = SIX[six[i]];
        }
    }

    /** The same digits, to be read in all ways at once. */
    LongRun inAllWays() {
        return new LongRun(six);
    }

    /** The bytes behind the digits from there, so many at most. */
    byte[] bytes(int from, int most) {
        byte[] bytes = new byte[Math.clamp((six.length - from) * 6 / 8, 0, most)];
        int bits = 0;
        int held = 0;
        int digit = from;
        for (int i = 0; i < bytes.length; i++) {
            while (bits < Byte.SIZE) {
                held = held << 6 | six[digit++];
                bits += 6;
            }
            bits -= Byte.SIZE;
            bytes[i] = (byte) (held >> bits);
        }
        return bytes;
    }

    /** Appends the bytes behind the digits from there if they are text as a whole; otherwise the stretches in them that look like it. */
    void read(int from, StringBuilder whole, StringBuilder stretches) {
        if (Bytes.isBegun(bytes(from, Bytes.FIRST))) {
            byte[] all = bytes(from, six.length);
            if (Bytes.isText(all)) {
                whole.append(Bytes.text(all)).append('\n');
            } else {
                Bytes.stretches(all, stretches);
            }
            return;
        }
        int size = (six.length - from) * 6 / 8;
        int done = 0;
        // No six visible characters stand in a row without filling a group of three.
        for (int group = 0, i = from; i + 3 < six.length; group += 3, i += 4) {
            if (isVisible(i)) {
                int end = behindVisible(from, group + 3, size);
                if (end - firstVisible(from, group, done) >= Bytes.SHORTEST_TEXT) {
                    end = stretch(from, group, end, done, size, stretches);
                    done = end;
                }
                group = end / 3 * 3;
                i = from + group / 3 * 4;
            }
        }
    }

    private boolean isVisible(int i) {
        int three = ((six[i] << 6 | six[i + 1]) << 6 | six[i + 2]) << 6 | six[i + 3];
        return VISIBLE[three >> 16] + VISIBLE[three >> 8 & 0xff] + VISIBLE[three & 0xff] == 3;
    }

    private int firstVisible(int from, int group, int least) {
        int first = group;
        while (first > least && Bytes.isVisible(at(from, first - 1))) {
            first--;
        }
        return first;
    }

    private int behindVisible(int from, int group, int size) {
        int end = group;
        while (end < size && Bytes.isVisible(at(from, end))) {
            end++;
        }
        return end;
    }

    /** Appends the stretch around visible characters; where it ends. */
    private int stretch(int from, int first, int behind, int least, int size, StringBuilder into) {
        int begin = first;
        while (begin > least && Bytes.isTextual(at(from, begin - 1))) {
            begin--;
        }
        int end = behind;
        while (end < size && Bytes.isTextual(at(from, end))) {
            end++;
        }
        int group = begin / 3;
        byte[] bytes = bytes(from + group * 4, end - group * 3);
        into.append(Bytes.text(Arrays.copyOfRange(bytes, begin - group * 3, bytes.length)))
                .append('\n');
        return end;
    }

    /** The byte of that number behind the digits from there. */
    private int at(int from, int number) {
        int part = number % 3;
        int digit = from + number / 3 * 4 + part;
        return ((six[digit] << (2 + 2 * part)) | (six[digit + 1] >> (4 - 2 * part))) & 0xff;
    }
}
