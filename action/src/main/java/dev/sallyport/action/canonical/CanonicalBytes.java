package dev.sallyport.action.canonical;

import dev.sallyport.action.json.JsonString;
import dev.sallyport.action.json.MalformedJson;
import dev.sallyport.action.json.Refusal;
import java.security.MessageDigest;
import java.util.Arrays;

/** Grows canonical text as UTF-8. Owned by one writer. */
final class CanonicalBytes {
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    /** The longest form of one UTF-16 code unit: an escape of six characters. */
    private static final int MOST_BYTES_PER_CHAR = 6;

    private byte[] bytes;
    private int size;

    /** Room for that many bytes to begin with. */
    CanonicalBytes(int room) {
        bytes = new byte[room];
    }

    int size() {
        return size;
    }

    byte[] toByteArray() {
        return Arrays.copyOf(bytes, size);
    }

    void addTo(MessageDigest digest) {
        digest.update(bytes, 0, size);
    }

    void ascii(char c) {
        reserve(1);
        bytes[size++] = (byte) c;
    }

    void ascii(String text) {
        reserve(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[size++] = (byte) text.charAt(i);
        }
    }

    /** A string between quotes, escaped as RFC 8785 section 3.2.2.2 says. */
    void quoted(String text) {
        int length = text.length();
        reserve(length + 2);
        byte[] target = bytes;
        int to = size;
        target[to++] = '"';
        int i = 0;
        while (i < length) {
            char c = text.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c >= 0x7f) {
                break;
            }
            target[to++] = (byte) c;
            i++;
        }
        size = to;
        if (i < length) {
            rest(text, i);
        }
        ascii('"');
    }

    // INVARIANT: there is room for all code units from i on as single bytes; whatever takes more makes its own.
    private void rest(String text, int from) {
        int length = text.length();
        for (int i = from; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                reserve(MOST_BYTES_PER_CHAR + length - i);
                i += utf8(text, i);
            } else if (c < ' ' || c == '"' || c == '\\') {
                reserve(MOST_BYTES_PER_CHAR + length - i);
                escape(c);
            } else {
                bytes[size++] = (byte) c;
            }
        }
    }

    private void escape(char c) {
        char shorthand = switch (c) {
            case '"', '\\' -> c;
            case '\b' -> 'b';
            case '\t' -> 't';
            case '\n' -> 'n';
            case '\f' -> 'f';
            case '\r' -> 'r';
            default -> 0;
        };
        bytes[size++] = '\\';
        if (shorthand != 0) {
            bytes[size++] = (byte) shorthand;
            return;
        }
        bytes[size++] = 'u';
        bytes[size++] = '0';
        bytes[size++] = '0';
        bytes[size++] = HEX[c >> 4];
        bytes[size++] = HEX[c & 0xf];
    }

    /** Writes the code point at an index and answers how many further code units it took. */
    private int utf8(String text, int at) {
        int point = text.codePointAt(at);
        if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
            throw refused(Refusal.LONE_SURROGATE, "lone surrogate in a string");
        }
        if (JsonString.isNoncharacter(point)) {
            throw refused(Refusal.NONCHARACTER, "noncharacter in a string");
        }
        if (point < 0x800) {
            bytes[size++] = (byte) (0xc0 | (point >> 6));
        } else {
            if (point < 0x10000) {
                bytes[size++] = (byte) (0xe0 | (point >> 12));
            } else {
                bytes[size++] = (byte) (0xf0 | (point >> 18));
                bytes[size++] = (byte) (0x80 | ((point >> 12) & 0x3f));
            }
            bytes[size++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        }
        bytes[size++] = (byte) (0x80 | (point & 0x3f));
        return point < 0x10000 ? 0 : 1;
    }

    private static MalformedJson refused(Refusal refusal, String what) {
        return new MalformedJson(refusal, MalformedJson.NOWHERE, what);
    }

    private void reserve(int more) {
        int needed = Math.addExact(size, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, (int) Math.min(bytes.length * 2L, Integer.MAX_VALUE - 8)));
        }
    }
}
