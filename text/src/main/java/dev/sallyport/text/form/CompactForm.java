package dev.sallyport.text.form;

import java.util.Locale;
import java.util.Optional;

/**
 * An account, card or phone number without the spaces, hyphens, points, slashes and brackets that group it: {@code DE89 3704
 * 0044} is {@code de8937040044}, {@code +49 (30) 123-4567} and {@code 0049 30 1234567} are {@code 49301234567}. Immutable.
 */
public final class CompactForm {
    private static final int FEWEST_DIGITS = 7;
    private static final int LONGEST = 48;
    private static final int MOST_LETTERS = 18;

    private CompactForm() {}

    /** The letters and digits in lower case; empty unless there are 7 digits and more digits than words would have. */
    public static Optional<String> of(CharSequence text) {
        if (text.length() < FEWEST_DIGITS || text.length() > LONGEST) {
            return Optional.empty();
        }
        StringBuilder compact = new StringBuilder(text.length());
        int digits = 0;
        int letters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits++;
                compact.append(c);
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                letters++;
                compact.append(c);
            } else if (" -./()+\u00a0\u2011\u2013".indexOf(c) < 0) {
                return Optional.empty();
            }
        }
        boolean iban = letters >= 2 && isIban(compact);
        if (digits < FEWEST_DIGITS || letters > MOST_LETTERS || (letters > 0 && !iban)) {
            return Optional.empty();
        }
        String all = compact.toString().toLowerCase(Locale.ROOT);
        boolean abroad = letters == 0 && all.startsWith("00");
        return Optional.of(abroad ? all.substring(2) : all);
    }

    /** Two letters, two digits, then at least eleven of either (ISO 13616). */
    private static boolean isIban(CharSequence text) {
        return text.length() >= 15
                && Character.isLetter(text.charAt(0))
                && Character.isLetter(text.charAt(1))
                && Character.isDigit(text.charAt(2))
                && Character.isDigit(text.charAt(3));
    }
}
