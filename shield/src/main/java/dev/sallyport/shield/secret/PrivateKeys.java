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
        int label = text.indexOf("-----", end);
        if (label < 0 || label > end + LABEL || !text.substring(end, label).contains("PRIVATE KEY")) {
            return Optional.empty();
        }
        int from = label + 5;
        int most = Math.min(text.length(), from + LONGEST);
        int close = text.indexOf("-----END ", from);
        int next = text.indexOf(BEGIN, from);
        boolean whole = close >= 0 && close <= most && (next < 0 || next > close);
        int to = whole ? close : bodyEnd(text, from, most);
        if (letters(text, from, to) < SHORTEST) {
            return Optional.empty();
        }
        return Optional.of(new Secret("private-key", end - BEGIN.length(), closed(text, to), 1, Secret.Tier.CERTAIN));
    }

    /** The key in PuTTY's form; to the end of its last line of digits. */
    static Optional<Secret> putty(String text, int end) {
        int most = Math.min(text.length(), end + LONGEST);
        int lines = text.indexOf("Private-Lines:", end);
        if (lines < 0 || lines > most) {
            return Optional.empty();
        }
        int mac = text.indexOf("Private-MAC:", lines);
        int to = mac >= 0 && mac <= most ? mac : bodyEnd(text, lines + "Private-Lines: 00".length(), most);
        return Optional.of(new Secret("private-key", end - PUTTY.length(), to, 1, Secret.Tier.CERTAIN));
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
