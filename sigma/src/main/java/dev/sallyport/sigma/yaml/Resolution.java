package dev.sallyport.sigma.yaml;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Set;

/**
 * What an unquoted scalar is: the core schema of YAML 1.2 (section 10.3.2), with the words that YAML 1.1 reads as booleans read as booleans
 * too, since Sigma's rules were written against readers of 1.1. Infinities and not-a-number are text.
 */
final class Resolution {
    private static final int HEX = 16;
    private static final int OCTAL = 8;
    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<String> FALSE = Set.of("false", "no", "off");
    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");

    private Resolution() {}

    static Node.Kind kind(String plain) {
        if (NULL.contains(plain)) {
            return Node.Kind.NULL;
        }
        if (isWord(plain, TRUE) || isWord(plain, FALSE)) {
            return Node.Kind.BOOLEAN;
        }
        return isNumber(plain) ? Node.Kind.NUMBER : Node.Kind.TEXT;
    }

    static boolean truth(String source) {
        return isWord(source, TRUE);
    }

    static BigDecimal number(String source) {
        String lower = source.toLowerCase(Locale.ROOT);
        boolean minus = lower.startsWith("-");
        String bare = minus || lower.startsWith("+") ? lower.substring(1) : lower;
        if (bare.startsWith("0x") || bare.startsWith("0o")) {
            BigInteger value = new BigInteger(bare.substring(2), bare.charAt(1) == 'x' ? HEX : OCTAL);
            return new BigDecimal(minus ? value.negate() : value);
        }
        return new BigDecimal(bare.startsWith(".") ? "0" + bare : bare).multiply(BigDecimal.valueOf(minus ? -1 : 1));
    }

    /** The three ways YAML 1.1 lets such a word be written: all small, first large, all large. */
    private static boolean isWord(String text, Set<String> words) {
        String lower = text.toLowerCase(Locale.ROOT);
        return words.contains(lower)
                && (text.equals(lower)
                        || text.equals(text.toUpperCase(Locale.ROOT))
                        || text.equals(Character.toUpperCase(lower.charAt(0)) + lower.substring(1)));
    }

    private static boolean isNumber(String text) {
        int at = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
        if (text.startsWith("0x", at) || text.startsWith("0o", at)) {
            int radix = text.charAt(at + 1) == 'x' ? HEX : OCTAL;
            return at + 2 < text.length()
                    && text.chars().skip(at + 2L).allMatch(c -> Character.digit(c, radix) >= 0 && c < 128);
        }
        int whole = digits(text, at);
        int end = whole;
        int fraction = 0;
        if (end < text.length() && text.charAt(end) == '.') {
            fraction = digits(text, end + 1) - end - 1;
            end += 1 + fraction;
        }
        if (whole == at && fraction == 0) {
            return false;
        }
        return end == text.length() || isExponent(text, end);
    }

    private static boolean isExponent(String text, int at) {
        if (text.charAt(at) != 'e' && text.charAt(at) != 'E') {
            return false;
        }
        int start = at + 1;
        if (start < text.length() && (text.charAt(start) == '-' || text.charAt(start) == '+')) {
            start++;
        }
        int end = digits(text, start);
        // A longer exponent would be a number of astronomic length: it stays text.
        return end > start && end - start <= 3 && end == text.length();
    }

    private static int digits(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            at++;
        }
        return at;
    }
}
