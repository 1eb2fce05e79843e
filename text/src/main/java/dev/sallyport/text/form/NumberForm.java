package dev.sallyport.text.form;

import java.math.BigDecimal;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A decimal number without the habits of its writer: {@code 1,000.00}, {@code 1.000,00}, {@code 1'000}, {@code 1e3}, {@code $1000}
 * and {@code 1000 EUR} are {@code 1000}. Where one mark may group thousands or begin the fraction ({@code 1.000}) both
 * readings are answered. Immutable.
 */
public final class NumberForm {
    private static final int LONGEST = 40;
    private static final int MOST_EXPONENT = 30;
    private static final int GROUP = 3;

    /** Codes of ISO 4217 that amounts are often written with. */
    private static final Set<String> CODES = Set.of(
            "USD", "EUR", "GBP", "JPY", "CHF", "CNY", "INR", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK",
            "HUF", "BRL", "MXN", "ZAR", "KRW", "SGD", "HKD", "TRY", "ILS", "AED", "THB", "IDR", "MYR", "PHP", "RON",
            "BGN", "UAH");

    private NumberForm() {}

    /** The plain decimals the text may mean, without trailing zeros; empty if it is no number of at most 40 characters. */
    public static Set<String> of(CharSequence text) {
        if (text.length() > LONGEST) {
            return Set.of();
        }
        String digits = bare(text);
        if (digits.isEmpty()) {
            return Set.of();
        }
        Set<String> forms = new LinkedHashSet<>();
        int comma = digits.lastIndexOf(',');
        int point = digits.lastIndexOf('.');
        if (comma >= 0 && point >= 0) {
            char fraction = comma > point ? ',' : '.';
            add(forms, read(digits, fraction == ',' ? '.' : ',', fraction));
        } else if (comma < 0 && point < 0) {
            add(forms, read(digits, 0, 0));
        } else {
            char mark = comma >= 0 ? ',' : '.';
            add(forms, read(digits, mark, 0));
            add(forms, read(digits, 0, mark));
        }
        return forms;
    }

    /** Digits, marks, sign and exponent; empty if there is anything else but a currency before or behind. */
    private static String bare(CharSequence text) {
        int from = 0;
        int to = text.length();
        while (from < to && !isDigit(text.charAt(from)) && isAround(text.charAt(from))) {
            from++;
        }
        while (to > from && !isDigit(text.charAt(to - 1)) && isAround(text.charAt(to - 1))) {
            to--;
        }
        if (from == to || !isCurrency(text, 0, from) || !isCurrency(text, to, text.length())) {
            return "";
        }
        StringBuilder bare = new StringBuilder(to - from + 1);
        if (negative(text, from)) {
            bare.append('-');
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            boolean exponent = (c | 0x20) == 'e' && i + 1 < to;
            boolean sign = (c == '+' || c == '-') && i > from && (text.charAt(i - 1) | 0x20) == 'e';
            boolean grouping = c == '\'' || c == '_' || c == '\u2019' || c == '\u00a0' || c == '\u202f' || c == ' ';
            if (isDigit(c) || c == ',' || c == '.' || exponent || sign) {
                bare.append(c);
            } else if (!grouping
                    || i == from
                    || i + 1 == to
                    || !isDigit(text.charAt(i - 1))
                    || !isDigit(text.charAt(i + 1))) {
                return "";
            }
        }
        return bare.toString();
    }

    /** Whether the letters between two positions are none or one currency's code. */
    private static boolean isCurrency(CharSequence text, int from, int to) {
        if (to - from > 5) {
            return false;
        }
        StringBuilder letters = new StringBuilder(3);
        for (int i = from; i < to; i++) {
            if (Character.isLetter(text.charAt(i))) {
                letters.append(text.charAt(i));
            }
        }
        return letters.isEmpty() || CODES.contains(letters.toString());
    }

    private static boolean negative(CharSequence text, int digits) {
        for (int i = 0; i < digits; i++) {
            if (text.charAt(i) == '-' || text.charAt(i) == '\u2212') {
                return true;
            }
        }
        return false;
    }

    /** What may stand around a number: sign, space, the mark or code of a currency, a percent sign. */
    private static boolean isAround(char c) {
        return c == '+'
                || c == '-'
                || c == '\u2212'
                || c == ' '
                || c == '%'
                || c == '\u00a0'
                || (c >= 'A' && c <= 'Z')
                || Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    /** The number with one mark between groups of three and another before the fraction; empty if it is not written so. */
    private static String read(String digits, int group, int fraction) {
        StringBuilder plain = new StringBuilder(digits.length());
        int sinceGroup = -1;
        boolean inFraction = false;
        for (int i = 0; i < digits.length(); i++) {
            char c = digits.charAt(i);
            boolean exponent = (c | 0x20) == 'e';
            if (c == group && !inFraction) {
                boolean wellPlaced = sinceGroup < 0 ? i > 0 && i <= GROUP + 1 : sinceGroup == GROUP;
                if (!wellPlaced) {
                    return "";
                }
                sinceGroup = 0;
                continue;
            }
            if (c == fraction && !inFraction) {
                inFraction = true;
                plain.append('.');
            } else if (c == ',' || c == '.') {
                return "";
            } else {
                plain.append(c);
            }
            boolean ends = inFraction || exponent;
            if (ends && sinceGroup >= 0 && sinceGroup != GROUP) {
                return "";
            }
            sinceGroup = ends ? -1 : sinceGroup < 0 ? -1 : sinceGroup + 1;
        }
        return sinceGroup >= 0 && sinceGroup != GROUP ? "" : plain(plain.toString());
    }

    private static String plain(String text) {
        try {
            BigDecimal number = new BigDecimal(text.endsWith(".") ? text.substring(0, text.length() - 1) : text);
            BigDecimal stripped = number.stripTrailingZeros();
            boolean near = Math.abs((long) stripped.scale()) <= MOST_EXPONENT;
            return near ? stripped.signum() == 0 ? "0" : stripped.toPlainString() : "";
        } catch (NumberFormatException none) {
            return "";
        }
    }

    private static void add(Set<String> forms, String form) {
        if (!form.isEmpty()) {
            forms.add(form);
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
