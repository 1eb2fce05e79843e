package dev.sallyport.shield.egress;

import dev.sallyport.text.decode.Decoder;
import java.util.Locale;
import java.util.Optional;

/** Whether a word is one of a language, or data written as one. Linear in the word. */
final class Chance {
    private static final int SHORTEST_TEXT = 8;
    private static final String BASE32 = "abcdefghijklmnopqrstuvwxyz234567";

    private Chance() {}

    /** Whether its digits and letters change places as those of no word or number do. */
    static boolean looksRandom(CharSequence word, int shortest) {
        int n = word.length();
        if (n < shortest) {
            return false;
        }
        int changes = 0;
        int letters = 0;
        int vowels = 0;
        boolean[] seen = new boolean[128];
        int different = 0;
        for (int i = 0; i < n; i++) {
            char c = word.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean before = i > 0 && word.charAt(i - 1) >= '0' && word.charAt(i - 1) <= '9';
            changes += i > 0 && digit != before ? 1 : 0;
            letters += Character.isLetter(c) ? 1 : 0;
            vowels += "aeiouAEIOU".indexOf(c) >= 0 ? 1 : 0;
            if (c < 128 && !seen[c]) {
                seen[c] = true;
                different++;
            }
        }
        boolean varied = different >= Math.min(8, n / 2);
        return varied && (changes >= Math.max(4, n / 5) || (letters >= 16 && vowels * 7 < letters));
    }

    /** The text that a word of digits in base 64, 16 or 32 stands for; empty if it stands for none. */
    static Optional<String> hidden(String word) {
        return Decoder.HEX
                .decode(word)
                .filter(Chance::isText)
                .or(() -> Decoder.BASE64.decode(word).filter(Chance::isText))
                .or(() -> base32(word).filter(Chance::isText));
    }

    private static boolean isText(String text) {
        int printable = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            printable += (c >= ' ' && c < 127) || c == '\n' || c == '\t' || c == '\r' ? 1 : 0;
            letters += Character.isLetterOrDigit(c) || c == ' ' ? 1 : 0;
        }
        return text.length() >= SHORTEST_TEXT && printable == text.length() && letters * 3 >= text.length() * 2;
    }

    private static Optional<String> base32(String word) {
        StringBuilder text = new StringBuilder();
        int bits = 0;
        int held = 0;
        String digits = word.toLowerCase(Locale.ROOT);
        for (int i = 0; i < digits.length(); i++) {
            int five = BASE32.indexOf(digits.charAt(i));
            if (five < 0) {
                return Optional.empty();
            }
            held = (held << 5 | five) & 0xfff;
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                text.append((char) (held >> bits & 0xff));
            }
        }
        return Optional.of(text.toString());
    }
}
