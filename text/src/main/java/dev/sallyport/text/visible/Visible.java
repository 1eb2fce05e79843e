package dev.sallyport.text.visible;

import java.lang.Character.UnicodeScript;
import java.text.Normalizer;

/**
 * Text of strangers as it may be shown: what a terminal would act on, what nobody can see and what reads as something else
 * stands as <code>&#92;u{HEX}</code>, the number of its code point.
 *
 * <p>Marked everywhere: control and format characters (the bidirectional ones and the zero-width ones among them; UAX 9, UTR
 * 36), line and paragraph separators, unusual spaces, private, unassigned and half characters, variation selectors. Marked for
 * a person who decides, in {@link #strict}: combining marks without a script, compatibility forms, look-alikes of ASCII
 * punctuation, and letters of another script in a word with Latin ones or in a word that reads as Latin throughout (UTS 39).
 */
public final class Visible {
    /** Marks that look like the ones that give paths, addresses and commands their structure. */
    private static final String PUNCTUATION = "\u01c3\u02d0\u0589\u05c3\u1735\u2010\u2012\u2013\u2018\u2019\u201a\u201b"
            + "\u2039\u203a\u2041\u2044\u2052\u2053\u2212\u2215\u2216\u2217\u2223\u2236\u223c\u2571\u29f5\u29f8\u29f9\u2cc6"
            + "\u3002\u3014\u3015\u3033\ua4fa\ua4fd\ua4ff\ua789";

    /** Letters of other scripts that read as Latin ones in common fonts. */
    private static final String LATIN_LOOKING =
            "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4"
                    + "\u03a5\u03a7\u03b1\u03b3\u03b9\u03ba\u03bd\u03bf\u03c1\u03c5\u03c7\u03f2\u03f3\u0405\u0406\u0408\u0410\u0412"
                    + "\u0415\u0417\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043a\u043e\u043f\u0440\u0441"
                    + "\u0443\u0445\u0433\u0455\u0456\u0458\u04ae\u04af\u04ba\u04bb\u04c0\u04cf\u0501\u050c\u051a\u051b\u051c\u051d"
                    + "\u0555\u0585\u0578\u057d\u0570\u0561\u0581\u13a0\u13a1\u13a2\u13aa\u13b3\u13b7\u13bb\u13c0\u13c3\u13cf\u13da"
                    + "\u13de\u13df\u13e2\u13e6\u13f4";

    private Visible() {}

    /** The text on one line, with what would act on a terminal or is not there to the eye marked; for lists and messages. */
    public static String line(String text) {
        return marked(text, false);
    }

    /** The text on one line, with look-alikes marked as well; for a person who decides by what it says. */
    public static String strict(String text) {
        return marked(text, true);
    }

    /** Whether a code point may act on a terminal or is not there to the eye, in whatever text it stands. */
    public static boolean isHazard(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> true;
            case Character.SPACE_SEPARATOR -> c != ' ';
            default -> isUnseen(c);
        };
    }

    /** Letters and marks that draw nothing: fillers of Hangul, Khmer and Braille, variation selectors. */
    private static boolean isUnseen(int c) {
        return switch (c) {
            case 0x034f, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x2800, 0x3164, 0xffa0 -> true;
            default -> (c >= 0xfe00 && c <= 0xfe0f) || (c >= 0xe0100 && c <= 0xe01ef) || (c >= 0x180b && c <= 0x180f);
        };
    }

    private static String marked(String text, boolean strict) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int at = 0;
        while (at < text.length()) {
            int end = wordEnd(text, at);
            boolean foreign = strict && end > at && isMisread(text, at, end);
            int stop = Math.max(end, at + Character.charCount(text.codePointAt(at)));
            for (; at < stop; at += Character.charCount(text.codePointAt(at))) {
                append(out, text.codePointAt(at), strict, foreign);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int c, boolean strict, boolean foreign) {
        boolean mark = isHazard(c)
                || (strict && isOddForm(c))
                || (foreign && Character.isLetter(c) && UnicodeScript.of(c) != UnicodeScript.LATIN);
        if (mark) {
            out.append("\\u{").append(Integer.toHexString(c)).append('}');
        } else {
            out.appendCodePoint(c);
        }
    }

    /** Where the run of letters, digits and marks ends that begins here; here, when none does. */
    private static int wordEnd(String text, int from) {
        int at = from;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            if (!Character.isLetterOrDigit(c) && !isMark(c)) {
                break;
            }
            at += Character.charCount(c);
        }
        return at;
    }

    /** A word that mixes another alphabet into Latin, or has only letters that read as Latin without being it. */
    private static boolean isMisread(String text, int from, int end) {
        int latin = 0;
        int alien = 0;
        int alike = 0;
        for (int at = from; at < end; at += Character.charCount(text.codePointAt(at))) {
            int c = text.codePointAt(at);
            UnicodeScript script = UnicodeScript.of(c);
            if (!Character.isLetter(c) || script == UnicodeScript.COMMON || script == UnicodeScript.INHERITED) {
                continue;
            }
            latin += script == UnicodeScript.LATIN ? 1 : 0;
            alien += script == UnicodeScript.LATIN ? 0 : 1;
            alike += LATIN_LOOKING.indexOf(c) >= 0 ? 1 : 0;
        }
        return alien > 0 && (latin > 0 || alike == alien);
    }

    private static boolean isOddForm(int c) {
        if (c < 0x80) {
            return false;
        }
        return PUNCTUATION.indexOf(c) >= 0
                || (isMark(c) && UnicodeScript.of(c) == UnicodeScript.INHERITED)
                || !Normalizer.isNormalized(Character.toString(c), Normalizer.Form.NFKC);
    }

    private static boolean isMark(int c) {
        int type = Character.getType(c);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK;
    }
}
