package dev.sallyport.sigma.pattern;

/**
 * Unicode's simple case folding of the characters of the basic plane (statuses C and S of CaseFolding.txt), the same in every locale:
 * {@code İ} and {@code ı} are letters of their own. One character stays one character, so places in a text are kept.
 */
public final class Folding {
    private static final char DOTTED_CAPITAL_I = '\u0130';
    private static final char DOTLESS_SMALL_I = '\u0131';
    private static final char[] FOLDED = table();

    private Folding() {}

    /** A character's folded form. */
    public static char fold(char c) {
        return FOLDED[c];
    }

    /** A text's folded form, of the same length. */
    public static String fold(String text) {
        char[] folded = text.toCharArray();
        for (int i = 0; i < folded.length; i++) {
            folded[i] = FOLDED[folded[i]];
        }
        return new String(folded);
    }

    private static char[] table() {
        char[] table = new char[1 << Character.SIZE];
        for (int c = 0; c < table.length; c++) {
            table[c] = Character.toLowerCase(Character.toUpperCase((char) c));
        }
        table[DOTTED_CAPITAL_I] = DOTTED_CAPITAL_I;
        table[DOTLESS_SMALL_I] = DOTLESS_SMALL_I;
        return table;
    }
}
