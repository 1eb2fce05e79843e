package dev.sallyport.text.normal;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Letters and marks that a reader takes for ASCII ones, each with the ASCII text it is taken for. A small choice of what UTS 39
 * (Unicode security mechanisms, section 4) calls confusable: the scripts that stand beside Latin on keyboards and in
 * registered domain names. Digits are not confused with letters: amounts and account numbers need them apart.
 * Immutable.
 */
final class Confusables {
    /** Pairs of rows: look-alikes, then the ASCII characters at the same places. */
    private static final String[] ROWS = {
        // Cyrillic small letters
        "\u0430\u0432\u0435\u0456\u0457\u0458\u043a\u043c\u043d\u043e\u0440\u0441\u0442\u0443\u0445\u0455\u0501\u051b"
                + "\u051d\u04bb\u04cf\u0475\u0461\u04af\u04c0\u0433",
        "abeiijkmhopctyxsdqwhlvwylr",
        // Cyrillic capital letters
        "\u0410\u0412\u0415\u0406\u0407\u0408\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0405\u0500\u051a"
                + "\u051c\u04ba\u0474\u0460\u04ae\u050c\u0413",
        "abeiijkmhopctyxsdqwhvwygr",
        // Greek small letters
        "\u03b1\u03b2\u03b5\u03b3\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03c9\u03b7\u03bc\u03c3\u03c2\u03f2"
                + "\u03f3",
        "abeyikvoptuxwnuoscj",
        // Greek capital letters
        "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03f9\u037f",
        "abezhikmnoptyxcj",
        // Armenian
        "\u0561\u0563\u0566\u0570\u0578\u057c\u057d\u0581\u0584\u0585\u0555\u054d\u053c\u0578",
        "wqqhnnugfoouln",
        // Latin letters that no decomposition reaches
        "\u0251\u0253\u0188\u0256\u0257\u0260\u0261\u0266\u0268\u0269\u026a\u0131\u0237\u0199\u019a\u026b\u0271\u0272"
                + "\u0273\u00f8\u0275\u01a5\u0282\u01ad\u028b\u0263\u01b4\u0225\u0111\u0127\u0142\u0167\u0180\u0192\u1d0f"
                + "\u1d1c\u1d20\u1d21\u1d22\u0299\u029c\u029f\u0280\u1d04\u1d05\u1d07\u1d0a\u1d0b\u1d0d\u0274\u1d18\u1d1b"
                + "\ua731\u1d00\u0262\u028f",
        "abcddgghiiiijkllmnnoopstvyyzdhltbfouvwzbhlrcdejkmnptsagy",
        // Cherokee capital letters
        "\u13a0\u13a1\u13a2\u13a9\u13aa\u13ab\u13ac\u13b3\u13b7\u13bb\u13bd\u13c0\u13c2\u13c3\u13cf\u13d2\u13d9\u13da"
                + "\u13de\u13df\u13e2\u13e6\u13f4",
        "drtyajewmhyghzbrvslcpkb",
        // marks that stand for ASCII punctuation
        "\u2215\u2044\u29f8\u2571\u3002\u2024\u00b7\u06d4\ua4f8\ua789\u02d0\u2236\u05c3\u0589\u201a\u2212\u02d7",
        "////.....:::::,--",
        "\u02c8\u02b9\u02bc\u02bb\u2032\u2035\u00b4\u2018\u2019\u2033\u2036\u201c\u201d\u201e\u00ab\u00bb",
        "'''''''''\"\"\"\"\"\"\"",
    };

    private static final Map<Integer, String> TABLE = table();

    private Confusables() {}

    /** What the code point is taken for, or null if it is itself. */
    static @Nullable String of(int codePoint) {
        return TABLE.get(codePoint);
    }

    private static Map<Integer, String> table() {
        Map<Integer, String> table = new HashMap<>();
        for (int row = 0; row < ROWS.length; row += 2) {
            String from = ROWS[row];
            String to = ROWS[row + 1];
            for (int i = 0; i < from.length(); i++) {
                table.putIfAbsent((int) from.charAt(i), String.valueOf(to.charAt(i)));
            }
        }
        return table;
    }
}
