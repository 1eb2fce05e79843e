package dev.sallyport.cedar.syntax;

import java.util.HexFormat;

/** Resolves the escapes of string literals and {@code like} patterns. */
final class Escapes {

    /** Stands for an unescaped star while a pattern is read; no code point has this value. */
    static final int STAR = -1;

    private final Source source;
    private final String raw;
    private final int offset;
    private final boolean pattern;
    private int at;

    private Escapes(Source source, Token token, boolean pattern) {
        this.source = source;
        this.raw = token.text();
        this.offset = token.start() + 1;
        this.pattern = pattern;
    }

    /** The literal's value. */
    static String string(Source source, Token token) {
        if (token.text().indexOf('\\') < 0) {
            return token.text();
        }
        Escapes reader = new Escapes(source, token, false);
        StringBuilder out = new StringBuilder();
        while (reader.at < reader.raw.length()) {
            out.appendCodePoint(reader.next());
        }
        return out.toString();
    }

    /** The pattern's code points, {@link #STAR} for each wildcard. */
    static int[] pattern(Source source, Token token) {
        Escapes reader = new Escapes(source, token, true);
        int[] out = new int[reader.raw.length()];
        int length = 0;
        while (reader.at < reader.raw.length()) {
            out[length++] = reader.next();
        }
        return java.util.Arrays.copyOf(out, length);
    }

    private int next() {
        int c = raw.codePointAt(at);
        at += Character.charCount(c);
        if (c == '*' && pattern) {
            return STAR;
        }
        return c == '\\' ? escape() : c;
    }

    private int escape() {
        int start = at - 1;
        char c = raw.charAt(at++);
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> 0;
            case '\\', '"', '\'' -> c;
            case 'x' -> ascii(start);
            case 'u' -> unicode(start);
            case '*' -> {
                if (!pattern) {
                    throw source.error(offset + start, "`\\*` is an escape only after `like`");
                }
                yield '*';
            }
            default -> throw source.error(offset + start, "unknown escape `\\" + c + "`");
        };
    }

    private int ascii(int start) {
        int end = at + 2;
        if (end > raw.length() || !isHex(at, end) || HexFormat.fromHexDigits(raw, at, end) > 0x7f) {
            throw source.error(offset + start, "`\\x` needs two hexadecimal digits up to 7f");
        }
        int value = HexFormat.fromHexDigits(raw, at, end);
        at = end;
        return value;
    }

    private int unicode(int start) {
        int close = raw.indexOf('}', at);
        if (at >= raw.length() || raw.charAt(at) != '{' || close < 0) {
            throw source.error(offset + start, "`\\u` needs hexadecimal digits in braces");
        }
        String digits = raw.substring(at + 1, close);
        boolean valid = !digits.isEmpty() && digits.length() <= 6 && isHex(at + 1, close);
        int value = valid ? HexFormat.fromHexDigits(digits) : -1;
        if (value < 0 || value > Character.MAX_CODE_POINT || (value >= 0xd800 && value <= 0xdfff)) {
            throw source.error(offset + start, "`\\u{" + digits + "}` is not a character");
        }
        at = close + 1;
        return value;
    }

    private boolean isHex(int from, int to) {
        return raw.substring(from, to).chars().allMatch(HexFormat::isHexDigit);
    }
}
