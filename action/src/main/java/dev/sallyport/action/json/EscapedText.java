package dev.sallyport.action.json;

import java.util.Arrays;

/**
 * The rest of a string from its first byte that is not plain ASCII: UTF-8 (RFC 3629 section 4) and escapes, decoded by hand
 * so that a refusal knows its byte.
 */
final class EscapedText {
    /** By length in bytes: the least code point that needs it; a shorter form is due for less. */
    private static final int[] LEAST_POINT = {0, 0, 0x80, 0x800, 0x10000};

    private final Cursor in;
    private final int limit;
    private char[] out = new char[64];
    private int size;

    EscapedText(Cursor in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    static MalformedJson tooLong(int limit, int offset) {
        return new MalformedJson(Refusal.STRING_TOO_LONG, offset, "string of more than " + limit + " characters");
    }

    /** Reads to behind the closing quote; {@code plain} is the first byte that needs care. */
    String readFrom(int start, int plain) {
        size = 0;
        in.at = start;
        plainRun(plain);
        while (true) {
            int c = in.peek();
            if (c == '"') {
                in.at++;
                return new String(out, 0, size);
            }
            append(c);
            if (size > limit) {
                throw tooLong(limit, start);
            }
        }
    }

    private void append(int c) {
        if (c == Cursor.END) {
            throw in.unexpected("the end of a string");
        } else if (c == '\\') {
            escape();
        } else if (c < ' ') {
            throw in.refused(Refusal.CONTROL_CHARACTER, in.at, String.format("unescaped U+%04X in a string", c));
        } else if (c < 0x80) {
            plainRun(StringReader.plainEnd(in.bytes, in.at));
        } else {
            utf8(c);
        }
    }

    /** Takes plain ASCII up to an offset. */
    private void plainRun(int end) {
        reserve(end - in.at);
        for (int i = in.at; i < end; i++) {
            out[size++] = (char) in.bytes[i];
        }
        in.at = end;
    }

    private void reserve(int more) {
        if (size + more > out.length) {
            out = Arrays.copyOf(out, Math.max(size + more, out.length * 2));
        }
    }

    private void utf8(int lead) {
        int start = in.at;
        int length = lead < 0xc2 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : lead < 0xf5 ? 4 : 0;
        if (length == 0) {
            throw in.refused(Refusal.INVALID_UTF8, start, String.format("byte 0x%02x cannot start a character", lead));
        }
        int point = lead & (0xff >> (length + 1));
        for (int i = 1; i < length; i++) {
            int next = start + i < in.bytes.length ? in.bytes[start + i] & 0xff : Cursor.END;
            if ((next & 0xc0) != 0x80) {
                throw in.refused(Refusal.INVALID_UTF8, start, "cut character of " + length + " bytes");
            }
            point = (point << 6) | (next & 0x3f);
        }
        if (point < LEAST_POINT[length] || point > Character.MAX_CODE_POINT) {
            throw in.refused(Refusal.INVALID_UTF8, start, "overlong or out of range character");
        }
        in.at = start + length;
        appendPoint(point, start);
    }

    private void escape() {
        int start = in.at++;
        int c = in.peek();
        if (c == 'u') {
            in.at++;
            unicodeEscape(start);
            return;
        }
        int plain = switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case Cursor.END -> throw in.unexpected("an escape");
            default -> throw in.refused(Refusal.BAD_ESCAPE, start, "unknown escape");
        };
        reserve(1);
        out[size++] = (char) plain;
        in.at++;
    }

    private void unicodeEscape(int start) {
        int unit = hex4(start);
        if (unit >= 0xd800 && unit < 0xdc00 && in.peek() == '\\' && next() == 'u') {
            in.at += 2;
            int low = hex4(in.at - 2);
            if (low < 0xdc00 || low > 0xdfff) {
                throw lone(start, unit);
            }
            appendPoint(Character.toCodePoint((char) unit, (char) low), start);
        } else {
            appendPoint(unit, start);
        }
    }

    private int next() {
        return in.at + 1 < in.bytes.length ? in.bytes[in.at + 1] : Cursor.END;
    }

    private int hex4(int start) {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int c = in.peek();
            int digit = c >= 0 && c < 0x80 ? Character.digit(c, 16) : -1;
            if (c == Cursor.END) {
                throw in.unexpected("a hexadecimal digit");
            } else if (digit < 0) {
                throw in.refused(Refusal.BAD_ESCAPE, start, "escape without four hexadecimal digits");
            }
            unit = (unit << 4) | digit;
            in.at++;
        }
        return unit;
    }

    private void appendPoint(int point, int start) {
        if (point >= 0xd800 && point <= 0xdfff) {
            throw lone(start, point);
        }
        if (JsonString.isNoncharacter(point)) {
            throw in.refused(Refusal.NONCHARACTER, start, String.format("noncharacter U+%04X", point));
        }
        reserve(2);
        size += Character.toChars(point, out, size);
    }

    private MalformedJson lone(int start, int unit) {
        return in.refused(Refusal.LONE_SURROGATE, start, String.format("lone surrogate U+%04X", unit));
    }
}
