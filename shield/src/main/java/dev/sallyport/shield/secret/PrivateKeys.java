package dev.sallyport.shield.secret;

import java.util.Optional;

/** Private keys in their armour (RFC 7468, RFC 4880 section 6.2, OpenSSH, PuTTY), whole or cut off. Pure. */
final class PrivateKeys {
    /** What begins such armour. */
    static final String BEGIN = "-----BEGIN ";

    /** What begins PuTTY's. */
    static final String PUTTY = "PuTTY-User-Key-File-";

    private static final int LABEL = 48;
    private static final int LONGEST = 100_000;
    private static final int SHORTEST = 24;

    private PrivateKeys() {}

    /** The key whose armour begins with the word that ends there. */
    static Optional<Secret> armoured(String text, int end) {
        int label = text.indexOf("-----", end, Math.min(text.length(), end + LABEL));
        if (label < 0 || !text.substring(end, label).contains("PRIVATE KEY")) {
            return Optional.empty();
        }
        int from = label + 5;
        int most = before(text, BEGIN, from);
        int close = text.indexOf("-----END ", from, most);
        int to = close >= 0 ? close : bodyEnd(text, from, most);
        if (letters(text, from, to) < SHORTEST) {
            return Optional.empty();
        }
        return Optional.of(new Secret("private-key", end - BEGIN.length(), closed(text, to), 1, Secret.Tier.CERTAIN));
    }

    /** The key in PuTTY's form; to the end of its last line of digits. */
    static Optional<Secret> putty(String text, int end) {
        int most = before(text, PUTTY, end);
        int lines = text.indexOf("Private-Lines:", end, most);
        if (lines < 0) {
            return Optional.empty();
        }
        int mac = text.indexOf("Private-MAC:", lines, most);
        int to = mac >= 0 ? mac : bodyEnd(text, Math.min(most, lines + "Private-Lines: 00".length()), most);
        return Optional.of(new Secret("private-key", end - PUTTY.length(), to, 1, Secret.Tier.CERTAIN));
    }

    /** Where the next such armour begins, so that no stretch is read for two; at most the greatest length away. */
    private static int before(String text, String next, int from) {
        int most = Math.min(text.length(), from + LONGEST);
        int other = text.indexOf(next, from, most);
        return other < 0 ? most : other;
    }

    private static int closed(String text, int to) {
        if (!text.startsWith("-----END ", to)) {
            return to;
        }
        int end = text.indexOf("-----", to + "-----END ".length());
        return end < 0 || end > to + LABEL + "-----END ".length() ? to : end + 5;
    }

    private static int bodyEnd(String text, int from, int most) {
        int at = from;
        while (at < most) {
            char c = text.charAt(at);
            boolean indent = (c == ' ' || c == '\t') && text.charAt(at - 1) <= ' ';
            boolean body = Shape.is(c, 's') || c == '\n' || c == '\r' || c == '\\' || indent;
            if (!body) {
                break;
            }
            at++;
        }
        // A line that has a space in it is no line of the key.
        int line = at < most ? text.lastIndexOf('\n', at) : -1;
        return line > from ? line : at;
    }

    private static int letters(String text, int from, int to) {
        int letters = 0;
        for (int i = from; i < to && letters < SHORTEST; i++) {
            letters += Shape.is(text.charAt(i), 'w') ? 1 : 0;
        }
        return letters;
    }
}
