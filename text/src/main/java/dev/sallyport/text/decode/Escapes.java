package dev.sallyport.text.decode;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single characters written by number or name within a text. What is malformed stays as it stands. */
final class Escapes {
    private static final int LONGEST_NAME = 8;
    private static final int HEX = 16;

    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("commat", "@"),
            Map.entry("period", "."),
            Map.entry("sol", "/"),
            Map.entry("colon", ":"),
            Map.entry("num", "#"),
            Map.entry("comma", ","),
            Map.entry("equals", "="),
            Map.entry("quest", "?"),
            Map.entry("lowbar", "_"),
            Map.entry("hyphen", "-"),
            Map.entry("dash", "-"),
            Map.entry("plus", "+"),
            Map.entry("percnt", "%"),
            Map.entry("dollar", "$"),
            Map.entry("semi", ";"),
            Map.entry("Tab", " "),
            Map.entry("NewLine", "\n"),
            Map.entry("shy", ""),
            Map.entry("zwnj", ""),
            Map.entry("zwj", ""));

    private Escapes() {}

    static String percent(CharSequence value) {
        StringBuilder text = new StringBuilder(value.length());
        ByteArrayOutputStream run = new ByteArrayOutputStream();
        int i = 0;
        while (i < value.length()) {
            int b = value.charAt(i) == '%' ? number(value, i + 1, i + 3) : -1;
            if (b >= 0) {
                run.write(b);
                i += 3;
            } else {
                flush(run, text);
                text.append(value.charAt(i++));
            }
        }
        flush(run, text);
        return text.toString();
    }

    static String entities(CharSequence value) {
        StringBuilder text = new StringBuilder(value.length());
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            int end = c == '&' ? nameEnd(value, i + 1) : -1;
            String meant = end < 0 ? null : entity(value.subSequence(i + 1, end).toString());
            if (meant == null) {
                text.append(c);
                i++;
            } else {
                text.append(meant);
                i = end < value.length() && value.charAt(end) == ';' ? end + 1 : end;
            }
        }
        return text.toString();
    }

    static String backslashes(CharSequence value) {
        StringBuilder text = new StringBuilder(value.length());
        int i = 0;
        while (i < value.length()) {
            char c = value.charAt(i);
            char next = i + 1 < value.length() ? value.charAt(i + 1) : 0;
            int used = 0;
            if (c == '\\') {
                used = escape(value, i, next, text);
            } else if ((c == 'U' || c == 'u') && next == '+') {
                used = point(value, i, i + 2, i + 6, text);
            }
            if (used == 0) {
                text.append(c);
                used = 1;
            }
            i += used;
        }
        return text.toString();
    }

    private static int escape(CharSequence value, int at, char next, StringBuilder text) {
        return switch (next) {
            case 'u' -> {
                if (at + 2 < value.length() && value.charAt(at + 2) == '{') {
                    int end = at + 3;
                    while (end < value.length() && end < at + 9 && value.charAt(end) != '}') {
                        end++;
                    }
                    boolean closed = end < value.length() && value.charAt(end) == '}';
                    yield closed && point(value, at, at + 3, end, text) > 0 ? end + 1 - at : 0;
                }
                yield point(value, at, at + 2, at + 6, text);
            }
            case 'U' -> point(value, at, at + 2, at + 10, text);
            case 'x' -> point(value, at, at + 2, at + 4, text);
            case 'n', 'r', 't' -> {
                text.append(next == 't' ? '\t' : '\n');
                yield 2;
            }
            case '"', '\'', '/', '\\' -> {
                text.append(next);
                yield 2;
            }
            default -> 0;
        };
    }

    /** Appends the code point whose hexadecimal digits stand there; how many characters that took since {@code at}, or 0. */
    private static int point(CharSequence value, int at, int from, int to, StringBuilder text) {
        int number = number(value, from, to);
        if (number < 0 || !Character.isValidCodePoint(number)) {
            return 0;
        }
        text.appendCodePoint(number);
        return to - at;
    }

    private static int nameEnd(CharSequence value, int from) {
        int at = from;
        while (at < value.length() && at - from <= LONGEST_NAME && isName(value.charAt(at))) {
            at++;
        }
        return at > from && at - from <= LONGEST_NAME + 1 ? at : -1;
    }

    private static boolean isName(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '#';
    }

    private static @Nullable String entity(String name) {
        if (name.charAt(0) != '#') {
            return NAMES.get(name);
        }
        boolean hex = name.length() > 1 && (name.charAt(1) | 0x20) == 'x';
        try {
            int number =
                    hex ? Integer.parseInt(name, 2, name.length(), HEX) : Integer.parseInt(name, 1, name.length(), 10);
            return Character.isValidCodePoint(number) ? Character.toString(number) : null;
        } catch (NumberFormatException none) {
            return null;
        }
    }

    /** The hexadecimal number between two positions, or -1. */
    private static int number(CharSequence value, int from, int to) {
        if (to > value.length() || to <= from) {
            return -1;
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = Character.digit(value.charAt(i), HEX);
            if (digit < 0) {
                return -1;
            }
            number = number * HEX + digit;
        }
        return number > Character.MAX_CODE_POINT ? -1 : (int) number;
    }

    private static void flush(ByteArrayOutputStream run, StringBuilder text) {
        if (run.size() > 0) {
            text.append(run.toString(StandardCharsets.UTF_8));
            run.reset();
        }
    }
}
