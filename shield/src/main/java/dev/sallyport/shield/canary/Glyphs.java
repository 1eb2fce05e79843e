package dev.sallyport.shield.canary;

import dev.sallyport.text.normal.Fold;

/**
 * What each character counts as when canaries are looked for: letters without case, digits as the letters they stand in for when words
 * are disguised, look-alikes as what they look like, everything else as nothing. Beside it, what a character may be part of.
 */
final class Glyphs {
    /** The character's letter, 1 to 26, or 0 for none. */
    static final int LETTER = 31;

    static final int BASE64 = 1 << 5;
    static final int NOT_HEX = 1 << 6;
    static final int UPPER = 1 << 7;
    static final int LOWER = 1 << 8;
    static final int DIGIT = 1 << 9;
    static final int ESCAPE = 1 << 10;
    static final int MARK = 1 << 11;

    private static final String DIGITS = "oizeasgtbg";
    private static final String MARKS = "@a$s!i|i";
    private static final int[] INFO = new int[128];

    /** Each character of ASCII after half a turn of the alphabet. */
    private static final char[] TURNED = new char[128];

    static {
        for (char c = 0; c < INFO.length; c++) {
            INFO[c] = info(c);
            TURNED[c] = turned(c);
        }
    }

    private Glyphs() {}

    private static int info(char c) {
        int low = c | 0x20;
        if (c >= '0' && c <= '9') {
            return DIGITS.charAt(c - '0') - 'a' + 1 | BASE64 | DIGIT;
        }
        if (low >= 'a' && low <= 'z') {
            int hex = low <= 'f' ? 0 : NOT_HEX;
            int letter = low == 'l' ? 'i' : low;
            return letter - 'a' + 1 | BASE64 | hex | (c == low ? LOWER : UPPER);
        }
        return switch (c) {
            case '+', '/', '-', '_' -> BASE64 | NOT_HEX;
            case '%', '&', '\\' -> ESCAPE;
            case '@', '$', '!', '|' -> MARK;
            default -> 0;
        };
    }

    /** What an ASCII character is, as bits. */
    static int of(char ascii) {
        return INFO[ascii];
    }

    /** The letter that a mark stands in for. */
    static char ofMark(char mark) {
        return MARKS.charAt(MARKS.indexOf(mark) + 1);
    }

    /** The one form of a text, without what is nothing. */
    static String canonical(CharSequence text) {
        StringBuilder form = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); ) {
            int point = Character.codePointAt(text, i);
            i += Character.charCount(point);
            String seen = point < INFO.length ? String.valueOf((char) point) : Fold.of(point);
            for (int k = 0; k < seen.length(); k++) {
                int letter = seen.charAt(k) < INFO.length ? INFO[seen.charAt(k)] & LETTER : 0;
                if (letter > 0) {
                    form.append((char) ('a' + letter - 1));
                }
            }
        }
        return form.toString();
    }

    /** Each letter 13 places on. */
    static String rot13(CharSequence text) {
        char[] turned = new char[text.length()];
        for (int i = 0; i < turned.length; i++) {
            char c = text.charAt(i);
            turned[i] = c < TURNED.length ? TURNED[c] : c;
        }
        return new String(turned);
    }

    private static char turned(char c) {
        int low = c | 0x20;
        boolean letter = low >= 'a' && low <= 'z';
        return letter ? (char) (low <= 'm' ? c + 13 : c - 13) : c;
    }

    /** Each letter as far from the other end of the alphabet. */
    static String atbash(CharSequence text) {
        StringBuilder turned = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int low = c | 0x20;
            boolean letter = low >= 'a' && low <= 'z';
            turned.append(letter ? (char) ((c == low ? 'a' : 'A') + 'z' - low) : c);
        }
        return turned.toString();
    }
}
